import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** The resident memory from which on garbage is collected when there is a good moment, rather than when V8 sees fit. */
const COMFORT = 192 * 1024 * 1024;
/** How much more there has to be before that is tried again. */
const STEP = 48 * 1024 * 1024;

let next = COMFORT;
let collect: (() => void) | undefined;

/**
 * Keeps memory flat in a large scan. Parse trees and texts are garbage as soon as a group is done, but V8 lets its heap grow to several times what is
 * in use before it looks. To be called between groups.
 */
export function relieveMemory(resident = process.memoryUsage.rss()): boolean {
  if (resident < next) return false;
  if (!collect) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('gc') as () => void;
  }
  collect();
  next = Math.max(COMFORT, process.memoryUsage.rss() + STEP);
  return true;
}
