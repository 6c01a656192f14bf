import { posix } from 'node:path';
import { skeleton } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import type { Workspace } from '../language.ts';
import { pathsNamed } from '../path-index.ts';

/** The files of the workspace that a `source` argument can mean: relative to the script, to a folder above it, or by a unique ending. */
export function resolveSourced(path: Value, from: string, workspace: Workspace): string[] {
  const found = new Set<string>();
  for (const sequence of path.alternatives) {
    const whole = skeleton(sequence);
    const known = whole.slice(whole.lastIndexOf('\u0000') + 1).replace(/^\/+/, '');
    if (known === '' || known.endsWith('/')) continue;
    const target = resolveOne(known, whole.startsWith('/'), from, workspace);
    if (target) found.add(target);
  }
  return [...found];
}

function resolveOne(known: string, isAbsolute: boolean, from: string, workspace: Workspace): string | undefined {
  let folder = posix.dirname(from);
  for (;;) {
    const candidate = posix.normalize(posix.join(folder, known));
    if (workspace.has(candidate)) return candidate;
    if (folder === '.' || folder === '/' || folder === '') break;
    folder = posix.dirname(folder);
  }
  let ending = posix.normalize(known).replace(/^(?:\.\.\/)+/, '');
  const candidates = pathsNamed(posix.basename(known), workspace);
  for (;;) {
    const matches = candidates.filter((path) => `/${path}`.endsWith(`/${ending}`));
    if (matches.length > 0) return matches.length === 1 ? matches[0] : undefined;
    // Where a file is installed under another folder than in the repository, its last folders may still tell.
    const slash = ending.indexOf('/');
    if (!isAbsolute || slash < 0 || !ending.slice(slash + 1).includes('/')) return undefined;
    ending = ending.slice(slash + 1);
  }
}
