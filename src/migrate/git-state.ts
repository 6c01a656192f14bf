import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { gitEnvironment } from '../files/git-files.ts';
import { byCodeUnit } from '../files/paths.ts';

const MAX_OUTPUT = 256 * 1024 * 1024;

/** What git says of the work trees around some files. */
export interface GitState {
  /** What is modified, staged, deleted or untracked in them, sorted: absolute paths. A folder that is untracked as a whole ends in a slash. */
  readonly uncommitted: readonly string[];
  /** Folders about which git is installed but will not say, because they belong to someone else, for instance. */
  readonly unknown: readonly string[];
}

type Answer = { readonly output: string } | { readonly failure: 'no-git' | 'no-tree' | 'refused' };

function git(folder: string, args: readonly string[]): Promise<Answer> {
  return new Promise((done) => {
    execFile('git', args, { cwd: folder, env: gitEnvironment(), maxBuffer: MAX_OUTPUT, windowsHide: true }, (error, output, complaint) => {
      if (!error) done({ output });
      else if (error.code === 'ENOENT') done({ failure: 'no-git' });
      else done({ failure: /not a git repository|must be run in a work tree/i.test(complaint) ? 'no-tree' : 'refused' });
    });
  });
}

/** The paths of `git status --porcelain -z`: two letters, a space, a path; for a rename the old path follows. */
function pathsOf(status: string): string[] {
  const fields = status.split('\u0000');
  const paths: string[] = [];
  for (let index = 0; index < fields.length; index++) {
    const field = fields[index]!;
    if (field.length < 4) continue;
    paths.push(field.slice(3));
    if (/^[RC]|^.[RC]/.test(field)) index++;
  }
  return paths;
}

/** Asks git about the work trees around files; those in none, or where there is no git, count for nothing. @param files absolute */
export async function gitStateOf(files: readonly string[]): Promise<GitState> {
  const roots = new Set<string>();
  const unknown = new Set<string>();
  for (const folder of new Set(files.map(dirname))) {
    const answer = await git(folder, ['rev-parse', '--show-toplevel']);
    if ('output' in answer) roots.add(answer.output.replace(/\r?\n$/, ''));
    else if (answer.failure === 'refused') unknown.add(folder);
  }
  const uncommitted = new Set<string>();
  for (const root of roots) {
    const answer = await git(root, ['status', '--porcelain', '-z', '--untracked-files=normal']);
    if ('output' in answer) for (const path of pathsOf(answer.output)) uncommitted.add(join(root, path));
    else unknown.add(root);
  }
  return { uncommitted: [...uncommitted].sort(byCodeUnit), unknown: [...unknown].sort(byCodeUnit) };
}
