import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

let root: string | undefined;

/** The folder of this package's package.json, from which its data files are found both in `src` and in `dist`. */
export function packageRoot(): string {
  if (root) return root;
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('unbasic is not installed whole: its package.json is missing. Install it again.');
    folder = parent;
  }
  root = folder;
  return root;
}
