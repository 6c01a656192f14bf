import v8 from 'node:v8';

/**
 * V8 never optimises WebAssembly. A process waits at its exit, for over half a second, until the parser's lexer is optimised, and that takes hundreds
 * of megabytes; what it saves pays for itself in no scan. Works at run time on Node 20, 22 and 24; `--liftoff-only` does not on 24.
 */
const QUICK = ['--wasm-tiering-budget=2000000000'];

/** With fewer files than this nothing becomes hot. */
const FEW_FILES = 50;

/**
 * V8 11, of Node 20, optimises this code so eagerly, and with so much inlined, that the compiler takes as much processor time as the scan. These
 * make it wait for what is really hot. Measured in test/bench/README.md; later versions have a compiler in between.
 */
const PATIENT = ['--interrupt-budget=600000', '--max-inlined-bytecode-size-cumulative=200'];

/** What V8 is told for so many files to parse. */
export function engineFlags(files: number, nodeVersion = process.versions.node): readonly string[] {
  if (files === 0) return [];
  return files < FEW_FILES || Number.parseInt(nodeVersion, 10) > 20 ? QUICK : [...QUICK, ...PATIENT];
}

/** Sets V8 up for so many files to parse. To be called before any WebAssembly is loaded. */
export function prepareEngine(files: number): void {
  for (const flag of engineFlags(files)) v8.setFlagsFromString(flag);
}
