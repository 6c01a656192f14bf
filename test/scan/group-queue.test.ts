import { expect, test } from 'vitest';
import type { LanguageId } from '../../src/http/call.ts';
import { forBothEnds, queueOf, take } from '../../src/scan/group-queue.ts';

const group = (language: LanguageId, weight: number) => ({ selected: new Map([[language, []]]), weight });

test('each end begins with the heaviest groups of its language, and light ones lie in between', () => {
  const groups = [
    group('shell', 1),
    group('shell', 5),
    group('python', 2),
    group('python', 4),
    group('python', 3),
    group('typescript', 1),
    group('typescript', 9),
  ];
  expect(forBothEnds([0, 1, 2, 3, 4, 5, 6], groups)).toEqual([6, 5, 3, 2, 4, 0, 1]);
});

test('a script of several languages counts as the one that costs most', () => {
  const mixed = {
    selected: new Map<LanguageId, string[]>([
      ['shell', []],
      ['typescript', []],
    ]),
    weight: 1,
  };
  expect(forBothEnds([0, 1, 2], [group('shell', 9), mixed, group('python', 9)])).toEqual([1, 2, 0]);
});

test('only what is open is in the order', () => {
  expect(forBothEnds([2], [group('shell', 1), group('shell', 2), group('shell', 3)])).toEqual([2]);
});

test.each([0, 1, 2, 7])('%i groups are each taken once, from whichever end', (count) => {
  const queue = queueOf(Array.from({ length: count }, (_, index) => index));
  const taken: (number | undefined)[] = [];
  for (let turn = 0; turn < count; turn++) taken.push(take(queue, turn % 3 === 0 ? 'front' : 'back'));
  expect(taken.toSorted()).toEqual(queue.order);
  expect(take(queue, 'front')).toBeUndefined();
  expect(take(queue, 'back')).toBeUndefined();
});
