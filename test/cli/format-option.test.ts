import { expect, test } from 'vitest';
import { formatOption, type ReportTarget, reportTargets } from '../../src/cli/format-option.ts';

const read = (...values: string[]): ReportTarget[] => values.reduce<ReportTarget[]>((targets, value) => formatOption(value, targets), []);
const targets = (values: string[], output?: string): (string | undefined)[][] =>
  reportTargets(values.length > 0 ? read(...values) : undefined, output, { cwd: '/w' }).map(({ format, file }) => [format, file]);

test.each<[values: string[], output: string | undefined, expected: (string | undefined)[][]]>([
  [[], undefined, [['pretty', undefined]]],
  [[], 'out.txt', [['pretty', 'out.txt']]],
  [['json'], undefined, [['json', undefined]]],
  [['json'], 'a.json', [['json', 'a.json']]],
  [
    ['sarif=out.sarif', 'pretty'],
    undefined,
    [
      ['sarif', 'out.sarif'],
      ['pretty', undefined],
    ],
  ],
  [['sarif=out.sarif'], undefined, [['sarif', 'out.sarif']]],
  [['html=a=b.html'], undefined, [['html', 'a=b.html']]],
  [
    ['json=a.json', 'json'],
    'b.json',
    [
      ['json', 'a.json'],
      ['json', 'b.json'],
    ],
  ],
])('%j with output %j', (values, output, expected) => expect(targets(values, output)).toEqual(expected));

test.each<[values: string[], output: string | undefined, message: RegExp]>([
  [['yaml'], undefined, /there is no format "yaml"; there are pretty, compact/],
  [['jsno'], undefined, /did you mean json\?/],
  [['SARIF=x'], undefined, /there is no format "SARIF"; did you mean sarif\?/],
  [['json='], undefined, /names no file/],
  [['json', 'pretty'], undefined, /json and pretty would both go to standard output; give one a file: --format pretty=FILE/],
  [['json', 'pretty'], 'x', /would both go to x/],
  [['json=a', 'pretty=b'], 'x', /nothing is left for --output x/],
  [['json=a', 'sarif=./a'], undefined, /json and sarif would both go to \.\/a/],
  [['json=a', 'sarif'], '/w/a', /would both go to \/w\/a/],
])('%j with output %j is refused', (values, output, message) => expect(() => targets(values, output)).toThrow(message));
