import { mkdirSync, renameSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { gitStateOf } from '../../src/migrate/git-state.ts';
import { type TemporaryFolder, temporaryFolder, temporaryRepository } from '../support/repository.ts';

const FILES = { 'a.sh': 'a\n', 'sub/b.sh': 'b\n', '.gitignore': '*.log\n' };

async function uncommitted(folder: TemporaryFolder, files: readonly string[]): Promise<string[]> {
  const state = await gitStateOf(files.map((file) => join(folder.path, file)));
  expect(state.unknown).toEqual([]);
  return state.uncommitted.map((path) => relative(folder.path, path));
}

test.each<[string, (folder: TemporaryFolder) => void, string[]]>([
  ['nothing changed', () => {}, []],
  ['an ignored file', (folder) => folder.write('x.log', ''), []],
  ['the file itself is modified', (folder) => folder.write('a.sh', 'A\n'), ['a.sh']],
  ['another file is modified', (folder) => folder.write('sub/b.sh', 'B\n'), ['sub/b.sh']],
  ['an untracked file', (folder) => folder.write('new file.txt', ''), ['new file.txt']],
  ['an untracked folder', (folder) => folder.write('new/x', ''), ['new']],
  [
    'a staged change',
    (folder) => {
      folder.write('a.sh', 'A\n');
      folder.git('add', '--all');
    },
    ['a.sh'],
  ],
  [
    'a renamed file',
    (folder) => {
      renameSync(join(folder.path, 'sub/b.sh'), join(folder.path, 'sub/größer c.sh'));
      folder.git('add', '--all');
    },
    ['sub/größer c.sh'],
  ],
])('%s', async (_, change, expected) => {
  const folder = temporaryRepository(FILES);
  change(folder);
  expect(await uncommitted(folder, ['a.sh'])).toEqual(expected);
});

test('outside of a work tree there is nothing to say', async () => {
  expect(await uncommitted(temporaryFolder(FILES), ['a.sh'])).toEqual([]);
  expect(await uncommitted(temporaryRepository(FILES), [])).toEqual([]);
});

test('a folder that does not exist yet says nothing', async () => {
  expect(await uncommitted(temporaryRepository(FILES), ['no/such/x.sh'])).toEqual([]);
});

test('each of several work trees is asked', async () => {
  const folder = temporaryFolder();
  for (const name of ['one', 'two']) {
    mkdirSync(join(folder.path, name));
    folder.git('-C', name, 'init', '--quiet');
    folder.write(`${name}/x.sh`, '');
  }
  expect(await uncommitted(folder, ['one/x.sh', 'two/x.sh'])).toEqual(['one/x.sh', 'two/x.sh']);
  expect(await uncommitted(folder, ['two/x.sh'])).toEqual(['two/x.sh']);
});

test('a work tree that git cannot read is not taken for a clean one', async () => {
  const folder = temporaryRepository(FILES);
  folder.write('.git/config', '[core\n');
  expect((await gitStateOf([join(folder.path, 'a.sh')])).unknown).toEqual([folder.path]);
});
