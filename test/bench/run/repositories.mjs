import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeRepository } from '../generate/write.mjs';

const GENERATOR = fileURLToPath(new URL('../generate', import.meta.url));

function generatorVersion() {
  const hash = createHash('sha256');
  for (const name of readdirSync(GENERATOR).sort()) hash.update(name).update(readFileSync(join(GENERATOR, name)));
  return hash.digest('hex').slice(0, 12);
}

/** A generated git repository of so many files below the `work` folder; one that an earlier run made is used again. */
export function generated(work, files) {
  const folder = join(work, `${files}-${generatorVersion()}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  writeRepository(partial, { files, git: true });
  renameSync(partial, folder);
  return folder;
}

/** A script of 300 lines that calls the Classic API three times with Basic credentials. */
export function longScript() {
  const lines = ['#!/bin/bash', 'user="$4"', 'pass="$5"', 'url="https://jamf.example.com:8443"'];
  for (let step = 1; lines.length < 290; step++)
    lines.push(
      `step_${step}() {`,
      '  local value="$1"',
      '  if [ -n "$value" ]; then',
      `    echo "step ${step}: $value"`,
      '  fi',
      '}',
      `step_${step} "$user"`,
    );
  while (lines.length < 297) lines.push('# The calls.');
  for (const resource of ['computers', 'policies', 'scripts']) lines.push(`curl -su "$user:$pass" "$url/JSSResource/${resource}"`);
  return `${lines.slice(0, 300).join('\n')}\n`;
}

/** A git repository, made afresh, in which that script is staged and nothing else is there. */
export function stagedRepository(work) {
  const folder = join(work, 'staged');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com', ...args], { cwd: folder, stdio: 'ignore' });
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message', 'Start');
  writeFileSync(join(folder, 'enroll.sh'), longScript());
  git('add', 'enroll.sh');
  return folder;
}
