import { basename } from 'node:path';
import { reportPath } from '../files/paths.ts';
import { readSmall } from '../files/read-small.ts';
import type { Located } from '../rules/located.ts';
import { packageKey, parseWithLines } from './parse.ts';
import type { Settings } from './settings.ts';

/** The line of a key, or of the item of a list that has this text. */
function lineOf(node: Located | undefined, [key, ...rest]: readonly string[]): number | undefined {
  if (key === undefined) return node?.line;
  if (node?.kind === 'list') return node.items.find((item) => item.kind === 'scalar' && item.value === key)?.line;
  const entry = node?.kind === 'map' ? node.entries.find((candidate) => candidate.key === key) : undefined;
  return entry && (rest.length === 0 ? entry.line : lineOf(entry.value, rest));
}

/** Where a key of the settings stands: the configuration file, and its line where that can be told. Slow: for complaints alone. */
export async function locateKey(settings: Settings, key: readonly string[]): Promise<{ file: string; line: number | undefined }> {
  for (const file of settings.files) {
    if (/\.[mc]?js$/.test(file)) continue;
    try {
      const node = await parseWithLines(file, readSmall(file).toString('utf8'));
      const line = lineOf(basename(file) === 'package.json' ? packageKey(node) : node, key);
      if (line !== undefined) return { file: reportPath(settings.cwd, file), line };
    } catch {
      // It was read before, so it is being changed at this very moment.
    }
  }
  const [first] = settings.files;
  return { file: first === undefined ? 'the configuration' : reportPath(settings.cwd, first), line: undefined };
}
