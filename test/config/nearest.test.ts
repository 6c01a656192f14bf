import { expect, test } from 'vitest';
import { nearest } from '../../src/config/nearest.ts';

const WORDS = ['migrate', 'explain', 'scan', 'warning', 'zsh', 'fish'];

test.each([
  ['migrat', 'migrate'],
  ['explian', 'explain'],
  ['SCAN', 'scan'],
  ['warn', 'warning'],
  ['fsh', 'fish'],
])('%s may mean %s', (word, meant) => expect(nearest(word, WORDS)).toBe(meant));

test.each(['report', 'x', '', 'wa', 'a'.repeat(10_000)])('%s means none of them', (word) => expect(nearest(word, WORDS)).toBeUndefined());
