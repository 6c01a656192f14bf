import { accessSync, constants, realpathSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { removeLeftovers } from '../migrate/leftovers.ts';
import { writeTemporary } from '../migrate/temporaries.ts';

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Gives a file a new content, whole or not at all; links are followed, and what is no file (a pipe, a device) is written to as it is. Removes what
 * killed runs have left beside it. Throws what the system says.
 */
export function replaceFile(path: string, content: Buffer): void {
  const stats = statsOf(path);
  if (stats && !stats.isFile()) {
    writeFileSync(path, content);
    return;
  }
  if (stats) accessSync(path, constants.W_OK);
  const target = stats ? realpathSync(path) : path;
  removeLeftovers([dirname(target)]);
  const temporary = writeTemporary(dirname(target), content, stats);
  try {
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
