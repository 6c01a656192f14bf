import type { ShellProject } from '../../languages/shell/project.ts';
import type { Part, Point, Word } from '../../languages/shell/syntax/ir.ts';
import type { Evaluator } from '../../languages/shell/values/evaluator.ts';
import { functionAround } from '../../languages/shell/values/frames.ts';
import { localNames } from '../../languages/shell/values/locals.ts';
import { literal } from '../../values/value.ts';
import type { ManualReason } from '../plan.ts';
import { manual } from './credentials.ts';
import { readCurlWords, type WrittenCommandLine } from './curl-words.ts';
import type { Unit } from './unit.ts';
import { isRepeatable, offsetIn, partsBetween, quoted, variablesOf } from './words.ts';

/** What tells the helper which server the call goes to. The helper cuts off `/JSSResource` and what follows. */
export interface ServerBase {
  readonly word: string;
  readonly parts: readonly Part[];
  /** False where a variable holds more of the URL than the server. */
  readonly plain: boolean;
}

const RESOURCE = /(?<!\/)\/*(?:JSSResource|u?api\/)/i;
const MAX_ALTERNATIVES = 64;

/** Whether everything that parts can be holds the path of the API. */
function holdsPath(parts: readonly Part[], evaluator: Evaluator, point: Point): boolean {
  const value = evaluator.word({ parts, start: 0, end: 0 }, point, undefined);
  if (value.alternatives.length === 0 || value.alternatives.length > MAX_ALTERNATIVES) return false;
  return value.alternatives.every((sequence) =>
    sequence.some((piece) => piece.kind === 'text' && /JSSResource/i.test(literal([piece]) ?? '')),
  );
}

/** A URL without the user name and password in it, where they are written there. */
function withoutUserinfo(parts: readonly Part[]): readonly Part[] {
  const found = offsetIn(parts, /:\/\/[^/]*@/);
  if (!found) return parts;
  const word = { parts, start: 0, end: 0 };
  return [...partsBetween(word, 0, found.start + 3), ...partsBetween(word, found.end)];
}

/** The parts of a URL's word that name the server: all in front of the API's path, and of the rest as little as holds it. */
function serverParts(url: Word, evaluator: Evaluator, point: Point): { parts: readonly Part[]; plain: boolean } | undefined {
  const offset = offsetIn(url.parts, RESOURCE);
  if (offset) return { parts: withoutUserinfo(partsBetween(url, 0, offset.start)), plain: true };
  if (url.parts[0]?.kind === 'text') return undefined;
  for (let count = 1; count < url.parts.length; count++) {
    const parts = url.parts.slice(0, count);
    if (holdsPath(parts, evaluator, point)) return { parts, plain: false };
  }
  return { parts: url.parts, plain: false };
}

/** The server out of the words of the call's URLs. */
export function serverBase(line: WrittenCommandLine, unit: Unit, project: ShellProject, point: Point): ServerBase | ManualReason {
  const { evaluator } = project;
  const urls = [...line.options.flatMap(({ name, value }) => (name === 'url' && value ? [value] : [])), ...line.operands];
  const found = new Map<string, ServerBase>();
  const passed = line.expansions.some((word) => isAllArguments(word));
  if (urls.length === 0 && passed) return callersBase(unit, project, point);
  for (const url of [...urls, ...(urls.length === 0 ? line.expansions.slice(-1) : [])]) {
    const server = serverParts(url, evaluator, point);
    if (!server || server.parts.length === 0) continue;
    if (!isRepeatable(server.parts))
      return manual('dynamic-url', 'A command runs inside the URL; put what it prints into a variable first.');
    const word = quoted(server.parts, unit.script, unit.fileText);
    if (!found.has(word)) found.set(word, { word, ...server });
  }
  const [base] = found.values();
  if (!base) return manual('dynamic-url', 'The server cannot be told from the rest of the URL.');
  if (found.size > 1) return manual('dynamic-url', 'The call goes to several servers at once.');
  return base;
}

function isAllArguments({ parts }: Word): boolean {
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'parameter' && (only.parameter.name === '@' || only.parameter.name === '*');
}

/** The server out of the URLs that the callers of a function pass to it, when all name the same and by variables that the function sees. */
function callersBase(unit: Unit, project: ShellProject, point: Point): ServerBase | ManualReason {
  const definition = functionAround(point);
  const calls = definition ? project.callSites(definition) : [];
  const found = new Map<string, ServerBase>();
  for (const { args, point: at } of calls) {
    if (at.block.script !== unit.script) return manual('dynamic-url', 'The URL is an argument of a function that another file calls.');
    const base = serverBase(readCurlWords(args), unit, project, at);
    if ('id' in base) return base;
    const around = functionAround(at);
    const own = around ? localNames(around) : new Set<string>();
    for (const name of variablesOf(base.parts))
      if (own.has(name) || !/^[A-Za-z_]\w*$/.test(name))
        return manual('dynamic-url', 'The server is known only where the function that makes the call is called.');
    found.set(base.word, { ...base, plain: false });
  }
  const [base] = found.values();
  if (!base) return manual('dynamic-url', 'The URL comes from outside of the script.');
  return found.size > 1 ? manual('dynamic-url', 'The function that makes the call is used for several servers.') : base;
}

const CONNECTION = new Set(
  'insecure cacert capath cert cert-type key key-type pass ciphers pinnedpubkey ssl-no-revoke tls-max tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 proxy proxy-user proxy-insecure proxy-cacert proxytunnel noproxy socks5 socks5-hostname preproxy resolve connect-to connect-timeout max-time interface ipv4 ipv6 dns-servers doh-url unix-socket'.split(
    ' ',
  ),
);

/** The call's own connection options, which the request for the token needs as well: as words, in their order. */
export function connectionWords(
  line: WrittenCommandLine,
  { script, fileText }: Unit,
): { readonly words: readonly string[]; readonly parts: readonly Part[] } {
  const words: string[] = [];
  const parts: Part[] = [];
  for (const { name, value, valueOffset } of line.options) {
    if (!CONNECTION.has(name)) continue;
    const own = value ? partsBetween(value, valueOffset) : [];
    if (!isRepeatable(own)) continue;
    words.push(name === 'insecure' ? '-k' : `--${name}`);
    if (!value) continue;
    words.push(own.length === 0 ? "''" : quoted(own, script, fileText));
    parts.push(...own);
  }
  return { words, parts };
}
