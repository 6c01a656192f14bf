import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { kindByName } from '../../src/files/extensions.ts';
import { removeLeftovers } from '../../src/migrate/leftovers.ts';
import { rootsOf, targetOf } from '../../src/migrate/target.ts';
import { temporaryPath, writeTemporary } from '../../src/migrate/temporaries.ts';
import { temporaryName } from '../../src/migrate/temporary-names.ts';
import { type WriteRequest, writeTogether } from '../../src/migrate/write.ts';
import { WriteError } from '../../src/migrate/write-error.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/repository.ts';

const OLD = Buffer.from('old\n');
const NEW = Buffer.from('new\n');

function request(folder: TemporaryFolder, file: string, before: Buffer | undefined = OLD, after = NEW): WriteRequest {
  return { file, target: join(folder.path, file), before, after };
}

const created = (folder: TemporaryFolder, file: string): WriteRequest => ({ ...request(folder, file), before: undefined });

function failureOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof WriteError) return error.failure;
    throw error;
  }
  return 'none';
}

const content = (folder: TemporaryFolder, file: string): string => readFileSync(join(folder.path, file), 'utf8');
const isRoot = process.getuid?.() === 0;

describe('a file that is written', () => {
  test.each([0o644, 0o755, 0o600, 0o4755, 0o6711])('keeps the mode %o', (mode) => {
    const folder = temporaryFolder({ 'a.sh': OLD });
    chmodSync(join(folder.path, 'a.sh'), mode);
    writeTogether([request(folder, 'a.sh')]);
    expect(statSync(join(folder.path, 'a.sh')).mode & 0o7777).toBe(mode);
    expect(content(folder, 'a.sh')).toBe('new\n');
    expect(readdirSync(folder.path)).toEqual(['a.sh']);
  });

  test.runIf(isRoot)('keeps its owner', () => {
    const folder = temporaryFolder({ 'a.sh': OLD });
    chownSync(join(folder.path, 'a.sh'), 1234, 2345);
    chmodSync(join(folder.path, 'a.sh'), 0o4750);
    writeTogether([request(folder, 'a.sh')]);
    expect(statSync(join(folder.path, 'a.sh'))).toMatchObject({ uid: 1234, gid: 2345, mode: 0o104750 });
  });

  test('is never open in between: who reads the old one goes on reading it', () => {
    const folder = temporaryFolder({ 'a.sh': OLD });
    linkSync(join(folder.path, 'a.sh'), join(folder.path, 'same'));
    writeTogether([request(folder, 'a.sh')]);
    expect(content(folder, 'same')).toBe('old\n');
  });
});

describe('is left as it was', () => {
  test.each<[string, (path: string) => void, string]>([
    ['a file of another content', (path) => writeFileSync(path, 'odd\n'), 'odd\n'],
    ['a file of another size', (path) => writeFileSync(path, 'longer\n'), 'longer\n'],
    ['a file that was replaced', (path) => writeFileSync(path, 'OLD\n'), 'OLD\n'],
  ])('%s', (_, change, expected) => {
    const folder = temporaryFolder({ 'a.sh': OLD });
    change(join(folder.path, 'a.sh'));
    expect(failureOf(() => writeTogether([request(folder, 'a.sh')]))).toBe('changed');
    expect(content(folder, 'a.sh')).toBe(expected);
    expect(readdirSync(folder.path)).toEqual(['a.sh']);
  });

  test('a file that has gone stays away', () => {
    const folder = temporaryFolder();
    expect(failureOf(() => writeTogether([request(folder, 'a.sh')]))).toBe('changed');
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test('a file that was to be new and is there', () => {
    const folder = temporaryFolder({ 'a.sh': OLD });
    expect(failureOf(() => writeTogether([created(folder, 'a.sh')]))).toBe('exists');
    expect(content(folder, 'a.sh')).toBe('old\n');
  });

  test('a folder', () => {
    const folder = temporaryFolder({ 'a.sh/b': OLD });
    expect(failureOf(() => writeTogether([request(folder, 'a.sh')]))).toBe('changed');
    expect(readdirSync(folder.path)).toEqual(['a.sh']);
  });
});

describe('several files', () => {
  test('are all written, new ones with their folders', () => {
    const folder = temporaryFolder({ 'a.sh': OLD, 'b/b.sh': OLD });
    writeTogether([request(folder, 'a.sh'), request(folder, 'b/b.sh'), created(folder, 'lib/x/token.sh')]);
    expect(['a.sh', 'b/b.sh', 'lib/x/token.sh'].map((file) => content(folder, file))).toEqual(['new\n', 'new\n', 'new\n']);
    expect(readdirSync(folder.path, { recursive: true }).sort()).toEqual(['a.sh', 'b', 'b/b.sh', 'lib', 'lib/x', 'lib/x/token.sh']);
    expect(statSync(join(folder.path, 'lib/x/token.sh')).mode & 0o111).toBe(0);
  });

  test.each<[string, (folder: TemporaryFolder) => WriteRequest]>([
    ['has changed', (folder) => request(folder, 'c.sh', Buffer.from('other\n'))],
    ['has gone', (folder) => request(folder, 'gone.sh')],
    ['was to be new', (folder) => created(folder, 'c.sh')],
    ['lies where no folder can be', (folder) => created(folder, 'a.sh/x/y.sh')],
  ])('none is written when one %s', (_, bad) => {
    const folder = temporaryFolder({ 'a.sh': OLD, 'c.sh': OLD });
    const good = [request(folder, 'a.sh'), created(folder, 'lib/x/token.sh')];
    for (const order of [
      [...good, bad(folder)],
      [bad(folder), ...good],
    ]) {
      expect(failureOf(() => writeTogether(order))).not.toBe('none');
      expect(readdirSync(folder.path, { recursive: true }).sort()).toEqual(['a.sh', 'c.sh']);
      expect([content(folder, 'a.sh'), content(folder, 'c.sh')]).toEqual(['old\n', 'old\n']);
    }
  });

  test('those already renamed are put back when a later one fails', () => {
    const folder = temporaryFolder({ 'a.sh': OLD, 'b.sh': OLD });
    chmodSync(join(folder.path, 'a.sh'), 0o751);
    // The second request finds, after both were prepared, that the first has taken its file's place.
    const twice = [created(folder, 'n.sh'), request(folder, 'a.sh'), request(folder, 'a.sh')];
    expect(failureOf(() => writeTogether(twice))).toBe('changed');
    expect(content(folder, 'a.sh')).toBe('old\n');
    expect(statSync(join(folder.path, 'a.sh')).mode & 0o777).toBe(0o751);
    expect(readdirSync(folder.path).sort()).toEqual(['a.sh', 'b.sh']);
  });
});

describe('a target', () => {
  const setting = () => {
    const folder = temporaryFolder({ 'root/a.sh': OLD, 'root/sub/b.sh': OLD, 'outside/c.sh': OLD });
    symlinkSync('sub/b.sh', join(folder.path, 'root/inner.sh'));
    symlinkSync('../outside/c.sh', join(folder.path, 'root/outer.sh'));
    symlinkSync('../outside', join(folder.path, 'root/elsewhere'));
    symlinkSync('nowhere', join(folder.path, 'root/broken.sh'));
    const at = (file: string, create = false) =>
      targetOf(join(folder.path, 'root', file), file, rootsOf([join(folder.path, 'root')]), create).slice(folder.path.length + 1);
    return { folder, at };
  };

  test.each([
    ['a.sh', 'root/a.sh'],
    ['inner.sh', 'root/sub/b.sh'],
    ['sub/../a.sh', 'root/a.sh'],
  ])('%s is %s', (file, expected) => {
    expect(setting().at(file)).toBe(expected);
  });

  test.each([
    ['outer.sh', 'outside-root'],
    ['elsewhere/c.sh', 'outside-root'],
    ['../outside/c.sh', 'outside-root'],
    ['broken.sh', 'unwritable'],
    ['sub', 'not-a-file'],
  ])('%s is refused: %s', (file, failure) => {
    expect(failureOf(() => setting().at(file))).toBe(failure);
  });

  test.each([
    ['new.sh', 'root/new.sh'],
    ['deep/er/new.sh', 'root/deep/er/new.sh'],
  ])('%s can be made', (file, expected) => {
    expect(setting().at(file, true)).toBe(expected);
  });

  test.each(['elsewhere/new.sh', 'elsewhere/deep/new.sh', '../new.sh'])('%s cannot be made', (file) => {
    expect(failureOf(() => setting().at(file, true))).toBe('outside-root');
  });

  test('a link that is written leads on, and what it leads to is new', () => {
    const { folder, at } = setting();
    writeTogether([{ file: 'inner.sh', target: join(folder.path, at('inner.sh')), before: OLD, after: NEW }]);
    expect(content(folder, 'root/sub/b.sh')).toBe('new\n');
    expect(content(folder, 'root/inner.sh')).toBe('new\n');
    expect(statSync(join(folder.path, 'root/sub/b.sh')).isFile()).toBe(true);
    expect(readdirSync(join(folder.path, 'root')).sort()).toEqual(['a.sh', 'broken.sh', 'elsewhere', 'inner.sh', 'outer.sh', 'sub']);
  });

  test('a file that is named makes its folder a root, and nothing else', () => {
    const { folder } = setting();
    expect(rootsOf([join(folder.path, 'root/sub/b.sh'), join(folder.path, 'none/at/all')])).toEqual([join(folder.path, 'root/sub')]);
  });
});

describe('what a killed run leaves', () => {
  const GONE = 4194305;
  const named = (id: number, part: number | 'claim' = 0): string => temporaryName(part).replace(`-${process.pid}-`, `-${id}-`);
  const elsewhere = named(GONE).replace(/[0-9a-f]{8}/, (own) => (own === '00000000' ? '11111111' : '00000000'));

  test('is removed, and nothing else', () => {
    const names = ['.unbasic-x.tmp', `${named(GONE)}.sh`, named(GONE).slice(1), elsewhere, named(process.ppid)];
    const folder = temporaryFolder(Object.fromEntries([named(GONE), named(GONE, 'claim'), ...names].map((name) => [name, ''])));
    const own = writeTemporary(folder.path, NEW, undefined);
    const removed = removeLeftovers([folder.path, folder.path, join(folder.path, 'gone')]);
    expect(removed.sort()).toEqual([named(GONE), named(GONE, 'claim')].map((name) => join(folder.path, name)).sort());
    expect(existsSync(own)).toBe(true);
    expect(readdirSync(folder.path).sort()).toEqual([...names, basename(own)].sort());
  });

  test.each([named(GONE), named(GONE, 'claim'), elsewhere])('is never scanned: %s', (name) => {
    expect(kindByName(`scripts/${name}`)).toBe('never');
  });

  test('a temporary file never takes the place of another', () => {
    const folder = temporaryFolder();
    const first = temporaryPath(folder.path);
    const number = Number(/-(\d+)\.tmp$/.exec(first)![1]) + 1;
    folder.write(temporaryName(number), 'mine');
    const path = writeTemporary(folder.path, NEW, undefined);
    expect(path).not.toContain(`-${number}.tmp`);
    expect(content(folder, temporaryName(number))).toBe('mine');
    renameSync(path, first);
  });
});

describe('what happens meanwhile', () => {
  test('a file that is a link by now is left, and so is what it leads to', () => {
    const folder = temporaryFolder({ 'root/a.sh': OLD, 'outside.sh': OLD });
    rmSync(join(folder.path, 'root/a.sh'));
    symlinkSync('../outside.sh', join(folder.path, 'root/a.sh'));
    expect(failureOf(() => writeTogether([request(folder, 'root/a.sh')]))).toBe('changed');
    expect(content(folder, 'outside.sh')).toBe('old\n');
    expect(lstatSync(join(folder.path, 'root/a.sh')).isSymbolicLink()).toBe(true);
  });

  test.each<[string, boolean]>([
    ['a file', false],
    ['a new file', true],
  ])('%s in a folder that is a link by now is not written', (_, isNew) => {
    const folder = temporaryFolder({ 'root/sub/a.sh': OLD, 'outside/a.sh': OLD });
    rmSync(join(folder.path, 'root/sub'), { recursive: true });
    symlinkSync('../outside', join(folder.path, 'root/sub'));
    const bad = isNew ? created(folder, 'root/sub/new.sh') : request(folder, 'root/sub/a.sh');
    expect(failureOf(() => writeTogether([bad]))).toBe('changed');
    expect(readdirSync(join(folder.path, 'outside'))).toEqual(['a.sh']);
    expect(content(folder, 'outside/a.sh')).toBe('old\n');
  });

  test('a file that is by now what it was to become counts as written', () => {
    const folder = temporaryFolder({ 'a.sh': NEW, 'b.sh': OLD });
    const { ino } = statSync(join(folder.path, 'a.sh'));
    writeTogether([request(folder, 'a.sh'), request(folder, 'b.sh')]);
    expect(statSync(join(folder.path, 'a.sh')).ino).toBe(ino);
    expect(content(folder, 'b.sh')).toBe('new\n');
  });

  test('other names of a file keep the old content, and that is said', () => {
    const folder = temporaryFolder({ 'a.sh': OLD, 'b.sh': OLD });
    linkSync(join(folder.path, 'a.sh'), join(folder.path, 'same'));
    expect(writeTogether([request(folder, 'a.sh'), request(folder, 'b.sh')])).toEqual({ parted: ['a.sh'] });
    expect([content(folder, 'a.sh'), content(folder, 'same')]).toEqual(['new\n', 'old\n']);
  });
});
