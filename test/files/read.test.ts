import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readBytes, systemProblem } from '../../src/files/read.ts';
import { temporaryFolder } from '../support/repository.ts';

test('reads a file up to the limit', () => {
  const folder = temporaryFolder({ 'a.sh': '12345' });
  expect(readBytes(join(folder.path, 'a.sh'), 'a.sh', 5)).toEqual({ bytes: Buffer.from('12345') });
});

test.each([
  ['big.sh', 'too-large'],
  ['gone.sh', 'vanished'],
  ['loop.sh', 'symlink-loop'],
  ['pipe.sh', 'not-a-file'],
  ['folder', 'not-a-file'],
])('%s is %s, and the message names it', (file, code) => {
  const folder = temporaryFolder({ 'big.sh': '123456', 'folder/x': '' });
  symlinkSync('loop.sh', join(folder.path, 'loop.sh'));
  execFileSync('mkfifo', [join(folder.path, 'pipe.sh')]);
  const result = readBytes(join(folder.path, file), file, 5);
  expect(result).toMatchObject({ problem: { file, code, message: expect.stringContaining(file) } });
});

test.each([
  ['EACCES', 'unreadable'],
  ['EPERM', 'unreadable'],
  ['EIO', 'unreadable'],
  ['ENOENT', 'vanished'],
  ['ELOOP', 'symlink-loop'],
])('%s is %s', (code, expected) => {
  expect(systemProblem('a.sh', { code })).toMatchObject({ code: expected });
});
