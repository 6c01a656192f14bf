import type { HttpCall } from '../../http/call.ts';
import { namesIn, oneLine } from './expressions.ts';
import type { Script, Scripts } from './script.ts';
import { argumentsOf, around, bare, calleeName, child, type PyNode, parts, textOf } from './tree.ts';

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  requests: ['verify', 'cert', 'proxies', 'timeout'],
  httpx: ['verify', 'cert', 'proxies', 'proxy', 'trust_env', 'timeout'],
  urllib: ['context', 'timeout'],
};
const LITERALS = new Set(['true', 'false', 'none', 'integer', 'float']);

/** Whether an expression means at one place what it means at another of the same file. */
export function meansTheSame(script: Script, expression: PyNode, at: PyNode): boolean {
  const node = bare(expression);
  if (LITERALS.has(node.type) || node.type === 'string') return namesIn(script.tree, node).length === 0;
  return namesIn(script.tree, node).every((name) => script.names.sameAt(textOf(script.tree, name), at, name));
}

/** Whether an opener is made of nothing but what every opener has. */
function isPlainOpener(script: Script, opener: PyNode): boolean {
  const made = opener.type === 'identifier' ? script.names.definition(textOf(script.tree, opener), opener) : opener;
  if (made?.type !== 'call' || calleeName(script.tree, made) !== 'build_opener') return false;
  const { positional, keywords, open } = argumentsOf(script.tree, made);
  if (open || keywords.size > 0) return false;
  return positional.every((handler) => {
    if (handler.type === 'call' && argumentsOf(script.tree, handler).positional.length > 0) return false;
    if (handler.type === 'call' && [...argumentsOf(script.tree, handler).keywords.keys()].some((name) => name !== 'debuglevel'))
      return false;
    return /(?:^|\.)(?:HTTPS?Handler|HTTPCookieProcessor)(?:\(|$)/.test(textOf(script.tree, handler));
  });
}

/** The options of one call: the name under which the helper takes each, and its expression. */
function optionsOf(script: Script, node: PyNode, client: string): { options: Map<string, PyNode>; known: boolean } {
  const { keywords, open } = argumentsOf(script.tree, node);
  const options = new Map<string, PyNode>();
  for (const name of OPTIONS[client] ?? []) {
    const value = keywords.get(name);
    if (value && bare(value).type !== 'none') options.set(name, value);
  }
  const callee = child(node, 'function');
  const object = callee?.type === 'attribute' ? child(callee, 'object') : undefined;
  if (client === 'urllib' && object && calleeName(script.tree, node) === 'open' && !isPlainOpener(script, object))
    options.set('opener', object);
  if (client === 'urllib' && (keywords.has('cafile') || keywords.has('capath') || keywords.has('cadefault')))
    return { options, known: false };
  return { options, known: !open };
}

/** What the token requests are told of the connection, as arguments that follow others; and whether that is surely all. */
export interface ConnectionText {
  readonly text: string;
  readonly sure: boolean;
}

/**
 * The connection options of calls, written for a place: `, verify=False`. Undefined where calls differ, or where an option is
 * something else at the place.
 * @param maker a call that makes a client, with options of its own
 * @param session whether the token requests are made by the session that makes the calls, which has options of its own
 */
export function connectionAt(
  scripts: Scripts,
  calls: readonly HttpCall[],
  { script, node: at }: { readonly script: Script; readonly node: PyNode },
  client: string,
  { maker, session = false }: { readonly maker?: PyNode | undefined; readonly session?: boolean } = {},
): ConnectionText | undefined {
  const found = new Map<string, string>();
  let sure = true;
  const nodes = calls.map((call) => scripts.callNode(call));
  const places = [
    ...(maker ? [{ script, node: maker }] : []),
    ...nodes.map((node, index) => ({ script: scripts.get(calls[index]!.span.file), node })),
  ];
  const seen = new Set<PyNode>();
  for (const { script: own, node } of places) {
    if (!node || !own) {
      if (!session) return undefined;
      sure = false;
      continue;
    }
    if (seen.has(node)) continue;
    seen.add(node);
    const { options, known } = optionsOf(own, node, client);
    sure &&= known;
    for (const [name, value] of options) {
      const text = oneLine(own.tree, value);
      const isInside = around(at, ['call']) !== undefined && node.start <= at.start && at.end <= node.end && own === script;
      const expressible = isInside || (own === script && meansTheSame(own, value, at)) || isConstant(value);
      if (text === undefined || !expressible || (found.get(name) ?? text) !== text) {
        if (name === 'timeout') continue;
        if (!session) return undefined;
        sure = false;
        continue;
      }
      if (seen.size > 1 && !found.has(name)) sure = false;
      found.set(name, text);
    }
  }
  return { text: [...found].map(([name, text]) => `, ${name}=${text}`).join(''), sure };
}

function isConstant(value: PyNode): boolean {
  const node = bare(value);
  return LITERALS.has(node.type) || (node.type === 'string' && parts(node).every(({ type }) => type !== 'interpolation'));
}
