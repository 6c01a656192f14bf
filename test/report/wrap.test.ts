import { expect, test } from 'vitest';
import { reportWidth, wrap } from '../../src/report/wrap.ts';

test.each([
  ['one two three', 7, ['one two', 'three']],
  ['one', 40, ['one']],
  ['', 40, []],
  ['  one\n two ', 40, ['one two']],
  ['abcdefgh', 3, ['abc', 'def', 'gh']],
  ['x abcdefgh y', 4, ['x', 'abcd', 'efgh', 'y']],
  ['表表表', 4, ['表表', '表']],
])('%j in %d columns', (text, width, lines) => {
  expect(wrap(text, width)).toEqual(lines);
});

test.each([
  [undefined, 100],
  [20, 40],
  [80, 80],
  [300, 120],
])('a terminal of %s columns gives a report of %d', (columns, width) => {
  expect(reportWidth(columns)).toBe(width);
});
