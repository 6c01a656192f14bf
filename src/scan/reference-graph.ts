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

  /** The scripts of a name. */
  named(name: string): readonly Script[] {
    return this.byName.get(name) ?? [];
  }

  /** The scripts that a reference can mean: for a module the nearest one above the script, else any whose path ends so. */
  find(reference: string, from: Pick<Script, 'path' | 'language'>): readonly Script[] {
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

/**
 * Which scripts source or import which. Shell scripts are tied by names alone, and a name can be that of thousands: their ties go by way of the names.
 */
export class ReferenceGraph {
  private readonly indexes = new Map<LanguageId, ScriptIndex>();
  private readonly uses = new Map<Script, Script[]>();
  private readonly usedBy = new Map<Script, Script[]>();
  /** The shell scripts that name a file, by its name. */
  private readonly naming = new Map<string, Script[]>();

  constructor(scripts: readonly Script[]) {
    for (const script of scripts) {
      let index = this.indexes.get(script.language);
      if (!index) {
        index = new ScriptIndex();
        this.indexes.set(script.language, index);
      }
      index.add(script);
    }
    for (const script of scripts) {
      for (const reference of script.references) {
        if (script.language === 'shell') {
          append(this.naming, reference, script);
          continue;
        }
        for (const other of this.meant(reference, script)) {
          append(this.uses, script, other);
          append(this.usedBy, other, script);
        }
      }
    }
  }

  /** The scripts of a language that a reference can mean where it stands in a script. */
  meant(reference: string, from: Script, language: LanguageId = from.language): readonly Script[] {
    const found = this.indexes.get(language)?.find(reference, { path: from.path, language }) ?? [];
    return found.includes(from) ? found.filter((script) => script !== from) : found;
  }

  /** What a module refers to itself. */
  imports(script: Script): readonly Script[] {
    return this.uses.get(script) ?? [];
  }

  /** The scripts themselves and all that they refer to, however indirectly. */
  used(by: Iterable<Script>): Set<Script> {
    return closure(by, this.uses, ({ references }, language) => references.map((name) => [name, this.meantByName(name, language)]));
  }

  /** The scripts themselves and all that refer to them, however indirectly. */
  users(of: Iterable<Script>): Set<Script> {
    return closure(of, this.usedBy, ({ path }) => [[baseName(path), this.naming.get(baseName(path)) ?? []]]);
  }

  /** The scripts themselves and those that name one of them. */
  directUsers(of: Iterable<Script>): Set<Script> {
    const scripts = [...of];
    const users = scripts.flatMap((script) => (script.language === 'shell' ? [] : (this.usedBy.get(script) ?? [])));
    const names = new Set(scripts.filter(({ language }) => language === 'shell').map(({ path }) => baseName(path)));
    return new Set([...scripts, ...users, ...[...names].flatMap((name) => this.naming.get(name) ?? [])]);
  }

  private meantByName(name: string, language: LanguageId): readonly Script[] {
    return this.indexes.get(language)?.named(name) ?? [];
  }
}

type Named = readonly (readonly [name: string, scripts: readonly Script[]])[];

/** All that can be reached; a name leads to the same scripts wherever it stands, so it is followed once. */
function closure(
  start: Iterable<Script>,
  edges: ReadonlyMap<Script, readonly Script[]>,
  byName: (script: Script, language: LanguageId) => Named,
): Set<Script> {
  const reached = new Set(start);
  const followed = new Set<string>();
  for (const script of reached) {
    for (const next of edges.get(script) ?? []) reached.add(next);
    if (script.language !== 'shell') continue;
    for (const [name, scripts] of byName(script, script.language)) {
      if (followed.has(name)) continue;
      followed.add(name);
      for (const next of scripts) reached.add(next);
    }
  }
  return reached;
}
