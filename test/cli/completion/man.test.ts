import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { manual } from '../../../src/build/manual.ts';
import { commandNames } from '../../../src/cli/program.ts';

const page = manual();
const hasMandoc = spawnSync('mandoc', ['-V']).error === undefined;

test('the manual names every command, and is the same each time', () => {
  for (const name of commandNames().filter((command) => command !== 'help')) expect(page).toContain(`.SS unbasic ${name} `);
  expect(manual()).toBe(page);
});

test('options stand in it with their values and choices, hyphens as such', () => {
  expect(page).toContain('\\fB\\-\\-staged\\fR\n');
  expect(page).toContain('\\fB\\-\\-since\\fR \\fI<ref>\\fR\n');
  expect(page).toMatch(/\\fB\\-\\-severity\\fR .*\n.*error, warning, info\.\n/);
});

test('options of all commands stand in it once', () => {
  expect(page.match(/\\fB\\-\\-cwd\\fR/g)).toHaveLength(1);
  expect(page.match(/\\fB\\-\\-help\\fR/g)).toHaveLength(1);
});

test('no line of text is taken for a request, and it holds no date', () => {
  const requests = page.split('\n').filter((line) => /^[.']/.test(line));
  expect(requests.filter((line) => !/^\.(?:TH|SH|SS|TP|B)\b/.test(line))).toEqual([]);
  expect(page).not.toMatch(/\b20\d\d-\d\d/);
});

test.skipIf(!hasMandoc)('mandoc finds nothing wrong with it but its long lines and its missing date', () => {
  const { stdout } = spawnSync('mandoc', ['-Tlint', '-Wstyle'], { input: page, encoding: 'utf8' });
  const complaints = stdout.split('\n').filter((line) => line !== '' && !/input text line longer|missing date/.test(line));
  expect(complaints).toEqual([]);
});
