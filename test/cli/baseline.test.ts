import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { temporaryRepository } from '../support/repository.ts';

const HIT = '#!/bin/bash\ncurl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"\n';
const CLEAN = '#!/bin/bash\necho "jamf"\n';

test('a baseline is written, taken up, followed and pruned', () => {
  const repository = temporaryRepository({ 'sub/a.sh': HIT, 'b.sh': HIT });
  const file = join(repository.path, 'unbasic.baseline.txt');
  expect(runCli(['baseline'], { cwd: repository.path })).toMatchObject({
    code: 0,
    stdout: 'unbasic.baseline.txt: 2 known findings; 2 added, 0 removed.\n',
  });
  const written = readFileSync(file, 'utf8');
  expect(runCli([], { cwd: join(repository.path, 'sub') }).code).toBe(0);
  expect(runCli(['--no-baseline'], { cwd: repository.path }).code).toBe(1);
  const json = JSON.parse(runCli(['--format', 'json'], { cwd: repository.path }).stdout);
  expect(json.summary).toMatchObject({ findings: 0, suppressed: 2 });
  expect(json.findings[0].suppression).toEqual({ kind: 'baseline' });
  expect(runCli(['baseline'], { cwd: repository.path }).stdout).toContain('0 added, 0 removed');
  expect(readFileSync(file, 'utf8')).toBe(written);
  repository.write('new.sh', HIT);
  repository.write('b.sh', CLEAN);
  expect(runCli([], { cwd: repository.path })).toMatchObject({ code: 1, stdout: expect.stringContaining('new.sh') });
  expect(runCli(['baseline', '--prune'], { cwd: repository.path }).stdout).toContain('1 known finding; 0 added, 1 removed');
  expect(readFileSync(file, 'utf8')).not.toMatch(/b\.sh|new\.sh/);
  expect(runCli(['baseline', 'new.sh'], { cwd: repository.path }).stdout).toContain('2 known findings; 1 added, 0 removed');
});

test('two branches that each accept a finding merge', () => {
  const repository = temporaryRepository({
    'a.sh': HIT,
    'm.sh': HIT.replace('buildings', 'sites'),
    'z.sh': HIT.replace('buildings', 'users'),
  });
  runCli(['baseline', 'm.sh'], { cwd: repository.path });
  repository.write('.gitattributes', 'unbasic.baseline.txt merge=union\n');
  repository.git('add', '.');
  repository.git('commit', '--quiet', '--message', 'Base');
  repository.git('checkout', '--quiet', '-b', 'one');
  runCli(['baseline', 'a.sh'], { cwd: repository.path });
  repository.git('commit', '--quiet', '--all', '--message', 'One');
  repository.git('checkout', '--quiet', 'main');
  runCli(['baseline', 'z.sh'], { cwd: repository.path });
  repository.git('commit', '--quiet', '--all', '--message', 'Two');
  repository.git('merge', '--quiet', '--no-edit', 'one');
  expect(runCli([], { cwd: repository.path }).code).toBe(0);
});

test.each<[string[], RegExp]>([
  [['baseline', '--prune'], /there is no baseline unbasic\.baseline\.txt to prune/],
  [['--baseline', 'none.txt'], /there is no baseline none\.txt; write it with "unbasic baseline"/],
  [['baseline', 'gone.sh'], /gone\.sh could not be scanned/],
  [['--since', 'nowhere'], /--since nowhere: there is no such commit/],
])('%j says what to do', (args, message) => {
  const { code, stderr } = runCli(args, { cwd: temporaryRepository({ 'a.sh': CLEAN }).path });
  expect(stderr).toMatch(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(code).toBe(2);
});
