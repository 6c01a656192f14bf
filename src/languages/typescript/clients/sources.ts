import { posix } from 'node:path';
import type { SourceFile } from '../../../files/source.ts';
import { namesOwnClient } from '../../../http/vocabulary.ts';
import type { Workspace } from '../../language.ts';
import { pathsIn } from '../../path-index.ts';
import { importersOf } from '../syntax/importers.ts';
import { ModuleResolver } from '../syntax/modules.ts';

/**
 * What every client that registry.ts reads, and every way of running a program that processes.ts knows, is called where a script gets hold of it.
 * The global object may be asked for one under a name that is worked out.
 */
const SOURCES =
  /fetch|axios|\bgot\b|\bky\b|superagent|request|unirest|cloudscraper|needle|phin|centra|restler|wretch|HttpClient|NSURL|undici|\bhttp[s2]?\b(?!:\/\/)|UrlFetchApp|\$(?![\w{])|jquery|cash-dom|bent|rest-client|xhr|exec|spawn|shelljs|node-cmd|child.process|teen_process|\bzx\b|\bbun\b|\bdax\b|dax-sh|webpod|\bDeno\b|doShellScript|\b(?:window|globalThis|self|global)\b/i;
/** Letters may be written as numbers, and with a backslash that means nothing. */
const NUMBERED = /\\(?:[ux\d]|\r?\n)/;
/** Any text in quotes, wherever a quote may begin one. */
const QUOTED = /(?=(['"`])([\w@~#./-]{1,200})\1)/g;
/** The most scripts that are looked through: more are parsed without a look. */
const MAX_SCRIPTS = 16;

function mayHoldClient(text: string): boolean {
  return NUMBERED.test(text) || SOURCES.test(text) || SOURCES.test(text.replaceAll('\\', '')) || namesOwnClient(text);
}

/** What sightings.ts looks for where a script cannot be parsed. */
const CALL_TEXT = '/JSSResource';

/**
 * Whether any of the files, or of those that they hang together with, may get hold of a client. Where none does, no value in them can be one:
 * nothing has to be parsed. More is looked through than would be parsed, never less.
 */
export function mayReachClient(files: readonly SourceFile[], workspace: Workspace): boolean {
  const resolver = new ModuleResolver(workspace);
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const reached = new Set(texts.keys());
  for (const path of reached) {
    if (reached.size > MAX_SCRIPTS) return true;
    const text = texts.get(path) ?? workspace.read(path)?.text ?? '';
    if (path.endsWith('.json')) continue;
    if (text.includes(CALL_TEXT) || mayHoldClient(text)) return true;
    for (const [, , specifier] of text.matchAll(QUOTED)) {
      const target = resolver.resolve(path, specifier!);
      if (target !== undefined) reached.add(target);
    }
    for (const importer of importersOf(path, workspace)) reached.add(importer);
    const folder = posix.dirname(path);
    for (const sibling of pathsIn(folder === '.' ? '' : folder, workspace))
      if (workspace.languageOf(sibling) === 'typescript') reached.add(sibling);
  }
  return false;
}
