import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { resultData } from '../src/report/json.ts';
import type { ScanOptions } from '../src/scan/options.ts';
import { scan } from '../src/scan/scan.ts';
import { ROOT } from './support/cli.ts';

// A case is a folder of scripts with what is found in them, expected.json; case.json may hold options of the scan.
// UPDATE=1 npx vitest run --config test/vitest.config.ts test/fixtures writes what is found now.

const CASES = join(ROOT, 'fixtures', 'scan');
const UPDATE = process.env.UPDATE === '1';
const work = mkdtempSync(join(tmpdir(), 'unbasic-fixtures-'));

afterAll(() => rmSync(work, { recursive: true, force: true }));

function isCase(folder: string): boolean {
  return readdirSync(folder).some((name) => name === 'expected.json' || name === 'case.json' || name.startsWith('input.'));
}

function casesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  if (isCase(folder)) return [folder];
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return inner.flatMap((entry) => casesBelow(join(folder, entry.name))).sort();
}

/** Scans a copy outside of any repository, so that nothing around the case has a say. */
async function found(folder: string, name: string): Promise<string> {
  const copy = join(work, name);
  cpSync(folder, copy, { recursive: true, verbatimSymlinks: true });
  rmSync(join(copy, 'expected.json'), { force: true });
  rmSync(join(copy, 'case.json'), { force: true });
  const settings = join(folder, 'case.json');
  const options: ScanOptions = existsSync(settings) ? JSON.parse(readFileSync(settings, 'utf8')) : {};
  return `${JSON.stringify(resultData(await scan({ paths: ['.'], ...options, cwd: copy })), null, 2)}\n`;
}

const cases = casesBelow(CASES).map((folder) => ({ folder, name: relative(CASES, folder) }));

test.skipIf(cases.length > 0)('there are cases', () => {
  expect(cases).not.toEqual([]);
});

test.each(cases)('$name', async ({ folder, name }) => {
  const actual = await found(folder, name);
  const expected = join(folder, 'expected.json');
  if (UPDATE) writeFileSync(expected, actual);
  if (!existsSync(expected)) throw new Error(`${name} has no expected.json: run with UPDATE=1 and read what it says`);
  expect(actual).toBe(readFileSync(expected, 'utf8'));
});
