import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  type Stats,
} from 'node:fs';
import { dirname } from 'node:path';
import { placeOfNew } from './target.ts';
import { temporaryPath, writeTemporary } from './temporaries.ts';
import { unwritable, WriteError } from './write-error.ts';

export interface WriteRequest {
  /** How messages name the file. */
  readonly file: string;
  /** Absolute, without symbolic links, as targetOf gives it. */
  readonly target: string;
  /** The bytes that the file must still have; undefined for a file that must not exist yet. */
  readonly before: Buffer | undefined;
  readonly after: Buffer;
}

interface Prepared {
  readonly request: WriteRequest;
  readonly stats: Stats | undefined;
  readonly temporary: string;
  /** The file as it was, for undoing; only where several are written together. */
  backup: string | undefined;
  /** The outermost folder that had to be made. */
  readonly madeFolder: string | undefined;
  done: boolean;
}

function changed(file: string): WriteError {
  return new WriteError(file, 'changed', `${file} has changed since it was read and was left as it is. Run it again.`);
}

/** Throws where the file is not what was read. The bytes decide; size, time and identity are compared as they cost nothing. */
function check({ file, target, before }: WriteRequest, since: Stats | undefined): Stats | undefined {
  // A folder on the way that is a link by now would lead elsewhere.
  if (placeOfNew(target) !== target) throw changed(file);
  const stats = lstatSync(target, { throwIfNoEntry: false });
  if (before === undefined) {
    if (stats) throw new WriteError(file, 'exists', `${file} exists by now and was left as it is. Run it again.`);
    return undefined;
  }
  if (!stats?.isFile() || stats.size !== before.length) throw changed(file);
  if (since && (since.mtimeMs !== stats.mtimeMs || since.ino !== stats.ino || since.mode !== stats.mode)) throw changed(file);
  if (!readFileSync(target).equals(before)) throw changed(file);
  return stats;
}

function prepare(request: WriteRequest, several: boolean): Prepared {
  const folder = dirname(request.target);
  const stats = check(request, undefined);
  if (stats) accessSync(request.target, constants.W_OK);
  const madeFolder = stats ? undefined : mkdirSync(folder, { recursive: true });
  let temporary: string | undefined;
  try {
    temporary = writeTemporary(folder, request.after, stats);
    const backup = several && stats ? backUp(request.target, request.before!, stats) : undefined;
    return { request, stats, temporary, backup, madeFolder, done: false };
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    removeFolders(folder, madeFolder);
    throw error;
  }
}

/** Removes the folders that were made for a file, as far as they are empty. */
function removeFolders(folder: string, outermost: string | undefined): void {
  if (outermost === undefined) return;
  try {
    for (let at = folder; at.startsWith(outermost); at = dirname(at)) rmdirSync(at);
  } catch {
    // Someone else has put something there.
  }
}

/** A second name for the file as it is; a copy where the file system knows no second names. */
function backUp(target: string, content: Buffer, stats: Stats): string {
  const path = temporaryPath(dirname(target));
  try {
    linkSync(target, path);
    return path;
  } catch {
    return writeTemporary(dirname(target), content, stats);
  }
}

function put(prepared: Prepared): void {
  const { request, stats, temporary } = prepared;
  check(request, stats);
  if (stats) renameSync(temporary, request.target);
  else {
    // A rename would take the place of a file made in the meantime.
    try {
      linkSync(temporary, request.target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw changed(request.file);
      renameSync(temporary, request.target);
    }
  }
  prepared.done = true;
}

/** Puts back what was there. Where even that fails, the copy of the old file stays. */
function undo(prepared: Prepared): void {
  const { request, backup, done } = prepared;
  if (!done) return;
  try {
    if (backup !== undefined) renameSync(backup, request.target);
    else if (request.before === undefined) rmSync(request.target, { force: true });
  } catch {
    prepared.backup = undefined;
  }
}

function removeTemporaries(prepared: readonly Prepared[]): void {
  for (const path of prepared.flatMap(({ temporary, backup }) => [temporary, ...(backup === undefined ? [] : [backup])])) {
    try {
      rmSync(path, { force: true });
    } catch {
      // The next run removes it.
    }
  }
}

/** Tells the disk of the new names. Some systems cannot, and then the names are safe a little later. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Nothing more can be done about it.
  }
}

/** Whether a file is already what it is to become: another run with the same result was faster. */
function holds({ target, after }: WriteRequest): boolean {
  try {
    const stats = lstatSync(target);
    return stats.isFile() && stats.size === after.length && readFileSync(target).equals(after);
  } catch {
    return false;
  }
}

/** What was done besides giving files their content. */
export interface Written {
  /** Files that had other names too, which go on naming the old content. */
  readonly parted: readonly string[];
}

/**
 * Replaces files, all or none: each by a rename from beside it, new files first. Mode and owner stay. Throws a WriteError when one
 * has changed or cannot be written; then all are as they were and nothing else is left. A process that is killed leaves each single file
 * either old or new, and at most temporary files, which removeLeftovers knows.
 */
export function writeTogether(requests: readonly WriteRequest[]): Written {
  const pending = requests.filter((request) => !holds(request));
  const ordered = [...pending].sort((left, right) => Number(left.before !== undefined) - Number(right.before !== undefined));
  const prepared: Prepared[] = [];
  let file = '';
  try {
    for (const request of ordered) {
      file = request.file;
      prepared.push(prepare(request, ordered.length > 1));
    }
    for (const item of prepared) {
      file = item.request.file;
      put(item);
    }
  } catch (error) {
    for (const item of [...prepared].reverse()) undo(item);
    removeTemporaries(prepared);
    for (const { request, madeFolder } of [...prepared].reverse()) removeFolders(dirname(request.target), madeFolder);
    throw unwritable(file, error);
  }
  removeTemporaries(prepared);
  for (const folder of new Set(ordered.map(({ target }) => dirname(target)))) syncFolder(folder);
  return { parted: prepared.filter(({ stats }) => stats !== undefined && stats.nlink > 1).map(({ request }) => request.file) };
}
