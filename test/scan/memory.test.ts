import { expect, test } from 'vitest';
import { relieveMemory } from '../../src/scan/memory.ts';

test('garbage is collected only where there is much memory in use', () => {
  expect(relieveMemory(100 * 1024 * 1024)).toBe(false);
  expect(relieveMemory(64 * 1024 ** 3)).toBe(true);
});
