import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { mainOf, runMigration } from '../kill/run.ts';
import { scripts } from '../kill/scripts.ts';
import { judge, layOut, readTree } from '../kill/tree.ts';
import { ROOT } from '../support/cli.ts';

const place = mkdtempSync(join(tmpdir(), 'unbasic-full-'));
/** A small disk in memory; undefined where that may not be had. */
const disk = ((): string | undefined => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=512k', 'tmpfs', place], { stdio: 'ignore' });
    return place;
  } catch {
    return undefined;
  }
})();

afterAll(() => {
  if (disk) execFileSync('umount', [disk]);
  rmSync(place, { recursive: true, force: true });
});

const main = mainOf(ROOT);
const before = scripts({ shell: 12, python: 2, typescript: 2 });

let whole: ReturnType<typeof readTree> | undefined;

async function wholeResult(): Promise<ReturnType<typeof readTree>> {
  if (whole) return whole;
  const roomy = mkdtempSync(join(tmpdir(), 'unbasic-roomy-'));
  layOut(join(roomy, 'repository'), before);
  expect((await runMigration(main, join(roomy, 'repository'), [])).code).toBe(0);
  whole = readTree(join(roomy, 'repository'));
  rmSync(roomy, { recursive: true });
  return whole;
}

describe.skipIf(!disk)('on a disk that fills up', () => {
  test.each([0, 64])('each file is old or new, and nothing else is left (%i KB free)', async (free) => {
    const after = await wholeResult();
    const folder = join(place, 'repository');
    layOut(folder, before);
    const filler = join(place, 'filler');
    rmSync(filler, { force: true });
    const left = Number(execFileSync('df', ['--output=avail', '-k', place], { encoding: 'utf8' }).split('\n')[1]) - free;
    execFileSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=1024', `count=${left}`], { stdio: 'ignore' });
    const run = await runMigration(main, folder, []);
    const verdict = judge(readTree(folder), before, after);
    expect(verdict.harmed).toEqual([]);
    expect(verdict.litter).toEqual([]);
    expect(run.code).toBe(2);
    expect(run.errors).toMatch(/full|no space|room/i);
    rmSync(filler);
    expect((await runMigration(main, folder, [])).code).toBe(0);
    expect(judge(readTree(folder), after, after).harmed).toEqual([]);
  });
});

test.skipIf(!existsSync('/dev/full')).each([
  ['--format', 'json'],
  ['--format', 'ndjson'],
  ['--format', 'pretty'],
])('a report that cannot be printed is said to be incomplete (%s %s)', (...args) => {
  const command = '"$0" "$1" fixtures/repos/acme "$2" "$3" > /dev/full';
  const { status, stderr } = spawnSync('sh', ['-c', command, process.execPath, main, ...args], { cwd: ROOT, encoding: 'utf8' });
  expect(status).toBe(2);
  expect(stderr).toContain('the output could not be written: the disk is full. Make room and run this again');
  expect(stderr).not.toMatch(/\n\s+at /);
});

describe('two runs at once', () => {
  test.each([1, 2])('make what one run makes (%i)', async () => {
    const after = await wholeResult();
    const roomy = mkdtempSync(join(tmpdir(), 'unbasic-two-'));
    const folder = join(roomy, 'repository');
    layOut(folder, before);
    const runs = await Promise.all([runMigration(main, folder, []), runMigration(main, folder, [])]);
    const verdict = judge(readTree(folder), after, after);
    expect({ codes: runs.map(({ code }) => code), ...verdict, old: 0, new: 0 }).toEqual({
      codes: [0, 0],
      harmed: [],
      litter: [],
      old: 0,
      new: 0,
    });
    rmSync(roomy, { recursive: true });
  });
});
