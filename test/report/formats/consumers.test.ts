import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { csvCell } from '../../../src/report/csv-text.ts';
import { checkstyle } from '../../../src/report/formats/checkstyle.ts';
import { compact } from '../../../src/report/formats/compact.ts';
import { csv } from '../../../src/report/formats/csv.ts';
import { github } from '../../../src/report/formats/github.ts';
import { gitlab } from '../../../src/report/formats/gitlab.ts';
import { junit } from '../../../src/report/formats/junit.ts';
import { markdown } from '../../../src/report/formats/markdown.ts';
import { ndjson } from '../../../src/report/formats/ndjson.ts';
import { rdjson } from '../../../src/report/formats/rdjson.ts';
import { json } from '../../../src/report/json.ts';
import { HOSTILE, hostileResult, PROPOSAL } from '../../support/hostile-result.ts';
import { finding, resultOf } from '../../support/result.ts';

const PLAIN = { color: 0, columns: undefined } as const;
const result = hostileResult();
const active = result.findings.filter(({ suppression }) => !suppression);
const hasPython = spawnSync('python3', ['--version']).status === 0;
if (!hasPython) process.stderr.write('XML and CSV are not read back: no python3.\n');

/** What Python makes of a text on its standard input: another reader than ours. */
function python(program: string, input: string) {
  return JSON.parse(execFileSync('python3', ['-c', program], { input, encoding: 'utf8' }));
}

const XML = `
import sys, json, xml.etree.ElementTree as E
def walk(e): return [e.tag, e.attrib, e.text if len(e) == 0 else None, [walk(c) for c in e]]
print(json.dumps(walk(E.fromstring(sys.stdin.buffer.read()))))`;
const CSV = `
import sys, json, csv, io
print(json.dumps(list(csv.DictReader(io.TextIOWrapper(sys.stdin.buffer, encoding='utf-8', newline='')))))`;

type Element = [tag: string, attributes: Record<string, string>, text: string | null, children: Element[]];

describe.skipIf(!hasPython)('read back by another program', () => {
  test('checkstyle names the files and the messages', () => {
    const [tag, , , files] = python(XML, checkstyle(result, PLAIN)) as Element;
    expect(tag).toBe('checkstyle');
    expect(files.map(([, { name }]) => name)).toEqual([...new Set(active.map(({ file }) => file))]);
    expect(files.flatMap(([, , , errors]) => errors)).toHaveLength(active.length);
    expect(files[1]![3][0]![1]).toMatchObject({
      line: '2',
      severity: 'error',
      message: HOSTILE.html,
      source: 'unbasic.classic-basic-auth',
    });
  });

  test('junit counts what it holds', () => {
    const [, totals, , suites] = python(XML, junit(result, PLAIN)) as Element;
    const cases = suites.flatMap(([, , , list]) => list);
    const count = (tag: string): number => cases.filter(([, , , children]) => children.some(([name]) => name === tag)).length;
    expect(totals).toMatchObject({ tests: String(cases.length), failures: String(count('failure')), errors: String(count('error')) });
    expect([count('failure'), count('skipped'), count('error'), count('system-out')]).toEqual([5, 2, 1, 1]);
    for (const [, attributes, , list] of suites) expect(attributes.tests).toBe(String(list.length));
  });

  test('junit of nothing is one test that passes', () => {
    const [, totals] = python(XML, junit(resultOf([]), PLAIN)) as Element;
    expect(totals).toMatchObject({ tests: '1', failures: '0', errors: '0' });
  });

  test('csv has a row for each finding, and no cell that a spreadsheet runs', () => {
    const rows = python(CSV, csv(result, PLAIN)) as Record<string, string>[];
    expect(rows).toHaveLength(result.findings.length);
    expect(rows[1]!.file).toBe(HOSTILE.html);
    expect(rows[3]!.file).toBe(`'${HOSTILE.formula}`);
    for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    expect(rows.map(({ suppressed }) => suppressed).filter(Boolean)).toEqual(['baseline', 'inline']);
  });
});

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-x', "'-x"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'␉=1"],
  ['\r\n=1', "'␍␊=1"],
  ['＝1', "'＝1"],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  [' a ', '" a "'],
  ['a=b', 'a=b'],
  ['', ''],
  [null, ''],
  [0, '0'],
  [-1, '-1'],
  [false, 'false'],
])('the cell of %j', (value, cell) => expect(csvCell(value)).toBe(cell));

describe('github', () => {
  const lines = github(result, PLAIN).trimEnd().split('\n');
  const decoded = (text: string): string => text.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
  const property = (text: string): string => decoded(text.replaceAll('%2C', ',').replaceAll('%3A', ':'));

  test('is one line for each finding, as the runner reads them', () => {
    const commands = lines.filter((line) => line.startsWith('::'));
    expect(commands).toHaveLength(active.length);
    for (const [index, line] of commands.entries()) {
      // The runner's own reading: the command up to the first blank, the properties up to the next `::`, the rest is the message.
      const [, command, properties, message] = /^::([^ ]+) (.*?)::(.*)$/.exec(line)!;
      expect(['error', 'warning', 'notice']).toContain(command);
      const read = Object.fromEntries(
        properties!.split(',').map((pair) => [pair.split('=')[0], property(pair.slice(pair.indexOf('=') + 1))]),
      );
      expect(read.file).toBe(active[index]!.file.replace(/\ud83d/, '\ufffd'));
      expect(decoded(message!).split('\n')).toHaveLength(active[index]!.fix ? 2 : 1);
    }
  });

  test('ends with the counts, and is quiet when asked to be', () => {
    expect(lines.at(-1)).toBe('unbasic: 6 findings (4 errors, 1 warning, 1 info), 2 suppressed');
    expect(github(resultOf([]), { ...PLAIN, quiet: true })).toBe('');
  });
});

test('gitlab has what its specification asks for', () => {
  const issues = JSON.parse(gitlab(result, PLAIN));
  expect(issues).toHaveLength(active.length);
  for (const { description, check_name, fingerprint, severity, location } of issues) {
    expect([typeof description, typeof check_name]).toEqual(['string', 'string']);
    expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(['info', 'minor', 'major', 'critical', 'blocker']).toContain(severity);
    expect(location.path).not.toMatch(/^\.\//);
    expect(location.lines.begin).toBeGreaterThan(0);
  }
  expect(new Set(issues.map((issue: { fingerprint: string }) => issue.fingerprint)).size).toBe(issues.length);
  expect(JSON.parse(gitlab(resultOf([]), PLAIN))).toEqual([]);
});

describe('rdjson', () => {
  test('counts columns in bytes, and suggests whole lines', () => {
    const { diagnostics } = JSON.parse(
      rdjson(resultOf([finding()], { utf8Column: (_, { column }) => column * 2 }), { ...PLAIN, proposals: () => PROPOSAL }),
    );
    expect(diagnostics[0].location.range).toEqual({ start: { line: 2, column: 2 }, end: { line: 2, column: 40 } });
    expect(diagnostics[0].suggestions).toEqual([
      { range: { start: { line: 3 }, end: { line: 7 } }, text: 'token = get_token()\nrest "of" it' },
    ]);
  });

  test.each([
    ['two files', { ...PROPOSAL, files: [...PROPOSAL.files, ...PROPOSAL.files] }],
    ['lines with a secret', { ...PROPOSAL, files: PROPOSAL.files.map((file) => ({ ...file, lines: undefined })) }],
  ])('suggests nothing for %s', (_, proposal) => {
    expect(rdjson(resultOf([finding()]), { ...PLAIN, proposals: () => proposal })).not.toContain('suggestions');
  });

  test('has the severities and the names of its definition', () => {
    const { source, diagnostics } = JSON.parse(rdjson(result, PLAIN));
    expect(source).toEqual({ name: 'unbasic' });
    expect(diagnostics).toHaveLength(active.length);
    for (const { severity, code, location } of diagnostics) {
      expect(['ERROR', 'WARNING', 'INFO']).toContain(severity);
      expect(typeof code.value).toBe('string');
      expect(typeof location.path).toBe('string');
    }
  });
});

test('ndjson is the JSON report, line by line', () => {
  const lines = ndjson(result, PLAIN)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const whole = JSON.parse(json(result, PLAIN));
  const of = (type: string) => lines.filter((line) => line.type === type).map(({ type: _, ...rest }) => rest);
  expect(of('finding')).toEqual(whole.findings);
  expect(of('problem')).toEqual(whole.problems);
  expect(of('summary')).toEqual([{ tool: whole.tool, summary: whole.summary }]);
});

test('compact has one line for each finding', () => {
  const lines = compact(result, { ...PLAIN, quiet: true })
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(result.findings.length);
  expect(compact(resultOf([]), { ...PLAIN, quiet: true })).toBe('');
});

test.each(['|', '`', '`|`', '\\|'])('markdown keeps %s in its cell', (characters) => {
  const text = markdown(resultOf([finding({ file: `a${characters}b`, message: `M ${characters}.` })]), PLAIN);
  const row = text.split('\n').find((line) => line.includes('M '))!;
  expect(row.replaceAll('\\\\', '').replaceAll('\\|', '').split('|')).toHaveLength(6);
});
