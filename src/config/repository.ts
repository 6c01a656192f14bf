import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isWithin, realPath } from '../files/boundary.ts';
import { foldersUpwards } from './find.ts';

/** The root of the repository around a folder; the folder itself where it is in none. */
export function repositoryRoot(folder: string): string {
  const top = [...foldersUpwards(folder)].at(-1)!;
  return existsSync(join(top, '.git')) ? top : folder;
}

/** Where a path leads that lies, by its name, below a root, when that is out of it through symbolic links; else undefined. Both absolute. */
export function leadsOutOf(root: string, path: string): string | undefined {
  const real = realPath(path);
  return real === undefined || isWithin(realPath(root) ?? root, real) ? undefined : real;
}
