import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lastChanges } from '../../src/audit/history.ts';
import { ownersIn } from '../../src/audit/owners.ts';
import { temporaryFolder, temporaryRepository } from '../support/repository.ts';

function commit(folder: ReturnType<typeof temporaryFolder>, author: string, date: string): void {
  folder.git('add', '--all');
  folder.git('commit', '--quiet', '--message', 'Change', `--author=${author} <x@example.com>`, `--date=${date}T23:30:00+0200`);
}

const ODD = 'new\nline \u{1f9ea}.sh';

test('tells the last author and day of each file', async () => {
  const repository = temporaryRepository({ 'a.sh': '1', 'sub/b.sh': '1', [ODD]: '1' });
  repository.write('a.sh', '2');
  commit(repository, 'Ann É', '2021-03-04');
  repository.write('sub/b.sh', '2');
  repository.write(ODD, '2');
  commit(repository, 'Bob', '2024-05-06');
  repository.write('new.sh', '1');
  const changes = await lastChanges(repository.path, ['a.sh', 'sub/b.sh', ODD, 'new.sh']);
  expect(Object.fromEntries(changes)).toEqual({
    'a.sh': { author: 'Ann É', date: '2021-03-04' },
    'sub/b.sh': { author: 'Bob', date: '2024-05-06' },
    [ODD]: { author: 'Bob', date: '2024-05-06' },
  });
  const below = await lastChanges(join(repository.path, 'sub'), ['b.sh', '../a.sh']);
  expect([below.get('b.sh')?.author, below.get('../a.sh')?.author]).toEqual(['Bob', 'Ann É']);
});

test('a name is no pattern for git', async () => {
  const repository = temporaryRepository({ ':(top)x': '1', '*.sh': '1', 'b.sh': '1' });
  repository.write('b.sh', '2');
  commit(repository, 'Bob', '2024-05-06');
  const changes = await lastChanges(repository.path, ['*.sh', ':(top)x']);
  expect([...changes.values()].map(({ author }) => author)).toEqual(['Test', 'Test']);
});

test('goes through many files', async () => {
  const files = Array.from({ length: 700 }, (_, index) => `f${index}.sh`);
  const repository = temporaryRepository(Object.fromEntries(files.map((file) => [file, 'x'])));
  expect((await lastChanges(repository.path, files)).size).toBe(700);
});

test('the end of a shallow clone made nothing', async () => {
  const origin = temporaryRepository({ 'old.sh': '1', 'a.sh': '1' });
  origin.write('a.sh', '2');
  commit(origin, 'Ann', '2021-03-04');
  origin.write('a.sh', '3');
  commit(origin, 'Bob', '2024-05-06');
  const clone = join(temporaryFolder().path, 'clone');
  execFileSync('git', ['clone', '--quiet', '--depth=2', `file://${origin.path}`, clone], { stdio: 'ignore' });
  expect(Object.fromEntries(await lastChanges(clone, ['a.sh', 'old.sh']))).toEqual({ 'a.sh': { author: 'Bob', date: '2024-05-06' } });
});

test('without git, without commits or without files there is nothing to tell', async () => {
  const folder = temporaryFolder({ 'a.sh': '1' });
  expect((await lastChanges(folder.path, ['a.sh'])).size).toBe(0);
  folder.git('init', '--quiet');
  expect((await lastChanges(folder.path, ['a.sh'])).size).toBe(0);
  expect((await lastChanges(folder.path, [])).size).toBe(0);
});

test('owners are looked up from the root of the repository', () => {
  const { path } = temporaryFolder({ '.github/CODEOWNERS': '/sub/*.sh @s\n', CODEOWNERS: '* @never\n', 'sub/x.sh': '' });
  expect(ownersIn(path, path)('sub/x.sh')).toEqual(['@s']);
  expect(ownersIn(path, join(path, 'sub'))('x.sh')).toEqual(['@s']);
  expect(ownersIn(path, join(path, 'sub'))('../../elsewhere/x.sh')).toEqual([]);
  expect(ownersIn(join(path, 'sub'), join(path, 'sub'))('x.sh')).toEqual([]);
});
