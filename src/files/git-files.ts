import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/** Longest list that git may print: far more paths than any repository has. */
const MAX_OUTPUT = 512 * 1024 * 1024;

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

/** The environment without what a git hook sets for its own repository: the folder alone shall decide. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, GIT_OBJECT_DIRECTORY, ...rest } = process.env;
  return { ...rest, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
}

function git(folder: string, args: readonly string[]): Promise<{ stdout: string; stderr: string } | undefined> {
  return new Promise((done) => {
    execFile('git', args, { cwd: folder, env: gitEnvironment(), maxBuffer: MAX_OUTPUT, windowsHide: true }, (error, stdout, stderr) => {
      done(error ? undefined : { stdout, stderr });
    });
  });
}

/** The files of the work tree around `folder`; undefined where there is no work tree or no git. */
export async function gitTree(folder: string): Promise<GitTree | undefined> {
  const [up, listed] = await Promise.all([
    git(folder, ['rev-parse', '--show-cdup']),
    git(folder, ['ls-files', '-co', '--exclude-standard', '-z', '--', ':/']),
  ]);
  if (!up || !listed) return undefined;
  const paths = listed.stdout.split('\u0000');
  paths.pop();
  const unreadable = [...listed.stderr.matchAll(/could not open directory '([^'\n]+?)\/?'/g)].map((match) => match[1]!);
  return { root: resolve(folder, up.stdout.trim() || '.'), paths: [...new Set(paths)], unreadable };
}
