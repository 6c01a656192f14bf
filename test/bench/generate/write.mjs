import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { repositoryFiles } from './repository.mjs';

function git(folder, ...args) {
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', '-c', 'init.defaultBranch=main', '-c', 'gc.auto=0'];
  const env = { ...process.env, GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z', GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z' };
  const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]} failed: ${stderr}`);
}

/**
 * Writes a repository of scripts into a folder, and commits it if `git` says so.
 * Gives how many files, bytes and calls with Basic credentials to the Classic API it holds, the calls also by language.
 */
export function writeRepository(folder, { git: withGit = false, ...options }) {
  const totals = { files: 0, bytes: 0, expected: 0, byLanguage: {} };
  const folders = new Set();
  for (const { path, content, expected, language } of repositoryFiles(options)) {
    const absolute = join(folder, path);
    const parent = dirname(absolute);
    if (!folders.has(parent)) mkdirSync(parent, { recursive: true });
    folders.add(parent);
    writeFileSync(absolute, content, { mode: typeof content === 'string' && content.startsWith('#!') ? 0o755 : 0o644 });
    totals.files++;
    totals.bytes += Buffer.byteLength(content);
    totals.expected += expected;
    if (language) totals.byLanguage[language] = (totals.byLanguage[language] ?? 0) + expected;
  }
  if (withGit) {
    git(folder, 'init', '--quiet');
    git(folder, 'add', '--all');
    git(folder, 'commit', '--quiet', '--message', 'Made-up scripts');
  }
  return totals;
}
