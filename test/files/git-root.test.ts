import { renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { gitTree } from '../../src/files/git-files.ts';
import { plainRoot } from '../../src/files/git-root.ts';
import { temporaryFolder, temporaryRepository } from '../support/repository.ts';

test('the root of a work tree is found from any folder in it', () => {
  const { path } = temporaryRepository({ 'a/b/c.sh': '' });
  expect([path, join(path, 'a'), join(path, 'a/b')].map(plainRoot)).toEqual([path, path, path]);
});

test.each<[string, (path: string, git: (...args: string[]) => string) => void, string]>([
  ['a linked work tree', (_, git) => git('worktree', 'add', '--quiet', 'linked'), 'linked'],
  ['core.worktree', (path, git) => git('config', 'core.worktree', path), '.'],
  [
    'a .git that is a file',
    (path) => [renameSync(join(path, '.git'), join(path, 'git')), writeFileSync(join(path, '.git'), 'gitdir: git')],
    '.',
  ],
  ['a .git that is no repository', (path) => rmSync(join(path, '.git', 'HEAD')), '.'],
  ['no folder', () => {}, 'missing'],
])('%s is left to git', (_, change, folder) => {
  const { path, git } = temporaryRepository({ 'a.sh': '' });
  change(path, git);
  expect(plainRoot(join(path, folder))).toBeUndefined();
});

test('through a link it is the root that git names', async () => {
  const { path } = temporaryRepository({ 'a/b/c.sh': '' });
  const beside = temporaryFolder().path;
  symlinkSync(join(path, 'a'), join(beside, 'link'));
  // As git does, upwards from where the link leads, and by the name that was given.
  expect(plainRoot(join(beside, 'link', 'b'))).toBe(beside);
  expect((await gitTree(join(beside, 'link', 'b')))?.root).toBe(beside);
});

test('a linked work tree is listed by its own root', async () => {
  const { path, git } = temporaryRepository({ 'a.sh': '' });
  git('worktree', 'add', '--quiet', 'linked');
  const tree = await gitTree(join(path, 'linked'));
  expect(tree).toMatchObject({ root: join(path, 'linked'), paths: ['a.sh'] });
});
