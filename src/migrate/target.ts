import { realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isWithin } from '../files/boundary.ts';
import { unwritable, WriteError } from './write-error.ts';

function real(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** The folders in which files may be written, for what the user named: a folder itself, and a file's own folder. */
export function rootsOf(named: readonly string[]): string[] {
  const roots = new Set<string>();
  for (const path of named) {
    const place = real(path);
    const isFolder = place !== undefined && statSync(place).isDirectory();
    const root = isFolder ? place : real(dirname(path));
    if (root !== undefined) roots.add(root);
  }
  return [...roots].sort();
}

/** The nearest folder above a path that exists, and the path behind it, all links followed. */
export function placeOfNew(path: string): string | undefined {
  let folder = dirname(path);
  let rest = basename(path);
  for (;;) {
    const place = real(folder);
    if (place !== undefined) return join(place, rest);
    if (dirname(folder) === folder) return undefined;
    rest = join(basename(folder), rest);
    folder = dirname(folder);
  }
}

/**
 * Where a file's bytes are: symbolic links followed. Throws a WriteError where that is no file or lies outside of the roots.
 * @param path absolute; @param file how messages name it; @param create the file does not exist yet
 */
export function targetOf(path: string, file: string, roots: readonly string[], create: boolean): string {
  let target: string | undefined;
  try {
    target = create ? placeOfNew(path) : realpathSync(path);
    if (target !== undefined && !create && !statSync(target).isFile())
      throw new WriteError(file, 'not-a-file', `${file} is no file that can be written.`);
  } catch (error) {
    throw unwritable(file, error);
  }
  if (target !== undefined && roots.some((root) => isWithin(root, target))) return target;
  throw new WriteError(
    file,
    'outside-root',
    `${file} leads to ${target ?? 'a place'} outside of the folders that you named. Name that folder or file as well if it is to be changed.`,
  );
}
