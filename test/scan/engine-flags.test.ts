import { expect, test } from 'vitest';
import { engineFlags } from '../../src/scan/engine-flags.ts';

test.each([
  ['nothing to parse', 0, '20.20.2', []],
  ['a hook', 49, '20.20.2', []],
  ['a large scan', 50, '20.20.2', ['--interrupt-budget=600000', '--max-inlined-bytecode-size-cumulative=200']],
  ['a large scan where V8 has a compiler in between', 50, '22.23.5', []],
])('%s', (_, files, version, expected) => {
  expect(engineFlags(files, version)).toEqual(expected);
});
