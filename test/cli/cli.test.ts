import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, runCli } from '../support/cli.ts';
import { temporaryFolder, temporaryRepository } from '../support/repository.ts';

const HIT = '#!/bin/bash\ncurl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"\n';
const CLEAN = '#!/bin/bash\necho "jamf"\n';

test.each<[string, Record<string, string>, string[], number]>([
  ['nothing to report', { 'a.sh': CLEAN }, [], 0],
  ['a finding', { 'a.sh': HIT }, [], 1],
  ['a finding in the file named', { 'a.sh': HIT, 'b.sh': CLEAN }, ['a.sh'], 1],
  ['none in the file named', { 'a.sh': HIT, 'b.sh': CLEAN }, ['b.sh'], 0],
  ['the command by name', { 'a.sh': HIT }, ['scan', '.'], 1],
  ['findings below --fail-on', { 'a.sh': HIT }, ['--rule', 'deprecated-endpoint', '--fail-on', 'warning'], 0],
  ['--fail-on never', { 'a.sh': HIT }, ['--fail-on', 'never'], 0],
  ['a rule that finds nothing', { 'a.sh': HIT }, ['--rule', 'plain-http'], 0],
  ['several rules', { 'a.sh': HIT }, ['--rule', 'plain-http,classic-basic-auth'], 1],
  ['a path that does not exist, after the rest', { 'a.sh': HIT }, ['a.sh', 'gone.sh'], 2],
  ['a problem alone', { 'a.sh': `${HIT}${'#'.repeat(2000)}` }, ['--max-file-size', '1k'], 0],
])('%s exits as documented', (_, files, args, code) => {
  expect(runCli(args, { cwd: temporaryRepository(files).path }).code).toBe(code);
});

test('reports the rest before it complains of a path', () => {
  const { stdout, stderr } = runCli(['a.sh', 'gone.sh'], { cwd: temporaryRepository({ 'a.sh': HIT }).path });
  expect(stdout).toContain('classic-basic-auth');
  expect(stderr).toMatch(/^unbasic: gone\.sh .*\n$/);
});

test.each<[string, string[], RegExp]>([
  ['an unknown option', ['--frmat', 'json'], /Did you mean --format/],
  ['an unknown format', ['--format', 'yaml'], /there are pretty, compact, json/],
  ['an unknown level', ['--severity', 'fatal'], /error, warning, info/],
  ['an unknown rule', ['--rule', 'classic-basic'], /did you mean classic-basic-auth/],
  ['a rule like no other', ['--rule', 'zzz'], /unbasic rules/],
  ['no size', ['--max-file-size', 'huge'], /500k/],
  ['no folder', ['--cwd', 'nowhere'], /nowhere is no folder/],
  ['a slip of a command', ['explian', 'classic-basic-auth'], /unbasic explain/],
  ['an unknown rule to explain', ['explain', 'clasic-basic-auth'], /did you mean classic-basic-auth/],
  ['nothing to explain', ['explain'], /missing required argument/],
  ['a file to explain without a line', ['explain', 'scripts/a.sh'], /scripts\/a\.sh:12/],
  ['an output that cannot be written', ['--output', 'no/such/folder/report.txt'], /--output/],
])('%s is one line on standard error and exit code 2', (_, args, message) => {
  const { code, stdout, stderr } = runCli(args, { cwd: temporaryFolder({ 'a.sh': CLEAN }).path });
  expect(stderr).toMatch(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
  expect(code).toBe(2);
});

test('a path may have the name of a command when it is written as a path', () => {
  const { path } = temporaryRepository({ 'rules/a.sh': HIT });
  expect(runCli(['./rules'], { cwd: path }).code).toBe(1);
  expect(runCli(['rules'], { cwd: path })).toMatchObject({ code: 0, stdout: expect.stringContaining('classic-basic-auth') });
});

test('--output writes the report to a file and prints nothing', () => {
  const { path } = temporaryRepository({ 'a.sh': HIT });
  expect(runCli(['--format', 'json', '--output', 'report.json'], { cwd: path })).toMatchObject({ code: 1, stdout: '', stderr: '' });
  expect(JSON.parse(readFileSync(join(path, 'report.json'), 'utf8')).summary.findings).toBeGreaterThan(0);
});

test('--cwd moves the scan', () => {
  const { path } = temporaryRepository({ 'sub/a.sh': HIT });
  expect(JSON.parse(runCli(['--cwd', join(path, 'sub'), '--format', 'json']).stdout).findings[0].file).toBe('a.sh');
});

test('a report to a pipe has no colours, unless they are forced', () => {
  const { path } = temporaryRepository({ 'a.sh': HIT });
  expect(runCli([], { cwd: path }).stdout).not.toContain('\u001b');
  expect(runCli([], { cwd: path, env: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b');
  expect(runCli(['--no-color'], { cwd: path, env: { FORCE_COLOR: '1' } }).stdout).not.toContain('\u001b');
  expect(runCli([], { cwd: path, env: { NO_COLOR: '1' } }).stdout).not.toContain('\u001b');
});

test('--quiet prints nothing when there is nothing', () => {
  expect(runCli(['--quiet'], { cwd: temporaryRepository({ 'a.sh': CLEAN }).path })).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('--stats goes to standard error', () => {
  const { stdout, stderr } = runCli(['--stats', '--format', 'json'], { cwd: temporaryRepository({ 'a.sh': HIT }).path });
  expect(JSON.parse(stdout).findings).not.toEqual([]);
  expect(stderr).toMatch(/files seen +1\n.*parsing +[\d.]+ ms\n/s);
});

test('the same tree gives the same bytes', () => {
  const { path } = temporaryRepository({ 'a.sh': HIT, 'b/c.sh': HIT, 'b/a.py': '# jamf\n' });
  const runs = [1, 2].map(() => runCli(['--format', 'json'], { cwd: path }).stdout);
  expect(runs[0]).toBe(runs[1]);
});

test('explain shows the page of a rule', () => {
  const { code, stdout } = runCli(['explain', 'classic-basic-auth']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Basic/);
  expect(stdout).not.toMatch(/^#|```/m);
});

test('explain tells how a verdict was reached', () => {
  const script =
    '#!/bin/bash\nhost="https://jamf.example.com"\npass="Pr0bably-S3cret!"\nread -r user\ncurl -su "$user:$pass" "$host/JSSResource/buildings"\n';
  const { path } = temporaryRepository({ 'a.sh': script });
  const { code, stdout } = runCli(['explain', 'a.sh:5'], { cwd: path });
  expect(code).toBe(0);
  for (const part of [
    'curl call at a.sh:5:1',
    'variable host gets its value at a.sh:2',
    'host="https://jamf.example.com"',
    'a.sh:3',
    'classic-basic-auth (error) reports it',
    'plain-http does not: protocol is https',
  ]) {
    expect(stdout).toContain(part);
  }
  expect(stdout).not.toContain('Pr0bably');
});

test('explain says where the calls are when there is none on the line', () => {
  const { path } = temporaryRepository({ 'a.sh': HIT });
  expect(runCli(['explain', 'a.sh:1'], { cwd: path })).toMatchObject({ code: 0, stdout: expect.stringContaining('line 2') });
});

test('rules lists them as data too', () => {
  const rules = JSON.parse(runCli(['rules', '--format', 'json']).stdout) as { id: string }[];
  expect(rules.map(({ id }) => id)).toEqual([...rules.map(({ id }) => id)].sort());
  expect(rules[0]).toEqual({ id: expect.any(String), severity: expect.stringMatching(/error|warning|info/), title: expect.any(String) });
});

test('help names the commands, the options and the exit codes', () => {
  const { code, stdout } = runCli(['--help']);
  expect(code).toBe(0);
  for (const part of ['explain', 'rules', '--fail-on', '--max-file-size', 'Exit codes', '--cwd']) expect(stdout).toContain(part);
});

test('a reader that goes away is no error', async () => {
  const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`s${index}.sh`, HIT]));
  const { path } = temporaryRepository(files);
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli/main.js'), '--format', 'json'], {
    cwd: path,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (part) => {
    complaint += part;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((done) => child.on('exit', done));
  expect(complaint).toBe('');
  expect(code).toBe(1);
});
