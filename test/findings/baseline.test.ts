import { expect, test } from 'vitest';
import { type BaselineEntry, formatBaseline, matchBaseline, parseBaseline } from '../../src/findings/baseline.ts';
import type { Finding } from '../../src/findings/finding.ts';

const RULE = 'classic-basic-auth';
const print = (letter: string): string => letter.repeat(16);
const entry = (letter: string, file: string, rule = RULE): BaselineEntry => ({ fingerprint: print(letter), rule, file });
const finding = (letter: string, file: string, rule = RULE): Finding => ({ fingerprint: print(letter), rule, file }) as Finding;

test('a baseline is sorted, one entry a line, and holds nothing twice', () => {
  const text = formatBaseline([entry('b', 'b c.sh'), entry('a', 'z.sh'), entry('b', 'a.sh'), entry('a', 'z.sh')]);
  expect(text).toBe(
    `${text.split('\n')[0]}\naaaaaaaaaaaaaaaa classic-basic-auth z.sh\nbbbbbbbbbbbbbbbb classic-basic-auth a.sh\nbbbbbbbbbbbbbbbb classic-basic-auth b c.sh\n`,
  );
  expect(text).not.toMatch(/\d{4}|:\d/);
});

test.each(['a b.sh', ' a.sh', 'a.sh ', 'new\nline.sh', '"quoted".sh', 'back\\slash.sh', 'ä/日本.sh', '# x.sh', '<<<<<<< x.sh'])(
  'the name %j comes back as it was',
  (file) => expect(parseBaseline(formatBaseline([entry('a', file)]), 'b.txt')).toEqual([entry('a', file)]),
);

test('what a union of two branches leaves is read: lines twice and in any order, CRLF, comments', () => {
  const text = formatBaseline([entry('a', 'a.sh')]).replaceAll('\n', '\r\n');
  expect(parseBaseline(`${text}${text}\n# mine\n`, 'b.txt')).toEqual([entry('a', 'a.sh')]);
});

test.each([
  ['<<<<<<< HEAD', /^b\.txt:1: .*merge conflict/],
  ['=======', /merge conflict/],
  ['aaaa classic-basic-auth a.sh', /^b\.txt:1: .*no entry/],
  [`${print('a')} classic-basic-auth`, /no entry/],
  [`${print('a')} classic-basic-auth "a`, /no entry/],
])('%s is refused', (line, message) => expect(() => parseBaseline(line, 'b.txt')).toThrow(message));

// What stands in the baseline; the findings; the files that exist but were not scanned. Then which findings are known, and what is stale.
test.each<[string, BaselineEntry[], Finding[], string[], boolean[], BaselineEntry[]]>([
  ['the same file', [entry('a', 'a.sh')], [finding('a', 'a.sh')], [], [true], []],
  ['another call', [entry('a', 'a.sh')], [finding('b', 'a.sh')], [], [false], [entry('a', 'a.sh')]],
  ['another rule', [entry('a', 'a.sh')], [finding('a', 'a.sh', 'plain-http')], [], [false], [entry('a', 'a.sh')]],
  ['a script that moved', [entry('a', 'a.sh')], [finding('a', 'sub/b.sh')], [], [true], []],
  ['a copy', [entry('a', 'a.sh')], [finding('a', 'a.sh'), finding('a', 'b.sh')], [], [true, false], []],
  ['a copy that comes first', [entry('a', 'b.sh')], [finding('a', 'a.sh'), finding('a', 'b.sh')], [], [false, true], []],
  ['a copy of a file that was not scanned', [entry('a', 'a.sh')], [finding('a', 'b.sh')], ['a.sh'], [false], []],
  [
    'two that swapped names',
    [entry('a', 'a.sh'), entry('b', 'b.sh')],
    [finding('b', 'a.sh'), finding('a', 'b.sh')],
    [],
    [false, false],
    [entry('a', 'a.sh'), entry('b', 'b.sh')],
  ],
  ['one of two that went', [entry('a', 'a.sh'), entry('a', 'b.sh')], [finding('a', 'b.sh')], [], [true], [entry('a', 'a.sh')]],
])('%s', (_, entries, findings, elsewhere, known, stale) => {
  const match = matchBaseline(findings, entries, {
    nameOf: ({ file }) => file,
    scanned: (file) => findings.some((item) => item.file === file),
    exists: (file) => elsewhere.includes(file) || findings.some((item) => item.file === file),
  });
  expect(findings.map((item) => match.entries.has(item))).toEqual(known);
  expect(match.stale).toEqual(stale);
});
