import { dirname, join } from 'node:path';
import { runGit } from '../files/git-process.ts';
import { byCodeUnit } from '../files/paths.ts';

/** What git says of the work trees around some files. */
export interface GitState {
  /** What is modified, staged, deleted or untracked in them, sorted: absolute paths. A folder that is untracked as a whole ends in a slash. */
  readonly uncommitted: readonly string[];
  /** Folders about which git is installed but will not say, because they belong to someone else, for instance. */
  readonly unknown: readonly string[];
}

type Answer = { readonly output: string } | { readonly failure: 'no-git' | 'no-tree' | 'refused' };

async function git(folder: string, args: readonly string[], readsFiles: boolean): Promise<Answer> {
  const { code, stdout, stderr } = await runGit(folder, args, { readsFiles });
  if (code === 0) return { output: stdout };
  if (code === undefined) return { failure: 'no-git' };
  return { failure: /not a git repository|must be run in a work tree/i.test(stderr) ? 'no-tree' : 'refused' };
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
    const answer = await git(folder, ['rev-parse', '--show-toplevel'], false);
    if ('output' in answer) roots.add(answer.output.replace(/\r?\n$/, ''));
    else if (answer.failure === 'refused') unknown.add(folder);
  }
  const uncommitted = new Set<string>();
  for (const root of roots) {
    const answer = await git(root, ['status', '--porcelain', '-z', '--untracked-files=normal', '--ignore-submodules=all'], true);
    if ('output' in answer) for (const path of pathsOf(answer.output)) uncommitted.add(join(root, path));
    else unknown.add(root);
  }
  return { uncommitted: [...uncommitted].sort(byCodeUnit), unknown: [...unknown].sort(byCodeUnit) };
}
