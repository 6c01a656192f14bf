import { posix } from 'node:path';
import { baseName, byCodeUnit, folderOf } from '../files/paths.ts';
import type { LanguageId } from '../http/call.ts';
import { pathsNamed } from '../languages/path-index.ts';
import { append } from './append.ts';
import { Partition } from './partition.ts';
import type { Script } from './scripts.ts';
import type { Selection } from './select.ts';
import type { FileWorkspace } from './workspace.ts';

/** Scripts that hang together: what is found in them depends on no script of another group. */
export interface Group {
  /** The first of its paths: a name that does not change with what the scripts hold. */
  readonly name: string;
  /** What is parsed, by language, both in order. */
  readonly selected: ReadonlyMap<LanguageId, readonly string[]>;
  /** All that hangs together with it, in order: scripts that are not parsed themselves, settings that scripts source. */
  readonly members: readonly string[];
  /** How many scripts are parsed, and their bytes. */
  readonly scripts: number;
  readonly weight: number;
}

/** Where a file of one name stands in so many places that none of them can be meant. */
const MAX_NAMESAKES = 16;
/** Files that make a folder one project of JavaScript. */
const MANIFESTS = ['package.json', 'tsconfig.json', 'jsconfig.json', 'deno.json', 'appsscript.json', '.clasp.json'];

/** The files that a shell script can mean by a path: those below the nearest folder in which there is one; else wherever there is one. */
function sourcedBy({ path }: Script, sourced: string, workspace: FileWorkspace): readonly string[] {
  const candidates = pathsNamed(baseName(sourced), workspace).filter((candidate) => `/${candidate}`.endsWith(`/${sourced}`));
  if (candidates.length < 2) return candidates;
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    if (!workspace.has(posix.join(folder, sourced))) continue;
    return candidates.filter((candidate) => candidate.startsWith(`${folder}/`));
  }
  if (workspace.has(sourced) || candidates.length <= MAX_NAMESAKES) return candidates;
  const top = path.slice(0, path.indexOf('/') + 1);
  return candidates.filter((candidate) => candidate.startsWith(top));
}

/**
 * Python files in one folder, or in one below the other, see each other's classes and share what a folder's scripts may cost; imports tie the others.
 * @param scripts those that run, and all that they import
 */
function joinPython(partition: Partition, scripts: readonly Script[], selection: Selection, workspace: FileWorkspace): void {
  const folders = new Map<string, string>();
  for (const { path } of scripts) {
    const folder = folderOf(path);
    const first = folders.get(folder);
    if (first === undefined) folders.set(folder, path);
    else partition.join(first, path);
  }
  for (const [folder, path] of folders) {
    for (let above = folder; above !== ''; ) {
      above = folderOf(above);
      const other = folders.get(above);
      if (other !== undefined) partition.join(path, other);
    }
  }
  for (const script of scripts) {
    for (const other of selection.graph.imports(script)) partition.join(script.path, other.path);
    for (const reference of script.references) {
      if (reference.startsWith('.')) continue;
      // A source root beside the script, or above it.
      for (let above = folderOf(script.path); ; above = folderOf(above)) {
        for (const end of ['.py', '/__init__.py']) {
          const module = posix.join(above, 'src', reference) + end;
          if (workspace.has(module)) partition.join(script.path, module);
        }
        if (above === '') break;
      }
    }
  }
}

function projectOf(folder: string, workspace: FileWorkspace, known: Map<string, string | undefined>): string | undefined {
  if (known.has(folder)) return known.get(folder);
  const isProject = MANIFESTS.some((name) => workspace.has(posix.join(folder, name)));
  const project = isProject ? folder : folder === '' ? undefined : projectOf(folderOf(folder), workspace, known);
  known.set(folder, project);
  return project;
}

/** Scripts of one project see each other's names, whatever they import; outside of any, those of one folder; imports and packages tie the others. */
function joinTypeScript(partition: Partition, scripts: readonly Script[], { graph }: Selection, workspace: FileWorkspace): void {
  const projects = new Map<string, string | undefined>();
  const nameOf = (folder: string): string => `project ${projectOf(folder, workspace, projects) ?? folder}`;
  const packages = packageFolders(workspace);
  for (const script of scripts) {
    const own = nameOf(folderOf(script.path));
    partition.join(script.path, own);
    for (const other of graph.imports(script)) {
      partition.join(script.path, other.path);
      partition.join(own, nameOf(folderOf(other.path)));
    }
    for (const reference of script.references) {
      const folder = packages.get(reference.split('/', reference.startsWith('@') ? 2 : 1).join('/'));
      if (folder !== undefined) partition.join(own, nameOf(folder));
    }
  }
}

function packageFolders(workspace: FileWorkspace): Map<string, string> {
  const packages = new Map<string, string>();
  for (const path of pathsNamed('package.json', workspace)) {
    if (path.includes('node_modules/')) continue;
    const result = workspace.look(path);
    const name = result && 'bytes' in result ? /"name"\s*:\s*"([^"\\]{1,200})"/.exec(result.bytes.toString('utf8'))?.[1] : undefined;
    if (name !== undefined && !packages.has(name)) packages.set(name, folderOf(path));
  }
  return packages;
}

/** The scripts of a language that take part: those that are parsed, those they use, and those that use them. */
function taking(language: LanguageId, { chosen, scripts, graph }: Selection): Script[] {
  const own = [...chosen].filter((script) => script.language === language);
  if (own.length === 0) return [];
  if (language === 'python') return [...graph.used(own)];
  return language === 'typescript' ? scripts.filter((script) => script.language === language) : [...graph.used(own)];
}

/**
 * Divides what is parsed into groups that can be parsed and judged one by one. What leads from one script to another is read off the texts; where it
 * cannot be told, more is put together.
 */
export function groupsOf(selection: Selection, workspace: FileWorkspace): Group[] {
  const partition = new Partition();
  const shell = taking('shell', selection);
  for (const script of shell) {
    for (const sourced of script.sources) {
      for (const path of sourcedBy(script, sourced, workspace)) partition.join(script.path, path);
    }
    for (const reference of script.embedded) {
      for (const module of selection.graph.meant(reference, script, 'python')) partition.join(script.path, module.path);
    }
  }
  const python = taking('python', selection);
  if (python.length > 0) joinPython(partition, python, selection, workspace);
  const typescript = taking('typescript', selection);
  if (typescript.length > 0) joinTypeScript(partition, typescript, selection, workspace);

  const parts = new Map<string, Script[]>();
  for (const script of selection.chosen) append(parts, partition.of(script.path), script);
  const members = new Map<string, string[]>();
  for (const path of partition.items()) {
    const part = partition.of(path);
    if (parts.has(part) && workspace.has(path)) append(members, part, path);
  }
  return [...parts]
    .map(([part, scripts]) => groupOf(scripts, members.get(part) ?? []))
    .sort((left, right) => byCodeUnit(left.name, right.name));
}

function groupOf(scripts: readonly Script[], members: readonly string[]): Group {
  const selected = new Map<LanguageId, string[]>();
  for (const { path, language } of [...scripts].sort((left, right) => byCodeUnit(left.path, right.path))) append(selected, language, path);
  const all = [...new Set([...scripts.map(({ path }) => path), ...members])].sort(byCodeUnit);
  return {
    name: all[0]!,
    selected: new Map([...selected].sort(([left], [right]) => byCodeUnit(left, right))),
    members: all,
    scripts: scripts.length,
    weight: scripts.reduce((sum, { size }) => sum + size, 0),
  };
}
