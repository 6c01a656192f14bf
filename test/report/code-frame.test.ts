import { expect, test } from 'vitest';
import { codeFrame } from '../../src/report/code-frame.ts';
import { themeOf } from '../../src/report/theme.ts';

const PLAIN = themeOf(0);

function frame(lines: readonly (readonly [number, string, (readonly [number, number])?])[], width = 60): string {
  return codeFrame(
    lines.map(([number, text, mark]) => ({ number, text, mark })),
    width,
    PLAIN,
  ).join('\n');
}

test('underlines the call', () => {
  expect(frame([[7, '  x=$(curl -u a b)', [6, 17]]])).toBe('7 │   x=$(curl -u a b)\n  │       ^^^^^^^^^^^');
});

test('blanks around a part of the call are not underlined', () => {
  expect(
    frame([
      [9, 'curl \\', [0, 6]],
      [10, '    "$url"  ', [0, 12]],
    ]),
  ).toBe(' 9 │ curl \\\n   │ ^^^^^^\n10 │     "$url"\n   │     ^^^^^^');
});

test('tabs are as wide as they look, also in the underline', () => {
  expect(frame([[1, 'a\tcurl x', [2, 8]]])).toBe('1 │ a   curl x\n  │     ^^^^^^');
});

test('wide characters take two columns', () => {
  expect(frame([[1, '表 curl x', [2, 8]]])).toBe('1 │ 表 curl x\n  │    ^^^^^^');
  expect(frame([[1, '👍 curl x', [3, 9]]])).toBe('1 │ 👍 curl x\n  │    ^^^^^^');
});

test('combining marks take none', () => {
  expect(frame([[1, 'e\u0301 curl', [3, 7]]])).toBe('1 │ e\u0301 curl\n  │   ^^^^');
});

test.each(['\u001b[31m', '\r', '\u0007', '\u009b31m', '\u202e', '\u0000', '\u200b'])('%j is shown harmlessly', (character) => {
  expect(frame([[1, `a${character}b`, [0, 1]]])).not.toContain(character[0]);
});

test('a long call shows its first lines, its URL and its last line', () => {
  const lines = Array.from(
    { length: 20 },
    (_, index) => [index + 1, index === 11 ? '"$u/JSSResource/x" \\' : `-H "h${index}" \\`, [0, 4]] as const,
  );
  const text = frame(lines);
  const numbers = text
    .split('\n')
    .map((line) => /^ *(\d+) │/.exec(line)?.[1])
    .filter((number) => number !== undefined);
  expect(numbers).toEqual(['1', '2', '3', '12', '20']);
  expect(text).toContain('8 more lines');
  expect(text).toContain('7 more lines');
});

test('long lines are wrapped and cut, and no row is wider than the report', () => {
  const rows = frame([[1, `curl ${'x'.repeat(1000)}`, [0, 1005]]], 40).split('\n');
  expect(rows.length).toBeLessThanOrEqual(8);
  expect(Math.max(...rows.map((row) => row.length))).toBeLessThanOrEqual(41);
  expect(rows.at(-2)).toContain('…');
});

test('a call far to the right of a very long line is what is seen', () => {
  expect(frame([[1, `${'x'.repeat(50_000)} curl -u a b ${'y'.repeat(50_000)}`, [50_001, 50_012]]])).toContain('curl -u a b');
});

test('nothing gives nothing', () => {
  expect(frame([])).toBe('');
});
