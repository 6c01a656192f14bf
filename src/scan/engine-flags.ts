import v8 from 'node:v8';

/** Below this many files, compiling the parsers' WebAssembly well costs more than it saves. */
const FEW_FILES = 50;

/**
 * On Node 20 a process waits at its exit, for over half a second, until V8 has optimised the parser's lexer. In a small run the quick
 * compiler alone is faster. To be called before any WebAssembly is loaded.
 */
export function prepareEngine(files: number, nodeVersion = process.versions.node): boolean {
  const quick = files > 0 && files < FEW_FILES && Number.parseInt(nodeVersion, 10) <= 20;
  if (quick) v8.setFlagsFromString('--liftoff-only');
  return quick;
}
