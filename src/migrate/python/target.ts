import type { HttpCall } from '../../http/call.ts';
import { skeleton } from '../../values/text.ts';
import type { Piece, Sequence, Trail } from '../../values/value.ts';
import { meansTheSame } from './connection.ts';
import { namesIn, serverOf } from './expressions.ts';
import type { Script, Scripts } from './script.ts';
import { argumentsOf, calleeName, nodeAt, outward, type PyNode, textOf } from './tree.ts';

const CLASSIC = /(?<=^|[/\u0000])JSSResource(?=$|[/\u0000?])/i;
const NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;
const MAX_STEPS = 40;

/** Whether an alternative of a URL is known to be one of the Classic API. */
export function isClassic(url: Sequence): boolean {
  return CLASSIC.test(skeleton(url));
}

/** The pieces of a URL that the address of the server is made of. */
function serverPieces(url: Sequence): Piece[] {
  const end = skeleton(url).search(CLASSIC);
  const found: Piece[] = [];
  let offset = 0;
  for (const piece of url) {
    if (end >= 0 && offset >= end) break;
    if (piece.kind !== 'text' || (offset === 0 ? piece.text !== '' : !/^\/?(?:JSSResource|$)/i.test(piece.text))) found.push(piece);
    offset += piece.kind === 'text' ? piece.text.length : 1;
  }
  return found;
}

/** The names that a piece has come through, with the place of each use. */
function* usesOf(piece: Piece): Generator<{ readonly key: string; readonly trail: Trail }> {
  let trail = piece.trail;
  for (let steps = 0; trail && steps < MAX_STEPS; steps++, trail = trail.inner) {
    yield { key: `${trail.use.file}:${trail.use.start}-${trail.use.end}`, trail };
  }
}

/** Names that hold the server's address in one alternative of a call's URL, and mean at a place what they mean in the call. */
function namesFor(url: Sequence, { script, node }: Place): string[] {
  const pieces = serverPieces(url);
  const [first, ...rest] = pieces;
  if (!first) return [];
  const others = rest.map((piece) => new Set([...usesOf(piece)].map(({ key }) => key)));
  const names: string[] = [];
  for (const { key, trail } of usesOf(first)) {
    if (trail.use.file !== script.file || !others.every((keys) => keys.has(key))) continue;
    const text = script.tree.text.slice(trail.use.start, trail.use.end);
    if (!NAME.test(text) || names.includes(text)) continue;
    const use = nodeAt(script.tree, trail.use.start, trail.use.end);
    if (script.names.sameAt(text, node, use)) names.push(text);
  }
  return names;
}

export interface Place {
  readonly script: Script;
  readonly node: PyNode;
}

/** The expression of the URL of a call, as written in it. */
export function urlArgument(script: Script, call: PyNode, client: string): PyNode | undefined {
  const { positional, keywords } = argumentsOf(script.tree, call);
  const named = keywords.get('url') ?? keywords.get('fullurl') ?? keywords.get('uri');
  if (named || client === 'httplib') return named;
  const name = calleeName(script.tree, call);
  return ['request', 'stream', 'build_request', 'urlopen_method'].includes(name) ? positional[1] : positional[0];
}

/** The server's address as the call itself writes it, where that means the same at a place. */
function writtenIn(scripts: Scripts, call: HttpCall, { script, node }: Place): string[] {
  const own = scripts.callNode(call);
  if (!own || call.span.file !== script.file || call.client === 'curl') return [];
  // A request that is made around the place has its URL beside it.
  const makers = [...outward(node)].filter((one) => one.type === 'call' && calleeName(script.tree, one) === 'Request');
  const found: string[] = [];
  for (const candidate of [...makers, own]) {
    const url = urlArgument(script, candidate, call.client);
    const server = url && serverOf(script.tree, url);
    if (!url || server === undefined) continue;
    const inside = candidate.start <= node.start && node.end <= candidate.end;
    const relevant = namesIn(script.tree, url).filter((name) => mentions(server, textOf(script.tree, name)));
    if (inside || relevant.every((name) => meansTheSame(script, name, node))) found.push(server);
  }
  return found;
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name.replace(/[^\w.]/g, '').replace(/\./g, '\\.')}(?!\\w)`).test(text);
}

/**
 * An expression for the address of the server that calls go to, valid at a place: taken from the calls' own URLs, or a variable that their
 * URLs are made of. Undefined where there is none for all of them.
 */
export function serverAt(scripts: Scripts, calls: readonly HttpCall[], place: Place): string | undefined {
  let common: string[] | undefined;
  for (const call of calls) {
    const own = writtenIn(scripts, call, place);
    const urls = call.url.alternatives.filter(isClassic);
    const considered = urls.length > 0 ? urls : call.url.alternatives;
    let shared: string[] | undefined;
    for (const url of considered) {
      const names = namesFor(url, place);
      shared = shared ? shared.filter((name) => names.includes(name)) : names;
    }
    const candidates = [...new Set([...own, ...(shared ?? [])])];
    common = common ? common.filter((text) => candidates.includes(text)) : candidates;
  }
  return common?.[0];
}
