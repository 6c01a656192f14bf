import { posix } from 'node:path';
import { baseName, folderOf } from '../files/paths.ts';
import type { LanguageId } from '../http/call.ts';
import { append } from './append.ts';
import { modulePath } from './references.ts';
import type { Script } from './scripts.ts';

/** The scripts of one language by the names under which others refer to them. */
class ScriptIndex {
  private readonly byPath = new Map<string, Script[]>();
  private readonly byName = new Map<string, Script[]>();

  add(script: Script): void {
    const path = script.language === 'shell' ? script.path : modulePath(script.path);
    append(this.byPath, path, script);
    append(this.byName, baseName(path), script);
  }

  /** The scripts that a reference can mean: for a module the nearest one above the script, else any whose path ends so. */
  find(reference: string, from: Script): readonly Script[] {
    if (from.language === 'shell') return this.byName.get(reference) ?? [];
    const folder = folderOf(from.path);
    if (reference.startsWith('.')) return this.byPath.get(posix.join(folder, reference).replace(/^\.$|\/$/, '')) ?? [];
    const name = baseName(reference);
    // Most modules are not in the repository: no folder has to be asked for them.
    if (!this.byName.has(name)) return [];
    for (let above = folder; ; above = folderOf(above)) {
      const found = this.byPath.get(posix.join(above, reference));
      if (found) return found;
      if (above === '') break;
    }
    const inside = reference.replace(/^[@~]\w*\//, '');
    if (!inside.includes('/')) return [];
    return (this.byName.get(baseName(inside)) ?? []).filter((script) => modulePath(script.path).endsWith(`/${inside}`));
  }
}

/** Which scripts source or import which. */
export class ReferenceGraph {
  private readonly uses = new Map<Script, Script[]>();
  private readonly usedBy = new Map<Script, Script[]>();

  constructor(scripts: readonly Script[]) {
    const indexes = new Map<LanguageId, ScriptIndex>();
    for (const script of scripts) {
      let index = indexes.get(script.language);
      if (!index) {
        index = new ScriptIndex();
        indexes.set(script.language, index);
      }
      index.add(script);
    }
    for (const script of scripts) {
      for (const reference of script.references) {
        for (const other of indexes.get(script.language)?.find(reference, script) ?? []) {
          if (other === script) continue;
          append(this.uses, script, other);
          append(this.usedBy, other, script);
        }
      }
    }
  }

  /** The scripts themselves and all that they refer to, however indirectly. */
  used(by: Iterable<Script>): Set<Script> {
    return closure(by, this.uses);
  }

  /** The scripts themselves and all that refer to them, however indirectly. */
  users(of: Iterable<Script>): Set<Script> {
    return closure(of, this.usedBy);
  }

  /** The scripts themselves and those that name one of them. */
  directUsers(of: Iterable<Script>): Set<Script> {
    const scripts = [...of];
    return new Set([...scripts, ...scripts.flatMap((script) => this.usedBy.get(script) ?? [])]);
  }
}

function closure(start: Iterable<Script>, edges: ReadonlyMap<Script, readonly Script[]>): Set<Script> {
  const reached = new Set(start);
  for (const script of reached) for (const next of edges.get(script) ?? []) reached.add(next);
  return reached;
}
