import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, vi } from 'vitest';

/** Where such a clock starts, in milliseconds: within a second, as clocks do. */
const START = 1_764_000_000_700;

/** A clock that a script and the server share: it stands until the script sleeps, which then takes no time. */
export interface MovedClock {
  /** Milliseconds, for the server. */
  readonly read: () => number;
  /** An environment in which shells, Python and Node go by it. */
  within(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv;
}

/**
 * Starts a clock in a file, so that how fast the machine is has no say in which tokens have run out. For scripts that do one thing
 * at a time: what one process sleeps passes for all.
 */
export function startMovedClock(file: string): MovedClock {
  writeFileSync(file, `${START}\n`);
  return {
    read: () => Number(readFileSync(file, 'utf8')),
    within: (env) => ({
      ...env,
      CLOCK: file,
      PATH: `${join(import.meta.dirname, 'bin')}${delimiter}${env.PATH}`,
      PYTHONDONTWRITEBYTECODE: '1',
      PYTHONPATH: [join(import.meta.dirname, 'python'), env.PYTHONPATH ?? []].flat().join(delimiter),
      NODE_OPTIONS: `${env.NODE_OPTIONS ?? ''} --require=${join(import.meta.dirname, 'node.cjs')}`.trim(),
    }),
  };
}

/** Waits until tokens that live a few seconds by the machine's clock are gone: one that is about to run out need not be given back. */
export function runOut(alive: () => readonly unknown[]): Promise<void> {
  return vi.waitFor(() => expect(alive()).toEqual([]), { timeout: 60_000, interval: 100 });
}
