import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { LEFT_OUT_FOLDERS } from './left-out.ts';
import { baseName } from './paths.ts';

/** What a folder that git does not manage holds: POSIX paths relative to it. */
export interface FolderTree {
  /** Files and symbolic links, which are not followed. */
  readonly paths: readonly string[];
  /** Folders of other people's code, into which the walk does not go. */
  readonly leftOut: readonly string[];
  readonly unreadable: readonly string[];
}

function isOpen(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Lists a folder outside git, its `.gitignore` files respected unless `ignored` says that the folder itself is ignored
 * and was asked for by name.
 */
export async function walkFolder(folder: string, ignored = false): Promise<FolderTree> {
  const [{ globby }, { GitignoreFiles }] = await Promise.all([import('globby'), import('./gitignore.ts')]);
  const foreign = [...LEFT_OUT_FOLDERS].map((name) => `**/${name}`);
  const entries = await globby('**/*', {
    cwd: folder,
    dot: true,
    followSymbolicLinks: false,
    onlyFiles: false,
    markDirectories: true,
    suppressErrors: true,
    expandDirectories: false,
    ignore: ['**/.git', ...foreign.map((pattern) => `${pattern}/*/**`)],
  });
  const paths: string[] = [];
  const leftOut: string[] = [];
  const unreadable: string[] = [];
  // globby's own reading of .gitignore files takes twenty times as long as the walk.
  const gitignore = new GitignoreFiles(folder, ignored ? [] : entries.filter((entry) => baseName(entry) === '.gitignore'));
  for (const entry of entries) {
    if (gitignore.ignores(entry)) continue;
    if (!entry.endsWith('/')) {
      paths.push(entry);
      continue;
    }
    const path = entry.slice(0, -1);
    if (LEFT_OUT_FOLDERS.has(baseName(path))) leftOut.push(path);
    else if (!isOpen(join(folder, path))) unreadable.push(path);
  }
  return { paths, leftOut, unreadable };
}
