import { describe, expect, it } from 'vitest';
import { matchGlob, matchGlobAtEnd, readGlob } from '../../../../src/languages/shell/values/glob.ts';

const fromStart: readonly (readonly [pattern: string, text: string, longest: number, shortest: number])[] = [
  ['*', 'abc', 3, 0],
  ['*/', 'a/b/c', 4, 2],
  ['?', 'abc', 1, 1],
  ['a*c', 'abcbc', 5, 3],
  ['[a-c]?', 'bcd', 2, 2],
  ['[!a]', 'abc', -1, -1],
  ['[[:digit:]]*', '1a', 2, 1],
  ['\\*', '*a', 1, 1],
  ['\\*', 'aa', -1, -1],
  ['[', '[a', 1, 1],
  ['', 'abc', 0, 0],
  ['abcd', 'abc', -1, -1],
  ['**a**', 'bab', 3, 2],
  ['a.c', 'abc', -1, -1],
];

const atEnd: readonly (readonly [pattern: string, text: string, longest: number, shortest: number])[] = [
  ['/*', 'a/b/c', 4, 2],
  ['/', 'a/', 1, 1],
  ['/', 'a/b', -1, -1],
  ['*', 'ab', 2, 0],
  ['[0-9]*', 'a12', 2, 1],
];

describe('shell patterns', () => {
  it.each(fromStart)('%s at the start of %s', (pattern, text, longest, shortest) => {
    expect([matchGlob(readGlob(pattern)!, text, 0, true), matchGlob(readGlob(pattern)!, text, 0, false)]).toEqual([longest, shortest]);
  });

  it.each(atEnd)('%s at the end of %s', (pattern, text, longest, shortest) => {
    expect([matchGlobAtEnd(readGlob(pattern)!, text, true), matchGlobAtEnd(readGlob(pattern)!, text, false)]).toEqual([longest, shortest]);
  });

  it('no text makes a pattern with many wildcards go through it again and again', () => {
    expect(matchGlob(readGlob(`${'*a'.repeat(90)}*b`)!, 'a'.repeat(4000), 0, true)).toBe(-1);
  });
});
