import { isBinary } from '../files/decode.ts';
import { languageOfBytes } from '../files/detect.ts';
import { kindByName } from '../files/extensions.ts';
import { leftOutFolder } from '../files/left-out.ts';
import { baseName, byCodeUnit } from '../files/paths.ts';
import type { LanguageId } from '../http/call.ts';
import { append } from './append.ts';
import { mentionsJamf, searchable } from './prefilter.ts';
import { ReferenceGraph } from './reference-graph.ts';
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
    const result = workspace.look(path);
    if (!result || 'problem' in result) continue;
    const language = languageOfBytes(path, result.bytes);
    workspace.setLanguage(path, language);
    if (language && languages.has(language) && !isBinary(result.bytes)) found.push(inspect(path, language, result.bytes));
  }
  return found;
}

/** Whether a script reads a file of settings, of whatever name, that speaks of Jamf Pro. */
function readsJamfSettings(script: Script, byName: ReadonlyMap<string, readonly string[]>, workspace: FileWorkspace): boolean {
  if (script.language !== 'shell') return false;
  for (const name of script.references) {
    for (const path of byName.get(name) ?? []) {
      if (workspace.languageOf(path) === 'shell') continue;
      const result = workspace.look(path);
      if (result && 'bytes' in result && mentionsJamf(searchable(result.bytes))) return true;
    }
  }
  return false;
}

/**
 * The scripts that speak of Jamf Pro or use one that does. A shell script shares all its variables with what it sources, so there the use may be
 * indirect; a module that hands on another module's address names it, or names one that does.
 */
function awareScripts(scripts: readonly Script[], graph: ReferenceGraph, workspace: FileWorkspace): Set<Script> {
  const settings = new Map<string, string[]>();
  if (scripts.some((script) => script.language === 'shell')) {
    for (const path of workspace.paths) if (leftOutFolder(path) === undefined) append(settings, baseName(path), path);
  }
  const speaking = scripts.filter((script) => script.jamf || readsJamfSettings(script, settings, workspace));
  const shell = speaking.filter((script) => script.language === 'shell');
  return new Set([...graph.directUsers(speaking), ...graph.users(shell)]);
}

/** What is parsed, and how it hangs together. */
export interface Selection {
  /** Paths by language, both in order. */
  readonly selected: ReadonlyMap<LanguageId, readonly string[]>;
  readonly chosen: ReadonlySet<Script>;
  /** All scripts of these languages, those around the files to report on included. */
  readonly scripts: readonly Script[];
  readonly graph: ReferenceGraph;
}

/**
 * Chooses what is parsed: the targets that hold an HTTP client and have to do with Jamf Pro, themselves or through a script that they use
 * or are used by, and the scripts that use those.
 */
export function selectScripts(targets: readonly Script[], workspace: FileWorkspace): Selection {
  const candidates = targets.filter((script) => script.client);
  if (candidates.length === 0) return { selected: new Map(), chosen: new Set(), scripts: [], graph: new ReferenceGraph([]) };
  const languages = new Set(candidates.map((script) => script.language));
  const scripts = [...targets.filter((script) => languages.has(script.language)), ...neighbours(targets, languages, workspace)];
  const graph = new ReferenceGraph(scripts);
  const aware = awareScripts(scripts, graph, workspace);
  const concerned = graph.used(aware);
  const chosen = new Set(candidates.filter((script) => concerned.has(script)));
  for (const script of graph.users(chosen)) if (aware.has(script)) chosen.add(script);
  const selected = new Map<LanguageId, string[]>();
  for (const { path, language } of chosen) append(selected, language, path);
  for (const paths of selected.values()) paths.sort(byCodeUnit);
  return { selected: new Map([...selected].sort(([left], [right]) => byCodeUnit(left, right))), chosen, scripts, graph };
}
