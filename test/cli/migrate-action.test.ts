import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type MigrateActionOptions, migrateAction } from '../../src/cli/migrate.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { temporaryName } from '../../src/migrate/temporary-names.ts';
import { fakeLanguages } from '../support/fake-language.ts';
import { type TemporaryFolder, temporaryFolder, temporaryRepository } from '../support/repository.ts';
import { toyPlanners } from '../support/toy-planner.ts';

const CALL = 'curl -u "$user:$pass" "$url/JSSResource/computers"\n';
const DONE = 'ensure_token\ncurl --oauth2-bearer "$user:$pass" "$url/JSSResource/computers"\n';
const DEFAULTS = { color: false, format: 'diff', level: 'suggested', auth: 'auto', bearerStyle: 'option' } as const;

let written: Buffer[] = [];
let complaint = '';

beforeEach(() => {
  written = [];
  complaint = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((part) => written.push(Buffer.from(part as string)) > 0);
  vi.spyOn(process.stderr, 'write').mockImplementation((part) => {
    complaint += String(part);
    return true;
  });
});
afterEach(() => void vi.restoreAllMocks());

const output = (): Buffer => Buffer.concat(written);

function run(folder: TemporaryFolder, options: Partial<MigrateActionOptions> = {}, paths: string[] = []): Promise<number> {
  return migrateAction(paths, { ...DEFAULTS, cwd: folder.path, ...options }, (given) =>
    migrate({ ...given, languages: fakeLanguages().loaders, planners: toyPlanners }),
  );
}

const content = (folder: TemporaryFolder, file: string): string => readFileSync(join(folder.path, file), 'latin1');

test('prints a diff that git applies, and changes nothing', async () => {
  const files = { 'a b.sh': CALL, 'größer/c.sh': Buffer.from(`# gr\xfcn\r\n${CALL.replace('\n', '\r\n')}`, 'latin1'), 'd.sh': CALL.trim() };
  const folder = temporaryRepository(files);
  expect(await run(folder, { helper: 'lib/token.sh' })).toBe(0);
  expect(content(folder, 'a b.sh')).toBe(CALL);
  execFileSync('git', ['apply', '--check', '-'], { cwd: folder.path, input: output() });
  execFileSync('git', ['apply', '-'], { cwd: folder.path, input: output(), stdio: ['pipe', 'ignore', 'ignore'] });
  expect(content(folder, 'a b.sh')).toBe(DONE);
  expect(content(folder, 'größer/c.sh')).toBe(`# gr\xfcn\r\n${DONE.replaceAll('\n', '\r\n')}`);
  expect(content(folder, 'd.sh')).toBe(DONE.trim());
  expect(content(folder, 'lib/token.sh')).toContain('ensure_token');
  expect(complaint).toContain('Nothing was written');
});

test('the diff and --write make the same files', async () => {
  const files = { 'a.sh': CALL, 'sub/b.sh': `x\n${CALL}y\n`, 'c.sh': `${CALL.trim()} # kept\n` };
  const [one, other] = [temporaryRepository(files), temporaryRepository(files)];
  await run(one);
  execFileSync('git', ['apply', '-'], { cwd: one.path, input: output() });
  expect(await run(other, { write: true })).toBe(0);
  for (const file of Object.keys(files)) expect(content(other, file)).toBe(content(one, file));
  expect(other.git('status', '--porcelain')).toBe(' M a.sh\n M sub/b.sh\n');
});

test('of a link the diff names what it leads to, which is what git can change', async () => {
  const folder = temporaryFolder({ 'lib/real': `#!/bin/sh\n${CALL}` });
  symlinkSync('lib/real', join(folder.path, 'a.sh'));
  folder.git('init', '--quiet');
  await run(folder, {}, ['a.sh', 'lib']);
  execFileSync('git', ['apply', '-'], { cwd: folder.path, input: output() });
  expect(content(folder, 'a.sh')).toBe(`#!/bin/sh\n${DONE}`);
});

describe('--check', () => {
  test('exits 1 and names the files when something would change', async () => {
    const folder = temporaryRepository({ 'a.sh': CALL, 'b.sh': `${CALL.trim()} # manual\n` });
    expect(await run(folder, { check: true })).toBe(1);
    expect(output().toString()).toBe('a.sh\n');
    expect(content(folder, 'a.sh')).toBe(CALL);
  });

  test.each<[string, string]>([
    ['nothing is there to change', 'echo\n'],
    ['all is left to a person', `${CALL.trim()} # manual\n`],
    ['the change would fail its checks', `${CALL.trim()} # kept\n`],
  ])('exits 0 when %s', async (_, text) => {
    expect(await run(temporaryRepository({ 'a.sh': text }), { check: true })).toBe(0);
    expect(output().toString()).toBe('');
  });

  test('exits 2 for a path that does not exist, whatever would change', async () => {
    expect(await run(temporaryRepository({ 'a.sh': CALL }), { check: true }, ['a.sh', 'gone.sh'])).toBe(2);
  });

  test('exits 0 after --write', async () => {
    const folder = temporaryRepository({ 'a.sh': CALL });
    await run(folder, { write: true });
    expect(await run(folder, { check: true })).toBe(0);
  });
});

describe('--write', () => {
  const refused = /^the git work tree is not clean.*: (.*)\. Commit or stash .*--force$/;

  test.each<[string, (folder: TemporaryFolder) => void, string]>([
    ['the script is modified', (folder) => folder.write('a.sh', `# x\n${CALL}`), 'a.sh'],
    ['another file is modified', (folder) => folder.write('notes.txt', 'x'), 'notes.txt'],
    ['a file is untracked', (folder) => folder.write('new.sh', CALL), 'new.sh'],
    ['many are', (folder) => ['1', '2', '3', '4', '5'].map((name) => folder.write(name, '')), '1, 2, 3 and 2 more'],
  ])('is refused where %s', async (_, change, names) => {
    const folder = temporaryRepository({ 'a.sh': CALL, 'notes.txt': '' });
    change(folder);
    const before = content(folder, 'a.sh');
    await expect(run(folder, { write: true })).rejects.toThrow(refused);
    const message = await run(folder, { write: true }).catch((error: Error) => error.message);
    expect(refused.exec(String(message))![1]).toBe(names);
    expect(content(folder, 'a.sh')).toBe(before);
    expect(await run(folder, { write: true, force: true })).toBe(0);
    expect(content(folder, 'a.sh')).not.toBe(before);
  });

  test('is not refused where nothing would change', async () => {
    const folder = temporaryRepository({ 'a.sh': 'echo\n' });
    folder.write('new.txt', '');
    expect(await run(folder, { write: true })).toBe(0);
  });

  test('needs no git', async () => {
    const folder = temporaryFolder({ 'a.sh': CALL });
    expect(await run(folder, { write: true })).toBe(0);
    expect(content(folder, 'a.sh')).toBe(DONE);
    expect(readdirSync(folder.path)).toEqual(['a.sh']);
  });

  test('writes folders that are named, wherever they are', async () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder({ 'a.sh': CALL })];
    expect(await run(folder, { write: true }, [elsewhere.path])).toBe(0);
    expect(content(elsewhere, 'a.sh')).toBe(DONE);
  });

  test('removes what a killed run has left before it asks git', async () => {
    const folder = temporaryRepository({ 'a.sh': CALL });
    folder.write(temporaryName(3).replace(`-${process.pid}-`, '-4194305-'), CALL);
    expect(await run(folder, { write: true })).toBe(0);
    expect(readdirSync(folder.path).sort()).toEqual(['.git', 'a.sh']);
  });

  test('tells as JSON what it did', async () => {
    expect(await run(temporaryRepository({ 'a.sh': CALL }), { write: true, format: 'json' })).toBe(0);
    expect(JSON.parse(output().toString()).summary).toMatchObject({ written: true, changed: 1, migrated: 1 });
    expect(complaint).toBe('');
  });
});

describe('on a terminal', () => {
  test('the diff masks the secrets that a pipe gets as they are', async () => {
    const script = `password='Pr0bably-S3cret!'\n${CALL}`;
    await run(temporaryRepository({ 'a.sh': script }));
    expect(output().toString()).toContain('Pr0bably-S3cret!');
    written = [];
    const terminal = Object.getOwnPropertyDescriptor(process.stdout, 'isTTY');
    Object.defineProperty(process.stdout, 'isTTY', { value: true, configurable: true });
    try {
      await run(temporaryRepository({ 'a.sh': script }));
    } finally {
      if (terminal) Object.defineProperty(process.stdout, 'isTTY', terminal);
      else Reflect.deleteProperty(process.stdout, 'isTTY');
    }
    expect(output().toString()).toContain("password='•••'");
    expect(output().toString()).not.toContain('S3cret');
  });
});
