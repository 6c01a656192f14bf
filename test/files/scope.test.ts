import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { parseRaw, parseStatus } from '../../src/files/git-changes.ts';
import type { Scope } from '../../src/files/scope.ts';
import { scan } from '../../src/scan/scan.ts';
import { type TemporaryFolder, temporaryFolder, temporaryRepository } from '../support/repository.ts';

const HIT = '#!/bin/bash\ncurl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"\n';
const CLEAN = '#!/bin/bash\necho "jamf"\n';
const STAGED: Scope = { kind: 'staged' };

afterEach(() => vi.unstubAllEnvs());

async function found(cwd: string, scope: Scope, paths = ['.']): Promise<string[]> {
  const { findings } = await scan({ cwd, paths, scope });
  return findings.map(({ file, endpoint }) => `${file} ${endpoint?.resource}`);
}

// What is done to a repository with old.sh and clean.sh, and what a scan of the index then finds.
test.each<[string, (repository: TemporaryFolder) => void, string[]]>([
  ['nothing that is not staged', ({ write }) => write('clean.sh', HIT), []],
  ['nothing that is not tracked', ({ write }) => write('new.sh', HIT), []],
  ['nothing that was there before', ({ git }) => git('commit', '--quiet', '--allow-empty', '--message', 'Again'), []],
  ['a new script', ({ write, git }) => [write('new.sh', HIT), git('add', '.')], ['new.sh buildings']],
  ['a changed script', ({ write, git }) => [write('clean.sh', HIT), git('add', '.')], ['clean.sh buildings']],
  ['a renamed script', ({ git }) => git('mv', 'old.sh', 'other.sh'), ['other.sh buildings']],
  ['nothing of a deleted script', ({ git }) => git('rm', '--quiet', 'old.sh'), []],
  [
    'the index where the work tree is mended',
    ({ write, git }) => [write('clean.sh', HIT), git('add', '.'), write('clean.sh', CLEAN)],
    ['clean.sh buildings'],
  ],
  [
    'the index where the work tree is not mended',
    ({ write, git }) => [write('clean.sh', `${CLEAN}#\n`), git('add', '.'), write('clean.sh', HIT)],
    [],
  ],
  [
    'a staged script that the work tree lacks',
    ({ write, git, path }) => [write('new.sh', HIT), git('add', '.'), rmSync(join(path, 'new.sh'))],
    ['new.sh buildings'],
  ],
  [
    'names that are hostile',
    ({ write, git }) => [write('-rf; touch $(x)\n"ä\'.sh', HIT), write(':(glob)*.sh', HIT), git('add', '.')],
    ['-rf; touch $(x)\n"ä\'.sh buildings', ':(glob)*.sh buildings'],
  ],
])('--staged finds %s', async (_, change, expected) => {
  const repository = temporaryRepository({ 'old.sh': HIT, 'clean.sh': CLEAN });
  change(repository);
  expect(await found(repository.path, STAGED)).toEqual(expected);
});

test('--staged works before the first commit', async () => {
  const folder = temporaryFolder({ 'a.sh': HIT, 'b.sh': HIT });
  folder.git('init', '--quiet');
  folder.git('add', 'a.sh');
  expect(await found(folder.path, STAGED)).toEqual(['a.sh buildings']);
});

test('a sourced file is read from the index as well', async () => {
  const repository = temporaryRepository({ 'lib.sh': 'api="https://other.example.com/rest"\n' });
  repository.write('lib.sh', 'api="https://jamf.example.com/JSSResource"\n');
  repository.write('run.sh', '#!/bin/bash\n# jamf\n. ./lib.sh\ncurl -u "$u:$p" "$api/sites"\n');
  repository.git('add', '.');
  repository.write('lib.sh', 'api="https://other.example.com/rest"\n');
  expect(await found(repository.path, STAGED)).toEqual(['run.sh sites']);
});

test('--staged is limited to the folder and the paths given', async () => {
  const repository = temporaryRepository();
  for (const file of ['a/one.sh', 'a/b/two.sh', 'ab/three.sh']) repository.write(file, HIT);
  repository.git('add', '.');
  expect(await found(join(repository.path, 'a'), STAGED)).toEqual(['b/two.sh buildings', 'one.sh buildings']);
  expect(await found(repository.path, STAGED, ['a/b', 'ab/three.sh'])).toEqual(['a/b/two.sh buildings', 'ab/three.sh buildings']);
});

test('links, submodules and files that cannot be scripts are passed over', async () => {
  const repository = temporaryRepository({ 'real.sh': HIT });
  repository.write('notes.md', HIT);
  repository.write('data.json', '{}');
  symlinkSync('real.sh', join(repository.path, 'link.sh'));
  repository.git('add', '.');
  expect(await found(repository.path, STAGED)).toEqual([]);
});

test('the index that a hook is given counts', async () => {
  const repository = temporaryRepository({ 'a.sh': CLEAN, 'b.sh': CLEAN });
  repository.write('a.sh', HIT);
  repository.git('add', '.');
  vi.stubEnv('GIT_INDEX_FILE', join(repository.path, '.git', 'other-index'));
  repository.git('read-tree', 'HEAD');
  repository.write('b.sh', HIT);
  repository.git('add', 'b.sh');
  expect(await found(repository.path, STAGED)).toEqual(['b.sh buildings']);
});

test('outside of a work tree the message says what to do', async () => {
  const { path } = temporaryFolder({ 'a.sh': HIT });
  await expect(found(path, STAGED)).rejects.toThrow(/in no git work tree; leave out --staged/);
});

test('--since finds what a branch changed: committed, not committed and new', async () => {
  const repository = temporaryRepository({ 'old.sh': HIT, 'one.sh': CLEAN, 'two.sh': CLEAN, 'main-only.sh': CLEAN });
  repository.git('checkout', '--quiet', '-b', 'topic');
  repository.write('one.sh', HIT);
  repository.git('commit', '--quiet', '--all', '--message', 'One');
  repository.git('checkout', '--quiet', 'main');
  repository.write('main-only.sh', HIT);
  repository.git('commit', '--quiet', '--all', '--message', 'Main');
  repository.git('checkout', '--quiet', 'topic');
  repository.write('two.sh', HIT);
  repository.write('sub/new.sh', HIT);
  expect(await found(repository.path, { kind: 'since', ref: 'main' })).toEqual([
    'one.sh buildings',
    'sub/new.sh buildings',
    'two.sh buildings',
  ]);
  expect(await found(join(repository.path, 'sub'), { kind: 'since', ref: 'main' })).toEqual(['new.sh buildings']);
});

test.each([['nowhere'], ['--output=/tmp/x'], ['-x'], ['main..topic'], ['']])('--since %s is refused', async (ref) => {
  const { path } = temporaryRepository({ 'a.sh': HIT });
  await expect(found(path, { kind: 'since', ref })).rejects.toThrow(/no such commit/);
});

test('--since says when two histories have nothing in common', async () => {
  const repository = temporaryRepository({ 'a.sh': HIT });
  repository.git('checkout', '--quiet', '--orphan', 'lone');
  repository.git('commit', '--quiet', '--message', 'Lone');
  await expect(found(repository.path, { kind: 'since', ref: 'main' })).rejects.toThrow(/git fetch --unshallow/);
});

test('a text stands for a file that need not exist, and takes part in its repository', async () => {
  const { path } = temporaryRepository({ 'lib.sh': 'jamf="https://jamf.example.com"\n' });
  const bytes = Buffer.from('. ./lib.sh\ncurl -u "$u:$p" "$jamf/JSSResource/sites"\n');
  expect(await found(path, { kind: 'text', file: 'new/run.sh', bytes })).toEqual(['new/run.sh sites']);
});

test('the output of git is read field by field', () => {
  const zero = '0'.repeat(40);
  const id = 'a'.repeat(40);
  const raw = [
    `:100644 100755 ${zero} ${id} M`,
    'a b.sh',
    `:100644 000000 ${id} ${zero} D`,
    'gone.sh',
    `:000000 120000 ${zero} ${id} A`,
    'link.sh',
    '',
  ];
  expect(parseRaw(raw.join('\u0000'))).toEqual([{ path: 'a b.sh', blob: id }]);
  const status = [
    `1 M. N... 100644 100644 100644 ${zero} ${id} tab\there and more.sh`,
    `1 .M N... 100644 100755 100755 ${id} ${id} a\nb.sh`,
    `1 D. N... 100644 000000 000000 ${id} ${zero} gone.sh`,
    `1 A. S... 000000 160000 160000 ${zero} ${id} sub`,
    `1 .A N... 000000 000000 100644 ${zero} ${zero} intended.sh`,
    `u UU N... 100644 100644 100644 100644 ${id} ${id} ${id} both.sh`,
    '',
  ];
  expect(parseStatus(status.join('\u0000'))).toEqual({
    staged: [{ path: 'tab\there and more.sh', blob: id }],
    differing: new Map([['a\nb.sh', id]]),
  });
});
