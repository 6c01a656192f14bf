import { resolve } from 'node:path';
import type { ScanOptions } from './options.ts';

/** Whether a scan sees all that a folder holds: only then can be said that something is in none of its files. */
export function coversFolder(folder: string, { cwd = '.', scope, paths = ['.'] }: ScanOptions): boolean {
  if (scope && scope.kind !== 'all') return false;
  return paths.some((path) => `${folder}/`.startsWith(`${resolve(cwd, path).replace(/[/\\]+$/, '')}/`));
}
