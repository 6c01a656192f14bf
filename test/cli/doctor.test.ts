import { expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { temporaryRepository } from '../support/repository.ts';

test('doctor says what there is to work with', () => {
  const { path } = temporaryRepository({
    'unbasic.config.json': '{ "rules": { "plain-http": "off" }, "failOn": "warning" }',
    'unbasic.baseline.txt': '# none\n',
  });
  const { code, stdout, stderr } = runCli(['doctor'], { cwd: path });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const line of [
    /^ok {4}unbasic +\d+\.\d+\.\d+\S* on Node\.js /m,
    /^ok {4}shell parser +loads$/m,
    /^ok {4}TypeScript parser +loads$/m,
    /^ok {4}git +\d.*this folder is in a work tree$/m,
    /^ok {4}configuration +unbasic\.config\.json$/m,
    /^note {2}configuration +unbasic\.config\.json:1: "failOn" says what holds without it$/m,
    /^ok {4}rules +\d+, 1 of them off$/m,
    /^ok {4}baseline +unbasic\.baseline\.txt, 0 known findings$/m,
  ])
    expect(stdout).toMatch(line);
});

test.each<[string, Record<string, string>, RegExp]>([
  ['a configuration', { 'unbasic.config.json': '{ "x": 1 }' }, /^bad {3}configuration +unbasic\.config\.json:1: unknown key "x"/m],
  ['a baseline', { 'unbasic.baseline.txt': '<<<<<<< HEAD\n' }, /^bad {3}baseline +unbasic\.baseline\.txt:1: .*merge conflict/m],
])('doctor finds %s that cannot be used', (_, files, line) => {
  const { code, stdout } = runCli(['doctor'], { cwd: temporaryRepository(files).path });
  expect(stdout).toMatch(line);
  expect(code).toBe(2);
});

test('doctor works without git', () => {
  const { code, stdout } = runCli(['doctor'], { cwd: temporaryRepository().path, env: { PATH: '/nonexistent' } });
  expect(stdout).toMatch(/^note {2}git +not found/m);
  expect(code).toBe(0);
});
