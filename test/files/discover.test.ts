import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { discover } from '../../src/files/discover.ts';
import { type TemporaryFolder, temporaryFolder, temporaryRepository } from '../support/repository.ts';

async function found(folder: TemporaryFolder, paths: readonly string[] = ['.'], below = ''): Promise<string[]> {
  return (await discover(join(folder.path, below), paths)).targets.map((target) => target.path);
}

async function problems(folder: TemporaryFolder, paths: readonly string[] = ['.']): Promise<string[]> {
  return (await discover(folder.path, paths)).problems.map(({ file, code }) => `${file} ${code}`);
}

const FILES = { 'a.sh': '', 'lib/b.sh': '', 'lib/deep/c.py': '', 'logo.png': 'x', 'README.md': '#' };

test.each([
  ['inside git', temporaryRepository],
  ['outside git', temporaryFolder],
])('finds what can be a script, sorted, %s', async (_, make) => {
  expect(await found(make(FILES))).toEqual(['a.sh', 'lib/b.sh', 'lib/deep/c.py']);
});

test('finds files that are not committed yet, and none that are ignored or deleted', async () => {
  const folder = temporaryRepository({ ...FILES, '.gitignore': 'out/\n' });
  folder.write('new.sh', '');
  folder.write('out/built.sh', '');
  rmSync(join(folder.path, 'a.sh'));
  expect(await found(folder)).toEqual(['lib/b.sh', 'lib/deep/c.py', 'new.sh']);
});

test('heeds .gitignore outside git', async () => {
  expect(await found(temporaryFolder({ ...FILES, '.gitignore': 'lib/\n', 'lib2/.gitignore': '*\n', 'lib2/d.sh': '' }))).toEqual(['a.sh']);
});

test.each([
  ['inside git', temporaryRepository],
  ['outside git', temporaryFolder],
])('takes several folders and files, each file once, %s', async (_, make) => {
  const folder = make(FILES);
  expect(await found(folder, ['lib', './lib/', 'lib/deep', 'a.sh', './a.sh', join(folder.path, 'a.sh')])).toEqual([
    'a.sh',
    'lib/b.sh',
    'lib/deep/c.py',
  ]);
});

test('paths are relative to where the scan was started', async () => {
  const folder = temporaryRepository(FILES);
  expect(await found(folder, ['.'], 'lib')).toEqual(['b.sh', 'deep/c.py']);
  expect(await found(folder, ['..'], 'lib')).toEqual(['../a.sh', 'b.sh', 'deep/c.py']);
  expect(await found(folder, ['../a.sh'], 'lib')).toEqual(['../a.sh']);
});

test('takes any file that is named, also one that git ignores', async () => {
  const folder = temporaryRepository({ '.gitignore': 'secret.txt\nout/\n' });
  folder.write('secret.txt', '');
  folder.write('out/x.sh', '');
  expect(await found(folder, ['secret.txt', 'out'])).toEqual(['out/x.sh', 'secret.txt']);
  expect((await discover(folder.path, ['secret.txt'])).targets[0]).toMatchObject({ explicit: true });
});

test('the workspace of one file is its work tree', async () => {
  const { workspace, targets } = await discover(temporaryRepository(FILES).path, ['a.sh']);
  expect(targets).toHaveLength(1);
  expect([...workspace.keys()].sort()).toEqual(['README.md', 'a.sh', 'lib/b.sh', 'lib/deep/c.py', 'logo.png']);
});

test('the workspace of one file outside git is its folder', async () => {
  const { workspace } = await discover(temporaryFolder(FILES).path, ['lib/b.sh']);
  expect([...workspace.keys()]).toEqual(['lib/b.sh']);
});

test('goes into repositories inside the repository', async () => {
  const folder = temporaryRepository(FILES);
  mkdirSync(join(folder.path, 'inner'));
  execFileSync('git', ['init', '--quiet'], { cwd: join(folder.path, 'inner') });
  folder.write('inner/d.sh', '');
  expect(await found(folder)).toContain('inner/d.sh');
});

test.each([
  ['inside git', temporaryRepository],
  ['outside git', temporaryFolder],
])('leaves out packages and says so once a folder, %s', async (_, make) => {
  const folder = make({ ...FILES, 'web/node_modules/x/a.js': '', 'web/node_modules/y/node_modules/z/b.js': '' });
  expect(await found(folder)).toEqual(['a.sh', 'lib/b.sh', 'lib/deep/c.py']);
  expect(await problems(folder)).toEqual(['web/node_modules left-out']);
  expect(await found(folder, ['web/node_modules/x/a.js'])).toEqual(['web/node_modules/x/a.js']);
});

test('says nothing of packages that git ignores', async () => {
  const folder = temporaryRepository({ ...FILES, '.gitignore': 'node_modules/\n' });
  folder.write('node_modules/x/a.js', '');
  expect(await problems(folder)).toEqual([]);
});

test.each([
  ['inside git', temporaryRepository],
  ['outside git', temporaryFolder],
])('counts a linked file once and follows no linked folder, %s', async (_, make) => {
  const folder = make(FILES);
  symlinkSync('a.sh', join(folder.path, 'link.sh'));
  symlinkSync('lib', join(folder.path, 'linked'));
  symlinkSync('.', join(folder.path, 'lib', 'loop'));
  expect(await found(folder)).toEqual(['a.sh', 'lib/b.sh', 'lib/deep/c.py']);
  expect(await found(folder, ['linked'])).toEqual(['linked/b.sh', 'linked/deep/c.py']);
});

test('a link to a script elsewhere is taken under its own name', async () => {
  const elsewhere = temporaryFolder({ 'x.sh': '' });
  const folder = temporaryRepository();
  symlinkSync(join(elsewhere.path, 'x.sh'), join(folder.path, 'link.sh'));
  expect(await found(folder)).toEqual(['link.sh']);
});

test('links that lead nowhere are problems when a script is meant', async () => {
  const folder = temporaryRepository();
  symlinkSync('gone.sh', join(folder.path, 'broken.sh'));
  symlinkSync('gone.png', join(folder.path, 'broken.png'));
  symlinkSync('loop.sh', join(folder.path, 'loop.sh'));
  expect(await problems(folder)).toEqual(['broken.sh broken-link', 'loop.sh symlink-loop']);
  const named = await discover(folder.path, ['broken.sh', 'loop.sh', 'nowhere', 'nowhere/x.sh']);
  expect(named.problems.map(({ code }) => code)).toEqual(['broken-link', 'symlink-loop', 'no-such-path', 'no-such-path']);
  expect(named.failed).toEqual(['broken.sh', 'loop.sh', 'nowhere', 'nowhere/x.sh']);
});

test('pipes are named and never opened', async () => {
  const folder = temporaryFolder({ 'a.sh': '' });
  execFileSync('mkfifo', [join(folder.path, 'pipe.sh')]);
  expect(await found(folder)).toEqual(['a.sh']);
  expect(await problems(folder)).toEqual(['pipe.sh not-a-file']);
  expect(await problems(folder, ['pipe.sh'])).toEqual(['pipe.sh not-a-file']);
});

test('an empty folder holds nothing', async () => {
  expect(await discover(temporaryFolder().path, ['.'])).toMatchObject({ targets: [], problems: [], failed: [] });
});
