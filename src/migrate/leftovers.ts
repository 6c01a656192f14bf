import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, type Owner, ownerOf } from './temporary-names.ts';

/** No run takes so long to write: what is older is nobody's, whatever process has its number by now. In milliseconds. */
const DAY = 24 * 60 * 60 * 1000;

function isOld(path: string): boolean {
  try {
    // The time of the last change of the entry itself: a second name of an old file has that file's own time of writing.
    return Date.now() - lstatSync(path).ctimeMs > DAY;
  } catch {
    return false;
  }
}

/** Whether the process that made a temporary file may still need it. */
export function isAlive(owner: Owner, path: string): boolean {
  if (owner.isOwn) return true;
  return (!owner.isNear || isRunning(owner.id)) && !isOld(path);
}

/** The temporary files of ours in a folder, each with its owner. */
export function temporariesIn(folder: string): { readonly path: string; readonly owner: Owner }[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const owner = ownerOf(name);
    return owner ? [{ path: join(folder, name), owner }] : [];
  });
}

/**
 * Removes what runs that were killed while they wrote have left in folders; gives the paths removed. What a run that is under way has there
 * stays. Never throws: what cannot be removed stays.
 */
export function removeLeftovers(folders: Iterable<string>): string[] {
  const removed: string[] = [];
  for (const folder of new Set(folders)) {
    for (const { path, owner } of temporariesIn(folder)) {
      if (isAlive(owner, path)) continue;
      try {
        rmSync(path, { force: true });
        removed.push(path);
      } catch {
        // Not ours to remove.
      }
    }
  }
  return removed;
}
