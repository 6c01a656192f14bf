import { execFileSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/files/decode.ts';
import { hunksOf } from '../../src/migrate/diff.ts';
import { applyOrdered, orderEdits } from '../../src/migrate/edits.ts';
import { encode } from '../../src/migrate/encode.ts';
import type { Edit } from '../../src/migrate/plan.ts';
import { unifiedDiff } from '../../src/migrate/unified.ts';
import { temporaryFolder, temporaryRepository } from '../support/repository.ts';

function changeOf(file: string, before: Buffer, edits: readonly Edit[], created = false) {
  const source = sourceFromBytes(file, before);
  const ordered = orderEdits(source.text, edits);
  return { diffPath: file, created, source, before, edits: ordered, after: encode(applyOrdered(source.text, ordered), source)! };
}

const numbered = (count: number, end = '\n'): string => Array.from({ length: count }, (_, index) => `line ${index + 1}${end}`).join('');
const at = (text: string, part: string): number => text.indexOf(part);
const insert = (start: number, replacement: string): Edit => ({ start, end: start, replacement });
const replace = (text: string, part: string, replacement: string): Edit => ({
  start: at(text, part),
  end: at(text, part) + part.length,
  replacement,
});

const TWENTY = numbered(20);

describe('a diff', () => {
  test.each<[string, string, (text: string) => Edit[], string]>([
    [
      'a replacement and the lines around it',
      TWENTY,
      (text) => [replace(text, 'line 10', 'new 10')],
      '@@ -7,7 +7,7 @@\n line 7\n line 8\n line 9\n-line 10\n+new 10\n line 11\n line 12\n line 13\n',
    ],
    ['an insertion of a line', 'a\nb\n', () => [insert(2, 'x\n')], '@@ -1,2 +1,3 @@\n a\n+x\n b\n'],
    ['an insertion behind an indentation', 'a\n  b\n', () => [insert(4, 'x\n  ')], '@@ -1,2 +1,3 @@\n a\n+  x\n   b\n'],
    [
      'an insertion before a statement whose second line changes',
      'a \\\n  -u b\n',
      () => [insert(0, 'x\n'), { start: 6, end: 8, replacement: '-t' }],
      '@@ -1,2 +1,3 @@\n+x\n a \\\n-  -u b\n+  -t b\n',
    ],
    ['a deletion of a line', 'a\nb\nc\n', () => [{ start: 2, end: 4, replacement: '' }], '@@ -1,3 +1,2 @@\n a\n-b\n c\n'],
    ['two lines made one', 'a\nb\n', () => [{ start: 1, end: 2, replacement: ' ' }], '@@ -1,2 +1 @@\n-a\n-b\n+a b\n'],
    ['an empty file', '', () => [insert(0, 'x\n')], '@@ -0,0 +1 @@\n+x\n'],
    ['a file that becomes empty', 'x\n', () => [{ start: 0, end: 2, replacement: '' }], '@@ -1 +0,0 @@\n-x\n'],
    ['no final line end', 'a\nb', () => [insert(0, 'x\n')], '@@ -1,2 +1,3 @@\n+x\n a\n b\n\\ No newline at end of file\n'],
    ['a final line end added', 'a', () => [insert(1, '\n')], '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n'],
    ['a final line end taken', 'a\n', () => [{ start: 1, end: 2, replacement: '' }], '@@ -1 +1 @@\n-a\n+a\n\\ No newline at end of file\n'],
    ['what is written over itself', 'a\nb\n', (text) => [replace(text, 'a\nb', 'a\nc')], '@@ -1,2 +1,2 @@\n a\n-b\n+c\n'],
    ['nothing', 'a\n', () => [replace('a\n', 'a', 'a')], ''],
  ])('of %s', (_, text, edits, expected) => {
    const diff = unifiedDiff(changeOf('f.sh', Buffer.from(text), edits(text))).toString();
    expect(diff).toBe(expected && `--- a/f.sh\n+++ b/f.sh\n${expected}`);
  });

  test('keeps changes apart that are far from each other, and joins those that are near', () => {
    const edits = (...lines: number[]) =>
      orderEdits(
        TWENTY,
        lines.map((line) => replace(TWENTY, `line ${line}\n`, `new ${line}\n`)),
      );
    expect(hunksOf(TWENTY, edits(2, 12)).map(({ oldStart, oldCount }) => [oldStart, oldCount])).toEqual([
      [1, 5],
      [9, 7],
    ]);
    expect(hunksOf(TWENTY, edits(2, 9)).map(({ oldStart, oldCount }) => [oldStart, oldCount])).toEqual([[1, 12]]);
    expect(hunksOf(TWENTY, edits(2, 10)).length).toBe(2);
  });

  test('tells where each old line stands', () => {
    for (const hunk of hunksOf(TWENTY, orderEdits(TWENTY, [replace(TWENTY, 'line 10', 'x')])))
      for (const { kind, text, offset } of hunk.lines)
        expect(kind === '+' ? offset : TWENTY.slice(offset, offset! + text.length)).toBe(kind === '+' ? undefined : text);
  });
});

/** Applies a diff with git in a folder and gives the file. */
function gitApplies(folder: string, file: string, diff: Buffer): Buffer {
  execFileSync('git', ['apply', '--check', '-'], { cwd: folder, input: diff, stdio: ['pipe', 'ignore', 'pipe'] });
  execFileSync('git', ['apply', '-'], { cwd: folder, input: diff, stdio: ['pipe', 'ignore', 'ignore'] });
  return readFileSync(join(folder, file));
}

const CALL = '#!/bin/bash\necho one\ncurl -u "$a:$b" "$c"\necho two\n';
const EDITS = (text: string): Edit[] => [insert(at(text, 'curl'), 'ensure\n'), replace(text, '-u "$a:$b"', '--oauth2-bearer "$t"')];

describe('git apply takes it', () => {
  test.each([
    'plain.sh',
    'folder/inner folder/a script.sh',
    'with tab\there.sh',
    'größer €.sh',
    'größer mit Leerzeichen.sh',
    'quote".sh',
    'back\\slash.sh',
    "apostrophe's.sh",
    'new\nline.sh',
    '-dash.sh',
    'a/a/a.sh',
    'dev/null',
    'date 2024-01-01 10:00:00 +0000',
    ' leading and trailing ',
  ])('for a file named %j', (file) => {
    const change = changeOf(file, Buffer.from(CALL), EDITS(CALL));
    for (const folder of [temporaryRepository({ [file]: CALL }), temporaryFolder({ [file]: CALL })])
      expect(gitApplies(folder.path, file, unifiedDiff(change))).toEqual(change.after);
  });

  test.each<[string, Buffer]>([
    ['CRLF', Buffer.from(CALL.replaceAll('\n', '\r\n'))],
    ['CR alone', Buffer.from(CALL.replaceAll('\n', '\r'))],
    ['mixed line ends', Buffer.from(CALL.replace('\n', '\r\n'))],
    ['no final line end', Buffer.from(CALL.trimEnd())],
    ['a mark of UTF-8', Buffer.from(`\uFEFF${CALL}`)],
    ['Latin-1', Buffer.from(CALL.replace('one', 'größer'), 'latin1')],
    ['UTF-8', Buffer.from(CALL.replace('one', 'größer €𝄞'))],
    ['trailing white space', Buffer.from(CALL.replaceAll('\n', ' \t\n'))],
    ['lines that look like headings', Buffer.from(CALL.replace('echo one', '-- a/x.sh\n++ b/x.sh\n@@ -1 +1 @@'))],
    ['other line separators', Buffer.from(CALL.replace('one', '\u2028\u2029\v\f\x85'))],
  ])('for a file with %s', (_, before) => {
    const source = sourceFromBytes('a.sh', before);
    const change = changeOf('a.sh', before, EDITS(source.text));
    const folder = temporaryRepository({ 'a.sh': before });
    expect(gitApplies(folder.path, 'a.sh', unifiedDiff(change))).toEqual(change.after);
  });

  test('for a file that does not exist yet', () => {
    const change = { ...changeOf('lib/token.sh', Buffer.alloc(0), [insert(0, 'x\n')], true), before: undefined };
    const diff = unifiedDiff(change);
    expect(diff.toString()).toBe('--- /dev/null\n+++ b/lib/token.sh\n@@ -0,0 +1 @@\n+x\n');
    expect(gitApplies(temporaryRepository({ 'a.sh': '' }).path, 'lib/token.sh', diff)).toEqual(change.after);
  });

  test('for several files in one, from the folder that the names start in', () => {
    const folder = temporaryRepository({ 'sub/a b.sh': CALL, 'sub/ü.sh': CALL });
    const changes = ['a b.sh', 'ü.sh'].map((file) => changeOf(file, Buffer.from(CALL), EDITS(CALL)));
    gitApplies(join(folder.path, 'sub'), 'a b.sh', Buffer.concat(changes.map(unifiedDiff)));
    for (const { diffPath, after } of changes) expect(readFileSync(join(folder.path, 'sub', diffPath))).toEqual(after);
  });

  test('and keeps the mode', () => {
    const folder = temporaryRepository({ 'a.sh': CALL });
    chmodSync(join(folder.path, 'a.sh'), 0o755);
    folder.git('commit', '--quiet', '--all', '--message', 'Mode');
    gitApplies(folder.path, 'a.sh', unifiedDiff(changeOf('a.sh', Buffer.from(CALL), EDITS(CALL))));
    expect(folder.git('diff', '--summary')).toBe('');
  });
});

/** A generator that gives the same numbers each time. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >> 8) % limit;
  };
}

test.each(Array.from({ length: 40 }, (_, seed) => seed))('edits at any places make a diff that git applies (%i)', (seed) => {
  const next = numbers(seed + 1);
  const text = Array.from({ length: next(60) }, () => 'abc \n\n\r'[next(7)]!).join('');
  const edits: Edit[] = [];
  for (let start = next(5); start <= text.length; start += 1 + next(12)) {
    const end = Math.min(text.length, start + next(6));
    edits.push({ start, end, replacement: ['', 'x', '\n', 'x\n', '\ny', 'x\ny\n'][next(6)]! });
    start = end;
  }
  const change = changeOf('a.txt', Buffer.from(text), edits);
  const diff = unifiedDiff(change);
  if (change.before.equals(change.after)) expect(diff).toEqual(Buffer.alloc(0));
  else expect(gitApplies(temporaryFolder({ 'a.txt': change.before }).path, 'a.txt', diff)).toEqual(change.after);
});

test('a long file with many changes', () => {
  const text = numbered(200_000);
  const edits = Array.from({ length: 2000 }, (_, index) => insert(at(text, `line ${index * 90 + 1}\n`), 'x\n'));
  expect(hunksOf(text, orderEdits(text, edits)).length).toBe(2000);
});
