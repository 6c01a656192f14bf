import type { Workspace } from '../../language.ts';
import { perWorkspace } from '../../path-index.ts';
import { ModuleResolver } from './modules.ts';

/** Longer files are no one's source. */
const MAX_FILE = 4 * 1024 * 1024;
const SPECIFIER = /(?:\bfrom\s*|\bimport\s*(?:\(\s*)?|\brequire\s*\(\s*)(['"])([^'"\n\\]{1,200})\1/g;

/** For each file of a workspace those that import it, in order. */
const importersIn = perWorkspace((workspace: Workspace): ReadonlyMap<string, readonly string[]> => {
  const importers = new Map<string, string[]>();
  const resolver = new ModuleResolver(workspace);
  for (const path of workspace.paths) {
    if (workspace.languageOf(path) !== 'typescript') continue;
    const text = workspace.read(path)?.text;
    if (text === undefined || text.length > MAX_FILE) continue;
    for (const match of text.matchAll(SPECIFIER)) {
      const target = resolver.resolve(path, match[2]!);
      if (target === undefined) continue;
      const list = importers.get(target);
      if (list) list.push(path);
      else importers.set(target, [path]);
    }
  }
  return importers;
});

/** The files that import a file, in order. */
export function importersOf(path: string, workspace: Workspace): readonly string[] {
  const found = importersIn(workspace).get(path) ?? [];
  workspace.looked?.('importers', path, () => found.join('\u0000'));
  return found;
}
