import { readFileSync, writeFileSync } from 'node:fs';
import { expect, vi } from 'vitest';

/** Where such a clock starts, in milliseconds: within a second, as clocks do. */
const START = 1_764_000_000_700;

/**
 * A clock that a script and the server share in a file: only the script moves it, so that how fast the machine is has no say in which
 * tokens have run out. Returns what reads it.
 */
export function startMovedClock(file: string): () => number {
  writeFileSync(file, `${START}\n`);
  return () => Number(readFileSync(file, 'utf8'));
}

/** Waits until tokens that live a few seconds by the machine's clock are gone: one that is about to run out need not be given back. */
export function runOut(alive: () => readonly unknown[]): Promise<void> {
  return vi.waitFor(() => expect(alive()).toEqual([]), { timeout: 60_000, interval: 100 });
}
