import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

/** How a run of the command line ended, in milliseconds since its start. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly errors: string;
  /** When it put up its claim on the folder, the first thing that it writes; undefined where it did not get so far. */
  readonly claimed: number | undefined;
  /** When it took the claim back, the last thing that it writes. */
  readonly released: number | undefined;
  readonly ended: number;
}

export type Moment = { readonly after: 'start' | 'claim'; readonly delay: number };

/**
 * Runs `unbasic migrate --write` on a folder as a process of its own, and kills it at a moment, if there is one.
 * @param main the built command line
 */
export function runMigration(main: string, folder: string, args: readonly string[], moment?: Moment): Promise<Ending> {
  const start = performance.now();
  let claimed: number | undefined;
  let released: number | undefined;
  let child: ChildProcess | undefined;
  const kill = (delay: number): void => {
    setTimeout(() => child?.kill('SIGKILL'), delay);
  };
  const watcher = watch(folder, (_, name) => {
    if (!name?.endsWith('-claim.tmp')) return;
    if (claimed === undefined) {
      claimed = performance.now() - start;
      if (moment?.after === 'claim') kill(moment.delay);
    } else released = performance.now() - start;
  });
  child = spawn(process.execPath, [main, 'migrate', '--write', '--force', ...args], {
    cwd: folder,
    // Without shells and without Python, whose opinion of each result takes more time than all the rest.
    env: { PATH: join(folder, 'no-programs') },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (moment?.after === 'start') kill(moment.delay);
  const errors: Buffer[] = [];
  child.stderr!.on('data', (chunk: Buffer) => errors.push(chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code, signal) => {
      const ended = performance.now() - start;
      // What was written at the very end is told of in the next turn.
      setImmediate(() => {
        watcher.close();
        done({ code, signal, errors: Buffer.concat(errors).toString('utf8'), claimed, released, ended });
      });
    });
  });
}

/** The command line of a build. */
export function mainOf(root: string): string {
  return join(root, 'dist', 'cli', 'main.js');
}
