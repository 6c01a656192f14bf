import { GitError, git, gitInWorkTree, workTreeRoot } from './git.ts';

/** A file of the index, or of the work tree where it differs from a commit. */
export interface ChangedFile {
  /** POSIX, relative to the root of the work tree. */
  readonly path: string;
  /** The blob in the index; undefined for the work tree's own content. */
  readonly blob: string | undefined;
}

/** Regular files; links and submodules are none. */
const FILE_MODE = /^100/;

/** Whether a path from the root does not stay below it. Git itself writes no such path, but an index can be made by hand. */
function leadsOut(path: string): boolean {
  return path.startsWith('/') || path.split('/').includes('..');
}

/** `:<mode> <mode> <id> <id> <status>` and a path, both ended by NUL, over and over: what `git diff-* --raw -z` prints. */
export function parseRaw(output: string): ChangedFile[] {
  const fields = output.split('\u0000');
  const files: ChangedFile[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [, mode = '', , blob = '', status = ''] = fields[index]!.split(' ');
    if (status === 'D' || !FILE_MODE.test(mode) || leadsOut(fields[index + 1]!)) continue;
    files.push({ path: fields[index + 1]!, blob: /^0*$/.test(blob) ? undefined : blob });
  }
  return files;
}

/** What the index and the work tree hold that the last commit, or the index, does not. */
export interface Status {
  /** What the next commit adds or changes; what it deletes is not among them. */
  readonly staged: readonly ChangedFile[];
  /** Tracked files whose content in the work tree is not that of the index, each with its blob. */
  readonly differing: ReadonlyMap<string, string>;
}

/** `1 <XY> <submodule> <mode> <mode> <mode> <id> <id> <path>`, ended by NUL: what `git status --porcelain=v2 -z --no-renames` prints of a change. */
export function parseStatus(output: string): Status {
  const staged: ChangedFile[] = [];
  const differing = new Map<string, string>();
  for (const entry of output.split('\u0000')) {
    const [, index, workTree, mode, blob, path] = /^1 (.)(.) \S+ \d+ (\d+) \d+ [0-9a-f]+ ([0-9a-f]+) (.*)$/s.exec(entry) ?? [];
    if (path === undefined || !FILE_MODE.test(mode!) || leadsOut(path)) continue;
    if (index !== '.') staged.push({ path, blob });
    if (workTree !== '.') differing.set(path, blob!);
  }
  return { staged, differing };
}

const RAW = ['--raw', '-z', '--no-renames', '--no-abbrev', '--ignore-submodules'];

async function commitOf(root: string, ref: string): Promise<string | undefined> {
  try {
    return (await git(root, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`])).trim();
  } catch {
    return undefined;
  }
}

/** What the index of the work tree around a folder holds, by paths from the root of the work tree. Throws a GitError where there is none. */
export async function stagedFiles(folder: string): Promise<Status> {
  const options = ['--porcelain=v2', '-z', '--no-renames', '--untracked-files=no', '--ignore-submodules=all'];
  return parseStatus(await gitInWorkTree(folder, ['status', ...options], { readsFiles: true }));
}

/**
 * The files that have changed since a branch was left: those whose content differs from the commit that HEAD and `ref` both build on, and new ones.
 * Throws a GitError for a ref that is none and where there is no such commit.
 */
export async function filesSince(folder: string, ref: string): Promise<{ root: string; changed: readonly ChangedFile[] }> {
  const root = await workTreeRoot(folder);
  const commit = ref.startsWith('-') ? undefined : await commitOf(root, ref);
  if (commit === undefined)
    throw new GitError(`--since ${ref}: there is no such commit, branch or tag; fetch it first, or see "git branch --all"`);
  let base: string;
  try {
    base = (await git(root, ['merge-base', commit, 'HEAD'])).trim();
  } catch {
    throw new GitError(
      `--since ${ref}: no commit is known that it and HEAD both build on; in a shallow clone, run "git fetch --unshallow" first`,
    );
  }
  const [changed, added] = await Promise.all([
    git(root, ['-c', 'diff.relative=false', 'diff', '--no-ext-diff', '--no-textconv', ...RAW, base, '--'], { readsFiles: true }),
    git(root, ['ls-files', '--others', '--exclude-standard', '-z']),
  ]);
  const paths = new Set([...parseRaw(changed).map(({ path }) => path), ...added.split('\u0000').filter((path) => path !== '')]);
  return { root, changed: [...paths].map((path) => ({ path, blob: undefined })) };
}
