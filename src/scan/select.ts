import { isBinary } from '../files/decode.ts';
import { kindByName } from '../files/extensions.ts';
import { leftOutFolder } from '../files/left-out.ts';
import { baseName, byCodeUnit } from '../files/paths.ts';
import type { LanguageId } from '../http/call.ts';
import { mentionsJamf, searchable } from './prefilter.ts';
import { referenceName } from './references.ts';
import { inspect, type Script } from './scripts.ts';
import type { FileWorkspace } from './workspace.ts';

/** The scripts of the given languages that lie around the targets: they may call, or be called by, what the targets hold. */
function neighbours(targets: readonly Script[], languages: ReadonlySet<LanguageId>, workspace: FileWorkspace): Script[] {
  const known = new Set(targets.map((script) => script.path));
  const found: Script[] = [];
  for (const path of workspace.paths) {
    if (known.has(path) || leftOutFolder(path) !== undefined) continue;
    const kind = kindByName(path);
    if (kind === 'never' || (kind !== 'unsure' && !languages.has(kind))) continue;
    const result = workspace.bytesOf(path);
    const language = workspace.languageOf(path);
    if (result && 'bytes' in result && language && languages.has(language) && !isBinary(result.bytes)) {
      found.push(inspect(path, language, result.bytes));
    }
    workspace.forgetBytes(path);
  }
  return found;
}

function append<Key, Item>(lists: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** Which scripts refer to which, by the names of their files. */
class References {
  private readonly forward = new Map<Script, Script[]>();
  private readonly backward = new Map<Script, Script[]>();

  constructor(scripts: readonly Script[]) {
    const byName = new Map<string, Script[]>();
    for (const script of scripts) {
      const key = `${script.language} ${referenceName(script.language, script.path)}`;
      append(byName, key, script);
    }
    for (const script of scripts) {
      for (const name of script.references) {
        for (const other of byName.get(`${script.language} ${name}`) ?? []) {
          if (other === script) continue;
          append(this.forward, script, other);
          append(this.backward, other, script);
        }
      }
    }
  }

  /** The scripts themselves and all that they refer to, however indirectly. */
  used(by: Iterable<Script>): Set<Script> {
    return closure(by, this.forward);
  }

  /** The scripts themselves and all that refer to them, however indirectly. */
  users(of: Iterable<Script>): Set<Script> {
    return closure(of, this.backward);
  }
}

function closure(start: Iterable<Script>, edges: ReadonlyMap<Script, readonly Script[]>): Set<Script> {
  const reached = new Set(start);
  for (const script of reached) for (const next of edges.get(script) ?? []) reached.add(next);
  return reached;
}

/** Whether a script reads a file of settings, of whatever name, that speaks of Jamf Pro. */
function readsJamfSettings(script: Script, byName: ReadonlyMap<string, readonly string[]>, workspace: FileWorkspace): boolean {
  if (script.language !== 'shell') return false;
  for (const name of script.references) {
    for (const path of byName.get(name) ?? []) {
      if (workspace.languageOf(path) === 'shell') continue;
      const result = workspace.bytesOf(path);
      if (result && 'bytes' in result && mentionsJamf(searchable(result.bytes))) return true;
    }
  }
  return false;
}

/**
 * Chooses what is parsed: the targets that hold an HTTP client and have to do with Jamf Pro, themselves or through a script that they use
 * or are used by, and the scripts that use those. Nothing else can hold a call to the Classic API or a value that reaches one.
 */
export function selectScripts(targets: readonly Script[], workspace: FileWorkspace): Map<LanguageId, string[]> {
  const candidates = targets.filter((script) => script.client);
  const languages = new Set(candidates.map((script) => script.language));
  const scripts =
    candidates.length === 0
      ? []
      : [...targets.filter((script) => languages.has(script.language)), ...neighbours(targets, languages, workspace)];
  const references = new References(scripts);
  const settings = new Map<string, string[]>();
  if (languages.has('shell')) {
    for (const path of workspace.paths) {
      if (leftOutFolder(path) === undefined) append(settings, baseName(path), path);
    }
  }
  const aware = references.users(scripts.filter((script) => script.jamf || readsJamfSettings(script, settings, workspace)));
  const concerned = references.used(aware);
  const chosen = new Set(candidates.filter((script) => concerned.has(script)));
  for (const script of references.users(chosen)) if (aware.has(script)) chosen.add(script);
  const selected = new Map<LanguageId, string[]>();
  for (const { path, language } of chosen) append(selected, language, path);
  for (const paths of selected.values()) paths.sort(byCodeUnit);
  return new Map([...selected].sort(([left], [right]) => byCodeUnit(left, right)));
}
