import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

interface PlainRepository {
  /** Its root, as the folder asked for leads to it. */
  readonly root: string;
  /** The text of its own configuration, which includes no other. */
  readonly configuration: string;
}

/** The configuration of a `.git` folder that is a repository whose work tree is the folder around it, as git's own search judges it. */
function plainConfiguration(gitFolder: string): string | undefined {
  if (!isFolder(join(gitFolder, 'objects')) || !isFolder(join(gitFolder, 'refs'))) return undefined;
  if (!statSync(join(gitFolder, 'HEAD'), { throwIfNoEntry: false })?.isFile()) return undefined;
  const configuration = readFileSync(join(gitFolder, 'config'), 'utf8');
  return /worktree|include/i.test(configuration) ? undefined : configuration;
}

function plainRepository(folder: string): PlainRepository | undefined {
  try {
    let up = '.';
    for (let at = realpathSync(folder); ; at = dirname(at), up = join(up, '..')) {
      const gitFolder = join(at, '.git');
      const status = statSync(gitFolder, { throwIfNoEntry: false });
      if (status) {
        const configuration = status.isDirectory() ? plainConfiguration(gitFolder) : undefined;
        return configuration === undefined ? undefined : { root: resolve(folder, up), configuration };
      }
      if (dirname(at) === at) return undefined;
    }
  } catch {
    return undefined;
  }
}

/**
 * The root of the work tree that a folder is in, where git has said that it is in one and nothing unusual (a linked work tree, a submodule,
 * `core.worktree`) needs git to tell it; undefined otherwise. Saves a process of git.
 */
export function plainRoot(folder: string): string | undefined {
  return plainRepository(folder)?.root;
}

/** Whether the repository around a folder is surely without filters of its own. */
export function hasNoFilters(folder: string): boolean {
  const configuration = plainRepository(folder)?.configuration;
  return configuration !== undefined && !/filter/i.test(configuration);
}
