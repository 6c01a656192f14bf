import { describe, expect, test } from 'vitest';
import { runCli } from '../support/cli.ts';
import { temporaryRepository } from '../support/repository.ts';

// What the planners make of a script is theirs to test; here it is what the command does around them.
const HIT = '#!/usr/bin/python3\nimport requests\nrequests.get("https://jamf.example.com/JSSResource/computers", auth=(user, password))\n';
const UNKNOWN = '#!/bin/bash\ncurl -su "$user:$pass" "$jamf_url"\n';
const CLEAN = '#!/bin/bash\necho "jamf"\n';

test.each<[string, Record<string, string>, string[], number]>([
  ['nothing to migrate', { 'a.sh': CLEAN }, [], 0],
  ['calls that are left', { 'a.sh': UNKNOWN }, [], 0],
  ['--check of calls that are left', { 'a.sh': UNKNOWN }, ['--check'], 0],
  ['--write of nothing', { 'a.sh': CLEAN }, ['--write'], 0],
  ['a path that does not exist', { 'a.sh': CLEAN }, ['gone.sh'], 2],
])('%s exits as documented and prints no diff', (_, files, args, code) => {
  const run = runCli(['migrate', ...args], { cwd: temporaryRepository(files).path });
  expect(run).toMatchObject({ code, stdout: '' });
});

test('what is left is told on standard error, with its reason and the page that helps', () => {
  const { stderr } = runCli(['migrate'], { cwd: temporaryRepository({ 'a.sh': UNKNOWN }).path });
  expect(stderr).toContain('a.sh:2  dynamic-url');
  expect(stderr).toContain('unbasic explain dynamic-url');
});

test('--format json tells what becomes of each call', () => {
  const { path } = temporaryRepository({ 'a.py': HIT, 'b.sh': UNKNOWN });
  const { code, stdout } = runCli(['migrate', '--format', 'json'], { cwd: path });
  const { summary, calls, endpoints } = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(summary).toMatchObject({ written: false, calls: 2 });
  expect(calls).toMatchObject([
    { file: 'a.py', rule: 'classic-basic-auth' },
    { file: 'b.sh', rule: 'possible-basic-auth', status: 'manual', reason: { id: 'dynamic-url' } },
  ]);
  expect(endpoints).toMatchObject([{ rule: 'deprecated-endpoint', file: 'a.py' }]);
});

describe('one line on standard error and exit code 2', () => {
  test.each<[string, string[], RegExp]>([
    ['--interactive without a terminal', ['--interactive'], /terminal/],
    ['--check with --write', ['--check', '--write'], /--check/],
    ['--interactive as JSON', ['--interactive', '--format', 'json'], /JSON/],
    ['an unknown level', ['--level', 'manual'], /safe, suggested/],
    ['an unknown flow', ['--auth', 'basic'], /auto, client, user/],
    ['an unknown style', ['--bearer-style', 'cookie'], /option, header/],
    ['an unknown format', ['--format', 'yaml'], /diff, json/],
    ['no folder', ['--cwd', 'nowhere'], /nowhere is no folder/],
  ])('%s', (_, args, message) => {
    const { code, stdout, stderr } = runCli(['migrate', ...args], { cwd: temporaryRepository({ 'a.sh': CLEAN }).path });
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([stdout, code]).toEqual(['', 2]);
  });
});

test('explain shows the page of a reason', () => {
  const { code, stdout } = runCli(['explain', 'dynamic-url']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^The address is not known before the script runs\n/);
  expect(runCli(['explain', 'dinamic-url']).stderr).toContain('did you mean dynamic-url?');
});

test('help names the options', () => {
  const { stdout } = runCli(['migrate', '--help']);
  for (const part of ['--write', '--check', '--interactive', '--level', '--auth', '--bearer-style', '--helper', '--force', 'git apply'])
    expect(stdout).toContain(part);
});
