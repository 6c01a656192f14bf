import { baseName, folderOf } from '../files/paths.ts';
import type { Workspace } from './language.ts';

const made = new WeakMap<readonly string[], Map<unknown, unknown>>();

/**
 * What is worked out from a workspace as a whole, once for all who ask: a scan extracts in many parts. Workspaces that share their list of paths hold
 * the same files.
 */
export function perWorkspace<Result>(make: (workspace: Workspace) => Result): (workspace: Workspace) => Result {
  return (workspace) => {
    let known = made.get(workspace.paths);
    if (!known) made.set(workspace.paths, (known = new Map()));
    if (!known.has(make)) known.set(make, make(workspace.unwatched ?? workspace));
    return known.get(make) as Result;
  };
}

function grouped(paths: readonly string[], keyOf: (path: string) => string): Map<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const path of paths) {
    const key = keyOf(path);
    const group = groups.get(key);
    if (group) group.push(path);
    else groups.set(key, [path]);
  }
  return groups;
}

const byName = perWorkspace(({ paths }) => grouped(paths, baseName));
const byFolder = perWorkspace(({ paths }) => grouped(paths, folderOf));

const pythonFolders = perWorkspace(({ paths }) => {
  const folders = new Set<string>();
  for (const path of paths) {
    if (!path.endsWith('.py')) continue;
    for (let folder = folderOf(path); folder !== '' && !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
  }
  return folders;
});

const NONE: readonly string[] = [];

/** The paths that end in a base name, in order. */
export function pathsNamed(name: string, workspace: Workspace): readonly string[] {
  const found = byName(workspace).get(name) ?? NONE;
  workspace.looked?.('named', name, () => found.join('\u0000'));
  return found;
}

/** The files that stand in a folder itself, in order. @param folder without a slash at its end; empty for where the scan was started */
export function pathsIn(folder: string, workspace: Workspace): readonly string[] {
  const found = byFolder(workspace).get(folder) ?? NONE;
  workspace.looked?.('in', folder, () => found.join('\u0000'));
  return found;
}

/** Whether there is a Python file somewhere below a folder. */
export function holdsPython(folder: string, workspace: Workspace): boolean {
  const found = pythonFolders(workspace).has(folder);
  workspace.looked?.('python', folder, () => String(found));
  return found;
}
