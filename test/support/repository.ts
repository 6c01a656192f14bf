import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface TemporaryFolder {
  /** Absolute, without symbolic links. */
  readonly path: string;
  write(file: string, content: string | Uint8Array): string;
  git(...args: string[]): string;
}

/** A folder with files, removed when the test ends. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): TemporaryFolder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'unbasic-test-')));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  const folder: TemporaryFolder = {
    path,
    write(file, content) {
      const absolute = join(path, file);
      mkdirSync(dirname(absolute), { recursive: true });
      writeFileSync(absolute, content);
      return absolute;
    },
    git(...args) {
      const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'init.defaultBranch=main'];
      return execFileSync('git', [...identity, ...args], { cwd: path, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    },
  };
  for (const [file, content] of Object.entries(files)) folder.write(file, content);
  return folder;
}

/** A git repository with files, all of them committed; removed when the test ends. */
export function temporaryRepository(files: Readonly<Record<string, string | Uint8Array>> = {}): TemporaryFolder {
  const folder = temporaryFolder(files);
  folder.git('init', '--quiet');
  folder.git('add', '--all');
  folder.git('commit', '--quiet', '--allow-empty', '--message', 'Start');
  return folder;
}
