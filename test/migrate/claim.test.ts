import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { claimFolders } from '../../src/migrate/claim.ts';
import { temporaryName } from '../../src/migrate/temporary-names.ts';
import { WriteError } from '../../src/migrate/write-error.ts';
import { temporaryFolder } from '../support/repository.ts';

const claimOf = (id: number): string => temporaryName('claim').replace(`-${process.pid}-`, `-${id}-`);

/** A process that does nothing. */
function idle(): ChildProcess {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

test('a claim stands until it is released', () => {
  const { path } = temporaryFolder();
  const release = claimFolders([path, path]);
  expect(readdirSync(path)).toEqual([temporaryName('claim')]);
  release();
  expect(readdirSync(path)).toEqual([]);
});

test("the claim of a process that has gone, also of one that had our number, stands in nobody's way", () => {
  const { path } = temporaryFolder({ [claimOf(4194305)]: '', [temporaryName('claim')]: '' });
  claimFolders([path], 0)();
  expect(readdirSync(path)).toEqual([claimOf(4194305)]);
});

test('a claim that is a link is not written through', () => {
  const { path } = temporaryFolder({ 'real.sh': 'mine' });
  symlinkSync('real.sh', join(path, temporaryName('claim')));
  claimFolders([path])();
  expect(readFileSync(join(path, 'real.sh'), 'utf8')).toBe('mine');
  expect(readdirSync(path)).toEqual(['real.sh']);
});

test('a run that does not end is named, and nothing is left behind', () => {
  const other = idle();
  const { path } = temporaryFolder({ [claimOf(other.pid!)]: '' });
  let thrown: unknown;
  try {
    claimFolders([path], 30);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(WriteError);
  expect(thrown).toMatchObject({ failure: 'busy', message: expect.stringMatching(new RegExp(`process ${other.pid}\\b.*Run it again`)) });
  expect(readdirSync(path)).toEqual([claimOf(other.pid!)]);
});

test('what cannot be written needs no claim', () => {
  const { path } = temporaryFolder();
  claimFolders([join(path, 'gone')])();
  claimFolders([])();
  writeFileSync(join(path, 'file'), '');
  chmodSync(join(path, 'file'), 0o400);
  claimFolders([join(path, 'file')])();
  expect(readdirSync(path)).toEqual(['file']);
});
