import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { explanationText } from '../src/report/explanation.ts';
import { explain } from '../src/scan/explain.ts';
import { ROOT } from './support/cli.ts';

// A case is a folder of scripts, case.json with the place to explain, and what is told of it, expected.txt.
// UPDATE=1 npx vitest run --config test/vitest.config.ts test/explain writes what is told now.

const CASES = join(ROOT, 'fixtures', 'explain');

test.each(readdirSync(CASES).sort())('%s', async (name) => {
  const cwd = join(CASES, name);
  const { place } = JSON.parse(readFileSync(join(cwd, 'case.json'), 'utf8')) as { place: string };
  const [file = '', line = ''] = place.split(':');
  const { explanations } = await explain(file, Number(line), { cwd });
  const actual = explanationText(explanations, { color: 0, columns: undefined });
  const expected = join(cwd, 'expected.txt');
  if (process.env.UPDATE === '1') writeFileSync(expected, actual);
  if (!existsSync(expected)) throw new Error(`${name} has no expected.txt: run with UPDATE=1 and read what it says`);
  expect(actual).toBe(readFileSync(expected, 'utf8'));
});
