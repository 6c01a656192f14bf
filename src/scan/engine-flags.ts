import v8 from 'node:v8';

/** With fewer files than this nothing becomes hot. */
const FEW_FILES = 50;

/**
 * V8 11, of Node 20, optimises this code so eagerly, and with so much inlined, that the compiler takes as much processor time as the scan. These
 * make it wait for what is really hot. Measured in test/bench/README.md; later versions have a compiler in between.
 */
const PATIENT = ['--interrupt-budget=600000', '--max-inlined-bytecode-size-cumulative=200'];

/** What V8 is told for so many files to parse. */
export function engineFlags(files: number, nodeVersion = process.versions.node): readonly string[] {
  return files < FEW_FILES || Number.parseInt(nodeVersion, 10) > 20 ? [] : PATIENT;
}

/** Sets V8 up for so many files to parse. */
export function prepareEngine(files: number): void {
  for (const flag of engineFlags(files)) v8.setFlagsFromString(flag);
}
