import v8 from 'node:v8';

/** V8 never optimises WebAssembly. Works at run time on Node 20, 22 and 24; `--liftoff-only` does not on 24. */
const QUICK = ['--wasm-tiering-budget=2000000000'];

/** Below this many files, compiling the parsers' WebAssembly well costs more than it saves. */
const FEW_FILES = 50;

/**
 * V8 11, of Node 20, optimises this code so eagerly, and with so much inlined, that the compiler takes as much processor time as the scan. These
 * make it wait for what is really hot. Measured in test/bench/README.md; later versions have a compiler in between.
 */
const PATIENT = ['--interrupt-budget=600000', '--max-inlined-bytecode-size-cumulative=200'];

/**
 * What V8 is told for so many files to parse. A process waits at its exit, for over half a second, until V8 has optimised the parser's lexer: in a
 * small run the quick compiler alone is faster.
 */
export function engineFlags(files: number, nodeVersion = process.versions.node): readonly string[] {
  if (files === 0) return [];
  if (files < FEW_FILES) return QUICK;
  return Number.parseInt(nodeVersion, 10) > 20 ? [] : PATIENT;
}

/** Sets V8 up for so many files to parse. To be called before any WebAssembly is loaded. */
export function prepareEngine(files: number): void {
  for (const flag of engineFlags(files)) v8.setFlagsFromString(flag);
}
