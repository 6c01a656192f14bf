import { expect, test, vi } from 'vitest';
import { type Grammar, loadGrammar } from '../../../src/languages/tree-sitter/engine.ts';

test('after the engine has failed, it is not used again, and grammars are loaded into a new one', async () => {
  const bash = await loadGrammar('bash');
  const python = await loadGrammar('python');
  expect(await loadGrammar('bash')).toBe(bash);
  // No text at all stands for what nobody has thought of.
  expect(() => bash.parse(undefined as unknown as string)).toThrow('the bash grammar failed');
  expect(() => bash.parse('a b')).toThrow('failed before');
  expect(() => python.parse('a(b)')).toThrow('failed before');
  const again = await loadGrammar('bash');
  expect(again).not.toBe(bash);
  expect(again.parse('a b').root.type).toBe('program');
  expect((await loadGrammar('python')).parse('a(b)').root.type).toBe('module');
});

test.each(['bash', 'python'] as const)('deep nesting is no failure of %s', async (name) => {
  const grammar = await loadGrammar(name);
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
    ['{', '}'],
    ['"$(', ')"'],
    ['a=`', '`'],
  ]) {
    grammar.parse(`${open!.repeat(3000)}x${close!.repeat(3000)}`);
  }
  expect(await loadGrammar(name)).toBe(grammar);
});

test('a grammar is loaded for work that asks for it, which is then done anew', async () => {
  vi.resetModules();
  const { withGrammar } = await import('../../../src/languages/tree-sitter/engine.ts');
  let begun = 0;
  const idle = await withGrammar('bash', () => ++begun);
  expect(idle).toBe(1);
  const read = (grammar: Grammar): string => `${++begun} ${grammar.parse('echo').root.type}`;
  expect(await withGrammar('bash', read)).toBe('3 program');
  expect(await withGrammar('bash', read)).toBe('4 program');
});

test('what goes wrong in the work itself is not taken for a missing grammar', async () => {
  const { withGrammar } = await import('../../../src/languages/tree-sitter/engine.ts');
  const fail = (): never => {
    throw new RangeError('deep');
  };
  await expect(withGrammar('bash', fail)).rejects.toThrow('deep');
});
