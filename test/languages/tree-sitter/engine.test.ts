import { expect, test } from 'vitest';
import { loadGrammar } from '../../../src/languages/tree-sitter/engine.ts';

/** What WebAssembly throws when it aborts, or reads outside its memory. */
function abort(): never {
  const error = new Error('memory access out of bounds');
  error.name = 'RuntimeError';
  throw error;
}

test('after the engine has failed, it is not used again, and grammars are loaded into a new one', async () => {
  const bash = await loadGrammar('bash');
  const python = await loadGrammar('python');
  expect(await loadGrammar('bash')).toBe(bash);
  expect(() => bash.withTree('a b', abort)).toThrow('out of bounds');
  expect(() => bash.withTree('a b', () => 1)).toThrow('failed before');
  expect(() => python.withTree('a(b)', () => 1)).toThrow('failed before');
  expect((await loadGrammar('bash')).withTree('a b', (root) => root.toString())).toContain('command_name');
  expect((await loadGrammar('python')).withTree('a(b)', (root) => root.toString())).toContain('call');
});

test('what a script makes the code around the parser throw is no failure of the engine', async () => {
  const bash = await loadGrammar('bash');
  expect(() =>
    bash.withTree('a b', () => {
      throw new RangeError('Maximum call stack size exceeded');
    }),
  ).toThrow(RangeError);
  expect(bash.withTree('a b', (root) => root.hasError)).toBe(false);
});
