import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { PARTS } from '../../src/cli/init/parts.ts';
import { askForParts } from '../../src/cli/init.ts';
import { loadSettings } from '../../src/config/load.ts';
import { uselessSettings } from '../../src/config/useless.ts';
import { runCli } from '../support/cli.ts';
import { temporaryRepository } from '../support/repository.ts';

const HIT = '#!/bin/bash\ncurl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"\n';

/** A terminal that gives these answers, and then none. */
function terminal(answers: readonly string[]) {
  const questions: string[] = [];
  const left = [...answers];
  return {
    questions,
    ask: async (question: string) => {
      questions.push(question);
      return left.shift();
    },
    show: () => {},
  };
}

test('what was picked is written, whole and valid', async () => {
  const repository = temporaryRepository({ 'a.sh': HIT, 'sub/b.sh': '' });
  const run = runCli(['init', 'config', 'hook', 'husky', 'workflow', 'gitlab', 'baseline', '--server', 'mdm.acme.example'], {
    cwd: join(repository.path, 'sub'),
  });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  const read = (file: string): string => readFileSync(join(repository.path, file), 'utf8');
  const settings = await loadSettings(repository.path);
  expect(settings.servers).toEqual(['mdm.acme.example']);
  expect(await uselessSettings(settings)).toEqual([]);
  expect(parse(read('.pre-commit-config.yaml')).repos[0].hooks[0]).toMatchObject({ id: 'unbasic', language: 'node' });
  expect(parse(read('.github/workflows/unbasic.yml')).permissions).toEqual({ contents: 'read' });
  expect(parse(read('.gitlab-ci.yml')).unbasic.artifacts.reports.codequality).toBe('gl-code-quality-report.json');
  expect(statSync(join(repository.path, '.husky/pre-commit')).mode & 0o111).not.toBe(0);
  expect(runCli([], { cwd: repository.path }).code).toBe(0);
});

test('a file that exists is left as it is; one that others share is not touched even then', () => {
  const { path } = temporaryRepository({ 'unbasic.config.json': '{}', '.pre-commit-config.yaml': 'repos: []\n' });
  const refused = runCli(['init', 'config', 'workflow'], { cwd: path });
  expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('unbasic.config.json exists already') });
  expect(existsSync(join(path, '.github'))).toBe(false);
  const shown = runCli(['init', 'hook', '--force'], { cwd: path });
  expect(shown).toMatchObject({ code: 0, stdout: expect.stringContaining('Add this to .pre-commit-config.yaml') });
  expect(readFileSync(join(path, '.pre-commit-config.yaml'), 'utf8')).toBe('repos: []\n');
  expect(runCli(['init', 'config', '--force'], { cwd: path })).toMatchObject({ code: 0, stdout: 'Replaced unbasic.config.json.\n' });
});

test.each<[string, string[], Record<string, string>, RegExp]>([
  ['nothing is picked and there is no terminal', ['init'], {}, /unbasic init config hook workflow baseline/],
  ['a server is a URL', ['init', 'config', '--server', 'https://x.example.com'], {}, /is no host/],
  [
    'package.json holds a configuration',
    ['init', 'config'],
    { 'package.json': '{ "unbasic": {} }' },
    /package\.json configures this folder already/,
  ],
])('it is refused where %s', (_, args, files, message) => {
  const { code, stderr } = runCli(args, { cwd: temporaryRepository(files).path });
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
});

test('on a terminal each part is asked for, with what suits the repository as the answer to Enter', async () => {
  const { path } = temporaryRepository({ '.gitlab-ci.yml': '', 'unbasic.config.json': '{}' });
  const all = terminal(PARTS.map(() => '').concat(''));
  const plan = await askForParts(all, path, []);
  expect(plan.parts.map(({ name }) => name)).toEqual(['hook']);
  expect(plan.baseline).toBe(false);
  expect(all.questions.find((question) => question.includes('unbasic.config.json'))).toMatch(/^Replace .*\[y\/N\]/);
  expect(all.questions.find((question) => question.includes('.gitlab-ci.yml'))).toMatch(/^Show what to add to/);
});

test('on a terminal it asks for the servers, and takes no for an answer', async () => {
  const { path } = temporaryRepository();
  const plan = await askForParts(terminal(['y', 'a.example.com, b.example.com', 'n', 'n', 'no', 'NO', 'y']), path, []);
  expect(plan).toMatchObject({ servers: ['a.example.com', 'b.example.com'], baseline: true });
  expect(plan.parts.map(({ name }) => name)).toEqual(['config']);
  await expect(askForParts(terminal(['y']), path, ['a.example.com'])).rejects.toThrow(/nothing was written/);
});
