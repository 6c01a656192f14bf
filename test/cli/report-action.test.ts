import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ReportActionOptions, reportAction } from '../../src/cli/report.ts';
import { type RoleActionOptions, roleAction } from '../../src/cli/role.ts';
import { type ScanActionOptions, scanAction } from '../../src/cli/scan.ts';
import { type TemporaryFolder, temporaryRepository } from '../support/repository.ts';

const CALL = 'curl -su "$u:$p" "https://jamf.example.com/JSSResource/computers"\n';
const SECRET = 'Pr0bably-S3cret!';
const LITERAL = `curl -su "admin:${SECRET}" "https://jamf.example.com/JSSResource/sites"\n`;

let out = '';
let complaint = '';
beforeEach(() => {
  out = '';
  complaint = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => {
    out += String(part);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
    complaint += String(part);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

const report = (folder: TemporaryFolder, options: Partial<ReportActionOptions> = {}, paths: string[] = []): Promise<number> =>
  reportAction(paths, { cwd: folder.path, ...options });
const role = (folder: TemporaryFolder, options: Partial<RoleActionOptions> = {}, paths: string[] = []): Promise<number> =>
  roleAction(paths, { cwd: folder.path, color: false, format: 'pretty', name: 'Scripts', ...options });
const content = (folder: TemporaryFolder, file: string): string => readFileSync(join(folder.path, file), 'utf8');

test('every form of the report is made, names no secret, and says the same twice', async () => {
  const folder = temporaryRepository({ 'a.sh': CALL, 'b.sh': LITERAL, CODEOWNERS: '*.sh @acme/mac\n', '.gitignore': 'r*\n' });
  for (const format of ['html', 'markdown', 'csv', 'json'] as const) {
    for (const file of ['r1', 'r2']) expect(await report(folder, { format, output: file, date: '2026-11-22' })).toBe(0);
    expect(content(folder, 'r1')).toBe(content(folder, 'r2'));
    expect(content(folder, 'r1')).not.toContain(SECRET);
    expect(content(folder, 'r1')).not.toContain(Buffer.from(`admin:${SECRET}`).toString('base64').slice(4, 16));
    expect(content(folder, 'r1')).toContain('@acme/mac');
    expect(content(folder, 'r1')).toContain('Test');
  }
  expect(out + complaint).toBe('');
});

test('the name of the output file says the form, and markdown is what is printed', async () => {
  const folder = temporaryRepository({ 'a.sh': CALL });
  expect(await report(folder, { output: 'x.html' })).toBe(0);
  expect(content(folder, 'x.html')).toMatch(/^<!doctype html>/);
  expect(await report(folder)).toBe(0);
  expect(out).toMatch(/^# Basic authentication in Jamf Pro scripts\n/);
});

test('tells what has changed since an earlier report', async () => {
  const folder = temporaryRepository({ 'a.sh': CALL, 'b.sh': CALL });
  await report(folder, { output: 'old.json' });
  folder.write('a.sh', '#!/bin/sh\n');
  folder.write('new/c.sh', LITERAL);
  expect(await report(folder, { format: 'json', since: 'old.json' })).toBe(0);
  const { progress } = JSON.parse(out);
  expect(progress.fixed.map(({ file }: { file: string }) => file)).toContain('a.sh');
  expect(new Set(progress.added.map(({ file }: { file: string }) => file))).toEqual(new Set(['new/c.sh']));
  expect(progress.remaining).toBeGreaterThan(0);
});

test.each<[Partial<ReportActionOptions>, RegExp]>([
  [{ date: '2026-02-30' }, /--date 2026-02-30 is no day/],
  [{ output: 'report' }, /does not say which format/],
  [{ since: 'nowhere.json' }, /nowhere\.json cannot be read \(ENOENT\)/],
  [{ since: 'a.sh' }, /a\.sh is no JSON/],
  [{ output: 'no/such/folder/r.html' }, /cannot write/],
])('%j is refused in one line', async (options, message) => {
  const folder = temporaryRepository({ 'a.sh': CALL });
  await expect(report(folder, options)).rejects.toMatchObject({ code: 'USAGE', message: expect.stringMatching(message) });
});

test('a path that does not exist is told, and the code is 2', async () => {
  const folder = temporaryRepository({ 'a.sh': CALL });
  expect(await report(folder, { output: 'r.md' }, ['a.sh', 'gone.sh'])).toBe(2);
  expect(complaint).toContain('gone.sh could not be scanned');
  expect(content(folder, 'r.md')).toContain('a.sh');
});

test('the role as a list, and as the body for the API with what it cannot say on standard error', async () => {
  const folder = temporaryRepository({
    'a.sh': CALL,
    'b.sh': 'curl -H "Authorization: Bearer $t" -X PUT "https://x.jamfcloud.com/JSSResource/computers/id/$1" -T x.xml\n',
    'c.sh': 'curl -su "$u:$p" "https://x.jamfcloud.com/JSSResource/$1"\n',
  });
  expect(await role(folder)).toBe(0);
  expect(out).toContain('Read Computers\n      GET /JSSResource/computers (a.sh:1)');
  expect(out).toContain('Update User  inferred');
  expect(out).toContain('For you to decide');
  out = '';
  expect(await role(folder, { format: 'json' })).toBe(0);
  expect(JSON.parse(out)).toEqual({ displayName: 'Scripts', privileges: ['Read Computers', 'Update Computers', 'Update User'] });
  expect(complaint).toContain('inferred, so try them on a server: Update User');
  expect(complaint).toContain('1 kind of calls left for you to decide');
});

test('several reports of one scan, one of them printed', async () => {
  const folder = temporaryRepository({ 'a.sh': CALL });
  const options: ScanActionOptions = {
    cwd: folder.path,
    color: false,
    format: [{ format: 'sarif', file: 'o.sarif' }, { format: 'compact' }, { format: 'csv', file: 'o.csv' }],
    fixes: true,
  };
  expect(await scanAction([], options)).toBe(1);
  expect(out).toContain('a.sh:1:1: error:');
  expect(JSON.parse(content(folder, 'o.sarif')).runs[0].results.length).toBeGreaterThan(0);
  expect(content(folder, 'o.csv')).toMatch(/^rule,severity/);
});

test('fixes without a format that has them are refused', async () => {
  const folder = temporaryRepository({ 'a.sh': CALL });
  await expect(scanAction([], { cwd: folder.path, color: false, fixes: true })).rejects.toThrow(/--fixes adds fixes to sarif and rdjson/);
});
