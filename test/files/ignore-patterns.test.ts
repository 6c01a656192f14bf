import { expect, test } from 'vitest';
import { isBounded } from '../../src/files/bounded-patterns.ts';
import { IgnorePatterns } from '../../src/files/ignore-patterns.ts';

test.each(['', '*.sh', '**/a/**/b', 'a*b*c*d*e*f', '/x/**/**/y/', '!*.test.*.ts', '*****'])('%s is bounded', (pattern) => {
  expect(isBounded(pattern)).toBe(true);
});

test.each(['*a*a*a*a*a*a', '**/a/**/a/**/a/**/b', 'x'.repeat(1001)])('%s is not', (pattern) => {
  expect(isBounded(pattern)).toBe(false);
  expect(new IgnorePatterns([pattern]).test(pattern.replaceAll('*', 'a')).ignored).toBe(false);
});

test('the others go on working, and what lies too deep matches nothing', () => {
  const patterns = new IgnorePatterns(['**/a/**/a/**/a/**/b', '*.log', '!keep.log', 'x/**/a/**/a/**/b']);
  expect(patterns.test('y.log')).toMatchObject({ ignored: true });
  expect(patterns.test('keep.log')).toMatchObject({ ignored: false, unignored: true });
  expect(patterns.test(`x/${'a/'.repeat(60)}c`)).toMatchObject({ ignored: false });
  expect(patterns.test(`${'a/'.repeat(500)}y.log`)).toEqual({ ignored: false, unignored: false });
});
