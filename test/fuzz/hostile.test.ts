import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import * as library from '../../src/index.ts';

// A few of the fuzzer's iterations, small ones, on the sources: `npm run fuzz` runs more, on the build.

interface Case {
  readonly kind: string;
  readonly files: readonly { readonly content: Buffer }[];
}

/** The fuzzer is plain JavaScript. */
const load = async <T>(module: string): Promise<T> => (await import(new URL(`./${module}.mjs`, import.meta.url).href)) as T;
const { caseOf } = await load<{ caseOf(seed: number, iteration: number, target: string): Case }>('cases');
const { check } = await load<{ check(input: Case, scratch: () => string, from: typeof library): Promise<void> }>('checks');

const SMALL = 6000;
const ROUNDS = 6;

const folders: string[] = [];
function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'unbasic-hostile-'));
  folders.push(folder);
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function small(target: string, iteration: number): Case | undefined {
  const input = caseOf(2026, iteration, target);
  const size = input.files.reduce((sum, { content }) => sum + content.length, 0);
  return size <= SMALL && input.kind !== 'multiplied' ? input : undefined;
}

it.each(['shell', 'python', 'typescript', 'names', 'config', 'migrate'])('whatever it is fed: %s', async (target) => {
  let rounds = 0;
  for (let iteration = 0; rounds < ROUNDS; iteration++) {
    const input = small(target, iteration);
    if (!input) continue;
    rounds++;
    await expect(check(input, scratch, library), `${target} ${iteration}`).resolves.toBeUndefined();
  }
});

it('gives the same input for the same seed', () => {
  const said = (iteration: number): string => JSON.stringify(caseOf(5, iteration, 'all'));
  for (let iteration = 0; iteration < 20; iteration++) expect(said(iteration)).toBe(said(iteration));
});
