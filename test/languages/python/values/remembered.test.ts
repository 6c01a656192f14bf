import { expect, test } from 'vitest';
import { remembered } from '../../../../src/languages/python/values/remembered.ts';

test('works once for each text, and forgets before there are too many', () => {
  const worked: string[] = [];
  const length = remembered((text) => {
    worked.push(text);
    return text.length;
  });
  expect([length(''), length('ab'), length(''), length('ab')]).toEqual([0, 2, 0, 2]);
  expect(worked).toEqual(['', 'ab']);
  for (let index = 0; index < 10_000; index++) length(String(index));
  expect(length('ab')).toBe(2);
  expect(worked.filter((text) => text === 'ab')).toHaveLength(2);
});
