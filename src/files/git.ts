import { rootFrom } from './git-files.ts';
import { type GitRun, ownershipAdvice, runGit, startGit } from './git-process.ts';
import { plainRoot } from './git-root.ts';

/** Git cannot do what a scan needs; the message says what to do instead. */
export class GitError extends Error {
  readonly code = 'GIT_FAILED';

  constructor(message: string) {
    super(message);
    this.name = 'GitError';
  }
}

const MISSING = 'git is not installed, or not on the PATH';

/** What git prints, with the index of a hook. Throws a GitError with git's own words; no shell is involved. */
export async function git(folder: string, args: readonly string[], options: Pick<GitRun, 'readsFiles'> = {}): Promise<string> {
  const { code, stdout, stderr } = await runGit(folder, args, { ...options, keepIndex: true });
  if (code === 0) return stdout;
  if (code === undefined) throw new GitError(MISSING);
  throw new GitError(
    ownershipAdvice(folder, stderr) ?? `git ${args[0]} failed: ${stderr.trim().split('\n')[0] || `it ended with ${code}`}`,
  );
}

/** What git prints where a work tree is needed. Throws a GitError that says what to do where there is none. */
export async function gitInWorkTree(folder: string, args: readonly string[], options: Pick<GitRun, 'readsFiles'> = {}): Promise<string> {
  try {
    return await git(folder, args, options);
  } catch (error) {
    if (error instanceof GitError && /not a git repository|must be run in a work tree/i.test(error.message))
      throw new GitError(`${folder} is in no git work tree; leave out --staged and --since, or go to one`);
    throw error;
  }
}

/** The root of the work tree around a folder. Throws a GitError where there is none. */
export async function workTreeRoot(folder: string): Promise<string> {
  const root = plainRoot(folder) ?? rootFrom(folder, await gitInWorkTree(folder, ['rev-parse', '--show-cdup']));
  if (root === undefined)
    throw new GitError(`the repository around ${folder} names another folder as its work tree (core.worktree); go there`);
  return root;
}

/** Runs git with an input and gives all that it prints. */
function gitWithInput(folder: string, args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((done, fail) => {
    const child = startGit(folder, args, ['pipe', 'pipe', 'ignore'], { keepIndex: true });
    if (!child?.stdin || !child.stdout) {
      fail(new GitError(MISSING));
      return;
    }
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on('error', () => {});
    child.on('error', () => fail(new GitError(MISSING)));
    child.on('close', (code) => (code === 0 ? done(Buffer.concat(chunks)) : fail(new GitError(`git ${args[0]} failed`))));
    child.stdin.end(input);
  });
}

/** The contents of blobs by their ids; those larger than `limit` bytes as their size alone. */
export async function readBlobs(folder: string, ids: readonly string[], limit: number): Promise<Map<string, Buffer | number>> {
  const contents = new Map<string, Buffer | number>();
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return contents;
  const sizes = (
    await gitWithInput(folder, ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], `${wanted.join('\n')}\n`)
  )
    .toString('latin1')
    .split('\n');
  const small: string[] = [];
  for (const line of sizes) {
    const [id, type, size] = line.split(' ');
    if (type !== 'blob') continue;
    if (Number(size) > limit) contents.set(id!, Number(size));
    else small.push(id!);
  }
  if (small.length === 0) return contents;
  const output = await gitWithInput(folder, ['cat-file', '--batch'], `${small.join('\n')}\n`);
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf(0x0a, at);
    const [id, type, size] = output.subarray(at, end).toString('latin1').split(' ');
    if (type !== 'blob') {
      at = end + 1;
      continue;
    }
    const start = end + 1;
    contents.set(id!, output.subarray(start, start + Number(size)));
    at = start + Number(size) + 1;
  }
  return contents;
}
