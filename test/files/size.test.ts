import { expect, test } from 'vitest';
import { formatSize, parseSize } from '../../src/files/size.ts';

test.each([
  ['500', 500],
  ['2k', 2048],
  ['2 MB', 2 * 1024 ** 2],
  ['1.5MiB', 1.5 * 1024 ** 2],
  ['1g', 1024 ** 3],
  ['10b', 10],
])('%s is %d bytes', (written, bytes) => {
  expect(parseSize(written)).toBe(bytes);
});

test.each(['', '0', '-1', 'k', '2x', '2 mega', '1e3', 'Infinity', '99999999999g'])('%j is no size', (written) => {
  expect(parseSize(written)).toBeUndefined();
});

test.each([
  [812, '812 B'],
  [2048, '2 kB'],
  [3_565_158, '3.4 MB'],
  [2 * 1024 ** 3, '2 GB'],
])('%d reads %s', (bytes, expected) => {
  expect(formatSize(bytes)).toBe(expected);
});
