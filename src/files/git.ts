import { execFile, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { gitEnvironment } from './git-files.ts';

/** Longest answer that git may give. */
const MAX_OUTPUT = 512 * 1024 * 1024;

/** Git cannot do what a scan needs; the message says what to do instead. */
export class GitError extends Error {
  readonly code = 'GIT_FAILED';

  constructor(message: string) {
    super(message);
    this.name = 'GitError';
  }
}

/** The environment of a hook without its repository, but with its index: `git commit <path>` commits another one than `.git/index`. */
function indexEnvironment(): NodeJS.ProcessEnv {
  const index = process.env.GIT_INDEX_FILE;
  return index ? { ...gitEnvironment(), GIT_INDEX_FILE: resolve(index) } : gitEnvironment();
}

/** What git prints. Throws a GitError with git's own words; no shell is involved. */
export function git(folder: string, args: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile('git', args, { cwd: folder, env: indexEnvironment(), maxBuffer: MAX_OUTPUT, windowsHide: true }, (error, stdout, stderr) => {
      if (!error) done(stdout);
      else if ((error as NodeJS.ErrnoException).code === 'ENOENT') fail(new GitError('git is not installed, or not on the PATH'));
      else fail(new GitError(`git ${args[0]} failed: ${stderr.trim().split('\n')[0] || error.message}`));
    });
  });
}

/** The root of the work tree around a folder. Throws a GitError where there is none. */
export async function workTreeRoot(folder: string): Promise<string> {
  try {
    const up = await git(folder, ['rev-parse', '--show-cdup']);
    return resolve(folder, up.replace(/\r?\n$/, '') || '.');
  } catch (error) {
    if (error instanceof GitError && /not a git repository|must be run in a work tree/i.test(error.message))
      throw new GitError(`${folder} is in no git work tree; leave out --staged and --since, or go to one`);
    throw error;
  }
}

/** Runs git with an input and gives all that it prints. */
function gitWithInput(folder: string, args: readonly string[], input: string): Promise<Buffer> {
  return new Promise((done, fail) => {
    const child = spawn('git', args, { cwd: folder, env: indexEnvironment(), stdio: ['pipe', 'pipe', 'ignore'], windowsHide: true });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on('error', () => {});
    child.on('error', () => fail(new GitError('git is not installed, or not on the PATH')));
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
