import { expect, test } from 'vitest';
import { engineFlags } from '../../src/scan/engine-flags.ts';

const QUICK = '--wasm-tiering-budget=2000000000';

test.each([
  ['nothing to parse', 0, '20.20.2', []],
  ['a hook', 1, '20.20.2', [QUICK]],
  ['a hook on a later version', 49, '24.22.3', [QUICK]],
  ['a large scan', 50, '20.20.2', [QUICK, '--interrupt-budget=600000', '--max-inlined-bytecode-size-cumulative=200']],
  ['a large scan where V8 has a compiler in between', 50, '22.23.5', [QUICK]],
])('%s', (_, files, version, expected) => {
  expect(engineFlags(files, version)).toEqual(expected);
});
