import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const inBase64 = ({ path, content }) => ({ path: path.toString('base64'), content: content.toString('base64'), shown: path.toString() });

/** Writes a case that failed to a file, and gives its path. @param failure its kind and message */
export function save(folder, input, failure) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${input.target}-${input.seed}-${input.iteration}.json`);
  writeFileSync(file, `${JSON.stringify({ failure, ...input, files: input.files.map(inBase64) }, null, 1)}\n`);
  return file;
}

/** A case as it was saved. */
export function load(file) {
  const saved = JSON.parse(readFileSync(file, 'utf8'));
  const fromBase64 = (text) => Buffer.from(text, 'base64');
  return { ...saved, files: saved.files.map(({ path, content }) => ({ path: fromBase64(path), content: fromBase64(content) })) };
}
