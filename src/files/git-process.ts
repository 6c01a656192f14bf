import { type ChildProcess, execFile, type StdioOptions, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { hasNoFilters } from './git-root.ts';
import { findProgram } from './programs.ts';

/** Longest answer that git may give: far more paths than any repository has. */
const MAX_OUTPUT = 512 * 1024 * 1024;

/**
 * What a repository's own configuration must not decide when it is only looked at: its programs for watching files, hooks, pagers, signatures
 * and connections are not run, and a folder that merely looks like a bare repository is none.
 */
const SETTINGS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.sshCommand=false',
  'core.alternateRefsCommand=false',
  'diff.ignoreSubmodules=all',
  'log.showSignature=false',
  'safe.bareRepository=explicit',
  'submodule.recurse=false',
].flatMap((setting) => ['-c', setting]);

/** Names of a repository's own filters; all names where this git does not tell whose they are. */
const FILTERS = ['--name-only', '-z', '--get-regexp', '^filter\\..*\\.(clean|smudge|process|required)$'];

/** What git itself ends with where it cannot work. */
const FAILED = 128;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment without what a git hook sets for its own repository: the folder alone shall decide. Git connects to nothing and asks nothing. */
function environment(keepIndex: boolean): Environment {
  const { GIT_DIR, GIT_WORK_TREE, GIT_INDEX_FILE, GIT_PREFIX, GIT_OBJECT_DIRECTORY, GIT_EXTERNAL_DIFF, ...rest } = process.env;
  return {
    ...rest,
    // `git commit <path>` commits another index than `.git/index`.
    ...(keepIndex && GIT_INDEX_FILE ? { GIT_INDEX_FILE: resolve(GIT_INDEX_FILE) } : {}),
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_LAZY_FETCH: '1',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
  };
}

export interface GitRun {
  /** Look at the index that a hook was started with, instead of the repository's own. */
  readonly keepIndex?: boolean;
  /** The command may read files of the work tree, which the repository's own filters would change with programs of its choice. */
  readonly readsFiles?: boolean;
}

export interface GitAnswer {
  /** What it ended with; undefined where it is not installed, or the folder does not exist. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

function ask(folder: string, args: readonly string[], env: Environment): Promise<GitAnswer> {
  const program = findProgram('git');
  if (program === undefined) return Promise.resolve({ code: undefined, stdout: '', stderr: '' });
  return new Promise((done) => {
    const options = { cwd: folder, env: { ...env }, maxBuffer: MAX_OUTPUT, windowsHide: true };
    execFile(program, [...SETTINGS, ...args], options, (error, stdout, stderr) => {
      const code = error?.code === 'ENOENT' ? undefined : Number(error?.code ?? 0);
      done({ code: Number.isNaN(code) ? FAILED : code, stdout, stderr });
    });
  });
}

/** Settings that take the programs from filters, by the names of their keys. What the user has set for all repositories stays. */
export function withoutFilters(names: string, env: Environment): Environment {
  const fields = names.split('\u0000');
  const keys = new Set<string>();
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [scope, name] = [fields[index]!, fields[index + 1]!];
    if (scope === 'local' || scope === 'worktree' || scope === 'unknown') keys.add(name.slice(0, name.lastIndexOf('.')));
  }
  if (keys.size === 0) return env;
  const settings = [...keys].flatMap((key) => [
    [`${key}.clean`, ''],
    [`${key}.smudge`, ''],
    [`${key}.process`, ''],
    [`${key}.required`, 'false'],
  ]);
  // By environment, for a name may hold an equals sign.
  const first = Number(env.GIT_CONFIG_COUNT) || 0;
  const pairs = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${first + index}`, key!],
    [`GIT_CONFIG_VALUE_${first + index}`, value!],
  ]);
  return { ...env, ...Object.fromEntries(pairs), GIT_CONFIG_COUNT: String(first + settings.length) };
}

async function filterless(folder: string, env: Environment): Promise<Environment> {
  if (hasNoFilters(folder)) return env;
  const { code, stdout } = await ask(folder, ['config', '--show-scope', ...FILTERS], env);
  if (code === 0) return withoutFilters(stdout, env);
  if (code === 1) return env;
  // Git before 2.26 does not tell whose a setting is.
  const all = await ask(folder, ['config', ...FILTERS], env);
  return withoutFilters(
    all.stdout.replaceAll(/[^\u0000]+\u0000/g, (name) => `unknown\u0000${name}`),
    env,
  );
}

/** Runs git in a folder, without a shell, and gives its answer. Whatever the folder's repository is set up to run is not run. */
export async function runGit(
  folder: string,
  args: readonly string[],
  { keepIndex = false, readsFiles = false }: GitRun = {},
): Promise<GitAnswer> {
  const env = environment(keepIndex);
  return ask(folder, args, readsFiles ? await filterless(folder, env) : env);
}

/** Starts git likewise, for what is read or written piece by piece; undefined where it is not installed. It must read no file of the work tree. */
export function startGit(
  folder: string,
  args: readonly string[],
  stdio: StdioOptions,
  { keepIndex = false }: GitRun = {},
): ChildProcess | undefined {
  const program = findProgram('git');
  return program === undefined
    ? undefined
    : spawn(program, [...SETTINGS, ...args], { cwd: folder, env: { ...environment(keepIndex) }, stdio, windowsHide: true });
}

/** What to do where git refuses a repository because it belongs to someone else; undefined for other complaints. */
export function ownershipAdvice(folder: string, complaint: string): string | undefined {
  if (!/dubious ownership|unsafe repository/.test(complaint)) return undefined;
  return `git does not trust the repository around ${folder}, as it belongs to another user; if you do, run "git config --global --add safe.directory ${folder}"`;
}
