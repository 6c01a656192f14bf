import { existsSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { runGit } from './git-process.ts';
import { plainRoot } from './git-root.ts';

/** What git knows in a work tree. */
export interface GitTree {
  /** The folder that the work tree starts in, absolute. */
  readonly root: string;
  /**
   * Tracked files and those that are neither tracked nor ignored: POSIX paths relative to the folder asked for.
   * One that ends in a slash is another repository inside this one.
   */
  readonly paths: readonly string[];
  /** Folders that git could not open, as it names them. */
  readonly unreadable: readonly string[];
}

/**
 * The root of a work tree by what `git rev-parse --show-cdup` says in a folder; undefined where that is no repository's folder: a configuration
 * can name any folder as its work tree.
 */
export function rootFrom(folder: string, cdup: string): string | undefined {
  const root = resolve(folder, cdup.replace(/\r?\n$/, '') || '.');
  return existsSync(join(root, '.git')) ? root : undefined;
}

/** Whether a path that an index names lies in the work tree. Git itself writes no other, but an index can be made by hand. */
export function isInside(root: string, folder: string, path: string): boolean {
  if (!path.startsWith('/') && !path.includes('..')) return true;
  return resolve(folder, path).startsWith(root.endsWith(sep) ? root : root + sep);
}

/** The files of the work tree around `folder`; undefined where there is no work tree or no git. */
export async function gitTree(folder: string): Promise<GitTree | undefined> {
  const likely = plainRoot(folder);
  const [up, listed] = await Promise.all([
    likely === undefined ? runGit(folder, ['rev-parse', '--show-cdup']) : undefined,
    runGit(folder, ['ls-files', '-co', '--exclude-standard', '-z', '--', ':/']),
  ]);
  const root = likely ?? (up?.code === 0 ? rootFrom(folder, up.stdout) : undefined);
  if (root === undefined || listed.code !== 0) return undefined;
  const paths = listed.stdout.split('\u0000');
  paths.pop();
  const unreadable = [...listed.stderr.matchAll(/could not open directory '([^'\n]+?)\/?'/g)].map((match) => match[1]!);
  return { root, paths: [...new Set(paths)].filter((path) => isInside(root, folder, path)), unreadable };
}
