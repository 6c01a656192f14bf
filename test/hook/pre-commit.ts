import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ROOT } from '../support/cli.ts';
import { type TemporaryFolder, temporaryRepository } from '../support/repository.ts';

export interface HookRun {
  readonly code: number | null;
  readonly output: string;
}

export interface Hooked extends TemporaryFolder {
  /** Runs pre-commit with arguments, as a person would. */
  preCommit(...args: string[]): HookRun;
  /** `git commit` with the hook in force. */
  commit(message: string): HookRun;
}

/** Whether pre-commit and npm are here. */
export const hasPreCommit = ['pre-commit', 'npm'].every((program) => spawnSync(program, ['--version']).status === 0);

/** Hooks of this tree's own build, which need no installation. */
export const OWN_BUILD = `repos:
  - repo: local
    hooks:
      - id: unbasic
        name: unbasic
        entry: ${JSON.stringify(`node '${ROOT}/dist/cli/main.js' scan --ignore-unknown`)}
        language: system
        types: [text]
`;

/** A folder in which pre-commit keeps what it installs, removed when the test ends. */
export function preCommitHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'unbasic-hook-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}

/** A repository with pre-commit's hook in place. @param files those of the first commit */
export function hookedRepository(config: string, files: Readonly<Record<string, string>> = {}, home = preCommitHome()): Hooked {
  const repository = temporaryRepository({ '.pre-commit-config.yaml': config, ...files });
  const { GIT_DIR, GIT_INDEX_FILE, GIT_WORK_TREE, FORCE_COLOR, ...inherited } = process.env;
  const env = { ...inherited, PRE_COMMIT_HOME: home, PRE_COMMIT_COLOR: 'never', SKIP: '' };
  const run = (program: string, args: readonly string[]): HookRun => {
    const { status, stdout, stderr } = spawnSync(program, args, {
      cwd: repository.path,
      env,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: status, output: `${stdout}${stderr}` };
  };
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  run('pre-commit', ['install']);
  return {
    ...repository,
    preCommit: (...args) => run('pre-commit', args),
    commit: (message) => run('git', [...identity, 'commit', '--message', message]),
  };
}
