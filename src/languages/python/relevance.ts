import type { SourceFile } from '../../files/source.ts';
import { namesOwnServer } from '../../http/vocabulary.ts';
import type { ModuleTable } from './values/modules.ts';

const JAMF = /jss|jamf|casper|uapi/i;
const SENDS =
  /requests|urllib|httplib|http\.client|http_client|httpx|aiohttp|pycurl|subprocess|os\.(?:system|p?open|exec|spawn)|popen|Popen|commands|pexpect|\bsh\b/;
const IMPORTS =
  /^[ \t]*(?:from[ \t]+(?=[\w.])(\.*)((?!\.)[\w.]*)[ \t]+import[ \t]+(\([^)]{0,2000}\)|[^\r\n]{0,400})|import[ \t]+([^\r\n]{1,300}))/gm;

interface Import {
  readonly file: string;
  readonly level: number;
  readonly module: string;
  readonly names: readonly string[];
}

/** The name by which other modules import a file. */
function stemOf(path: string): string {
  const module = path.replace(/\/__init__\.py$/, '').replace(/\.py$/, '');
  return module.slice(module.lastIndexOf('/') + 1);
}

function importsOf({ path, text }: SourceFile): Import[] {
  const result: Import[] = [];
  for (const match of text.matchAll(IMPORTS)) {
    if (match[4] !== undefined) {
      for (const part of match[4].split(',')) result.push({ file: path, level: 0, module: part.trim().split(/\s/)[0] ?? '', names: [] });
    } else {
      const names = (match[3] ?? '').split(/[(),\s]+/).filter((name) => /^\w+$/.test(name));
      result.push({ file: path, level: match[1]!.length, module: match[2] ?? '', names });
    }
  }
  return result;
}

function resolvesTo(table: ModuleTable, entry: Import, target: string): boolean {
  const found = table.resolve(entry.file, entry.level, entry.module);
  if (!('file' in found)) return false;
  return found.file === target || entry.names.some((name) => table.submodule(found.file, name) === target);
}

/**
 * The files that can have to do with Jamf Pro: those that name it, and those that import them, however indirectly. A request
 * to it can be made elsewhere too, but only on their behalf.
 */
export function concernedFiles(files: readonly SourceFile[], table: ModuleTable): Set<string> {
  const concerned = new Set(files.filter((file) => JAMF.test(file.text) || namesOwnServer(file.text)).map((file) => file.path));
  const byName = new Map<string, Import[]>();
  for (const file of files) {
    for (const entry of importsOf(file)) {
      for (const name of new Set([...entry.module.split('.'), ...entry.names])) {
        const known = byName.get(name);
        if (known) known.push(entry);
        else if (name !== '') byName.set(name, [entry]);
      }
    }
  }
  for (const path of concerned) {
    for (const entry of byName.get(stemOf(path)) ?? []) {
      if (!concerned.has(entry.file) && resolvesTo(table, entry, path)) concerned.add(entry.file);
    }
  }
  return concerned;
}

/** Whether a module may send requests itself. */
export function maySend(text: string): boolean {
  return SENDS.test(text);
}
