import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { scan } from '../../src/scan/scan.ts';
import { temporaryFolder } from '../support/repository.ts';
import { type MadeFile, type RepositoryOptions, repositoryFiles } from './generate/repository.mjs';
import { writeRepository } from './generate/write.mjs';

function filesOf(options: RepositoryOptions): MadeFile[] {
  return [...repositoryFiles(options)];
}

function digestOf(files: readonly MadeFile[]): string {
  const hash = createHash('sha256');
  for (const { path, content } of files) hash.update(`${path}\0`).update(content);
  return hash.digest('hex');
}

test('the same seed gives the same bytes, another seed others', () => {
  const first = digestOf(filesOf({ files: 300, seed: 'a' }));
  expect(digestOf(filesOf({ files: 300, seed: 'a' }))).toBe(first);
  expect(digestOf(filesOf({ files: 300, seed: 'b' }))).not.toBe(first);
});

test('it makes as many files as were asked for, each under a path of its own', () => {
  const files = filesOf({ files: 500 });
  expect(files).toHaveLength(500);
  expect(new Set(files.map(({ path }) => path)).size).toBe(500);
});

test('scripts have 10 to 400 lines', () => {
  const scripts = filesOf({ files: 500 }).filter(({ path }) => /\.(?:sh|py|ts)$/.test(path));
  const lines = scripts.map(({ content }) => String(content).split('\n').length);
  expect(Math.max(...lines)).toBeLessThan(430);
  expect(Math.max(...lines)).toBeGreaterThan(250);
});

test.each(['shell', 'python', 'typescript'])('a scan finds what was put into %s scripts, and nothing else', async (language) => {
  const { path } = temporaryFolder();
  const { expected } = writeRepository(path, { files: 60, seed: language, languages: [language], dirty: 0.5 });
  const { findings, problems } = await scan({ cwd: path });
  expect(expected).toBeGreaterThan(20);
  expect(findings.filter(({ rule }) => rule === 'classic-basic-auth')).toHaveLength(expected);
  expect(problems.filter(({ code }) => code !== 'left-out')).toEqual([]);
});

test('a repository that is to be clean is', async () => {
  const { path } = temporaryFolder();
  const { expected } = writeRepository(path, { files: 100, dirty: 0 });
  const { findings } = await scan({ cwd: path });
  expect(expected).toBe(0);
  expect(findings.filter(({ rule }) => rule === 'classic-basic-auth')).toEqual([]);
});
