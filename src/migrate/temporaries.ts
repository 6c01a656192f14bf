import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { temporaryName } from './temporary-names.ts';

let counter = 0;

/** A path in a folder, free so far, for a file that is soon renamed or removed; removeLeftovers knows it by its name. */
export function temporaryPath(folder: string): string {
  for (;;) {
    const path = join(folder, temporaryName(counter++));
    if (!existsSync(path)) return path;
  }
}

function keepOwner(descriptor: number, like: Stats): void {
  const own = fstatSync(descriptor);
  if (own.uid !== like.uid || own.gid !== like.gid) fchownSync(descriptor, like.uid, like.gid);
}

/**
 * Writes a new file beside the one that it is to replace, with that one's mode and owner, down to the disk. Throws what the system says; then
 * no file is left.
 */
export function writeTemporary(folder: string, content: Buffer, like: Stats | undefined): string {
  const path = temporaryPath(folder);
  let descriptor: number | undefined;
  try {
    descriptor = openSync(path, 'wx', like ? 0o600 : 0o666);
    writeFileSync(descriptor, content);
    if (like) {
      if (process.platform !== 'win32') keepOwner(descriptor, like);
      // After the owner: changing that clears the set-user-ID bit.
      fchmodSync(descriptor, like.mode & 0o7777);
    }
    fsyncSync(descriptor);
    closeSync(descriptor);
    descriptor = undefined;
    if (like && process.platform === 'win32') chmodSync(path, like.mode);
    return path;
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') rmSync(path, { force: true });
    throw error;
  }
}
