import { lstatSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile } from '../../src/cli/replace-file.ts';
import { temporaryFolder } from '../support/repository.ts';

test('makes a file, and replaces it with its mode', () => {
  const { path } = temporaryFolder();
  const file = join(path, 'r.html');
  replaceFile(file, Buffer.from('one'));
  writeFileSync(file, 'old', { mode: 0o600 });
  const before = statSync(file).mode;
  replaceFile(file, Buffer.from('two'));
  expect([readFileSync(file, 'utf8'), statSync(file).mode, readdirSync(path)]).toEqual(['two', before, ['r.html']]);
});

test('follows a link and keeps it', () => {
  const { path } = temporaryFolder({ 'real.txt': 'old' });
  symlinkSync('real.txt', join(path, 'link.txt'));
  replaceFile(join(path, 'link.txt'), Buffer.from('new'));
  expect(readFileSync(join(path, 'real.txt'), 'utf8')).toBe('new');
  expect(lstatSync(join(path, 'link.txt')).isSymbolicLink()).toBe(true);
});

test('writes to a device as it is', () => {
  replaceFile('/dev/null', Buffer.from('x'));
  expect(statSync('/dev/null').isFile()).toBe(false);
});

test('leaves nothing behind where it cannot', () => {
  const { path } = temporaryFolder();
  expect(() => replaceFile(join(path, 'no', 'r.html'), Buffer.from('x'))).toThrow(/ENOENT/);
  mkdirSync(join(path, 'folder'));
  expect(() => replaceFile(join(path, 'folder'), Buffer.from('x'))).toThrow(/EISDIR/);
  expect(readdirSync(path)).toEqual(['folder']);
});
