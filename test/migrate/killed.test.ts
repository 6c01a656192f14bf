import { spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { expect, test } from 'vitest';
import { kindByName } from '../../src/files/extensions.ts';
import { removeLeftovers } from '../../src/migrate/leftovers.ts';
import { ROOT } from '../support/cli.ts';
import { temporaryFolder } from '../support/repository.ts';

const RUNS = 30;
/** So many at a time, each in a folder of its own: most of it is waiting for the disk. */
const LANES = 3;

/** Starts the writer, kills it so many milliseconds after it has written each text once, and waits until it is gone. */
function killedAfter(module: string, folder: string, delay: number): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [join(ROOT, 'test/support/write-for-ever.mjs'), module, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), delay));
  return new Promise((done) => child.on('exit', (_, signal) => done(signal)));
}

test(`a process that is killed while it writes leaves whole files (${RUNS} times)`, async () => {
  const module = join(temporaryFolder().path, 'write.mjs');
  await build({ input: join(ROOT, 'src/migrate/write.ts'), platform: 'node', output: { file: module, format: 'esm' }, logLevel: 'silent' });
  let litter = 0;
  const seen = new Set<string>();
  const lane = async (first: number): Promise<void> => {
    const { path } = temporaryFolder({ 'one.sh': 'A'.repeat(200_000), 'two.sh': 'A'.repeat(200_000) });
    for (const file of ['one.sh', 'two.sh']) chmodSync(join(path, file), 0o750);
    for (let run = first; run < RUNS; run += LANES) {
      expect(await killedAfter(module, path, 3 + run * 1.7)).toBe('SIGKILL');
      for (const file of ['one.sh', 'two.sh']) {
        const content = readFileSync(join(path, file), 'utf8');
        seen.add(content[0]!);
        expect(content === content[0]!.repeat(200_000) && /^[AB]$/.test(content[0]!)).toBe(true);
        expect(statSync(join(path, file)).mode & 0o7777).toBe(0o750);
      }
      const left = readdirSync(path).filter((name) => name !== 'one.sh' && name !== 'two.sh');
      litter += left.length;
      for (const name of left) expect(kindByName(name)).toBe('never');
      expect(removeLeftovers([path]).length).toBe(left.length);
      expect(readdirSync(path).sort()).toEqual(['one.sh', 'two.sh']);
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, first) => lane(first)));
  // Else the process was never caught while it wrote, and the test says nothing.
  expect(litter).toBeGreaterThan(0);
  expect(seen).toEqual(new Set(['A', 'B']));
});
