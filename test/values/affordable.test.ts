import { describe, expect, it } from 'vitest';
import { patternCost } from '../../src/values/affordable.ts';

const cheap: readonly (readonly [string, number])[] = [
  ['/$', 5000],
  ['^https?:\\/\\/', 5000],
  ['\\/+$', 3000],
  ['^(https?:)?([^/]+)(/.*)?$', 60],
  ['[*+?{]*', 3000],
  ['\\(.*\\)', 2000],
  ['(ab)+', 1000],
  ['a{2,}', 1000],
  ['', 5000],
];
const dear: readonly (readonly [string, number])[] = [
  ['(a+)+$', 30],
  ['(a|a)*b', 30],
  ['(a?)*b', 30],
  ['(?:a|b|ab)+', 30],
  ['(a*){9}', 30],
  ['.*a.*a.*b', 1000],
  ['a*a*', 4000],
  ['a?'.repeat(40), 40],
  ['(a)\\1*', 10],
  ['(?<x>a*)\\k<x>', 10],
  ['x*', 100_000],
  ['a'.repeat(2000), 10],
];

describe('regular expressions that scripts bring along', () => {
  it.each(cheap)('%s is run on %i characters', (source, length) => {
    expect(patternCost(source, length)).toBeGreaterThan(0);
  });

  it.each(dear)('%s is not run on %i characters', (source, length) => {
    expect(patternCost(source, length)).toBeUndefined();
  });
});
