import { ts } from 'ts-morph';
import type { HttpCall } from '../../http/call.ts';
import type { EndpointData } from '../../http/endpoint-data.ts';
import { classifySequence } from '../../http/url.ts';
import { bare, memberOf, propertyName } from '../../languages/typescript/syntax/nodes.ts';
import type { Sequence } from '../../values/value.ts';
import { concatenated, partsText } from './login.ts';
import { followed, onlyValue, portableText } from './portable.ts';
import { bindingOf, type Project } from './project.ts';
import { Refusal } from './refusal.ts';

/** The part of a URL in front of `/JSSResource`, as an expression for a place. */
export function baseOf(expression: ts.Expression, at: ts.Node, quote: string, depth = 0): string | undefined {
  const node = bare(expression);
  const parts = concatenated(node);
  if (parts) {
    const index = parts.findIndex((part) => typeof part === 'string' && /JSSResource/i.test(part));
    if (index >= 0) {
      const rest = (parts[index] as string).replace(/(?<!\/)\/*JSSResource.*$/is, '');
      const base = [...parts.slice(0, index), rest].filter((part) => part !== '');
      return base.length > 0 ? partsText(base, at, quote) : undefined;
    }
    const [first] = parts;
    if (typeof first === 'object') return baseOf(first, at, quote, depth + 1);
    return partsText(parts, at, quote);
  }
  if (ts.isIdentifier(node)) {
    const value = depth < 8 ? onlyValue(bindingOf(node)) : undefined;
    const followedBase = value && concatenated(bare(value)) ? baseOf(value, at, quote, depth + 1) : undefined;
    return followedBase ?? portableText(node, at) ?? (value && baseOf(value, at, quote, depth + 1));
  }
  if (ts.isNewExpression(node) && /^URL$/.test(node.expression.getText()) && node.arguments?.[0]) {
    const [path, base] = node.arguments;
    return baseOf(base ?? path, at, quote, depth + 1);
  }
  const member = memberOf(node);
  if (member?.name === 'href') return baseOf(member.object, at, quote, depth + 1);
  if (ts.isCallExpression(node) && memberOf(node.expression)?.name === 'toString')
    return baseOf(memberOf(node.expression)!.object, at, quote, depth + 1);
  return member ? portableText(node, at) : undefined;
}

/** The expression that a call has its URL from. */
function urlExpression(call: ts.Node): ts.Expression | undefined {
  if (!ts.isCallExpression(call)) return undefined;
  for (const argument of call.arguments.slice(0, 2)) {
    const options = followed(argument);
    if (ts.isObjectLiteralExpression(options)) {
      for (const property of options.properties) {
        if (!property.name || !/^(?:url|uri)$/i.test(propertyName(property.name) ?? '')) continue;
        if (ts.isPropertyAssignment(property)) return property.initializer;
        if (ts.isShorthandPropertyAssignment(property)) return property.name;
      }
      continue;
    }
    const literal = bare(argument);
    // needle('get', url), superagent('GET', url)
    if (ts.isStringLiteralLike(literal) && /^[a-z]{3,7}$/i.test(literal.text)) continue;
    return argument;
  }
  return undefined;
}

/** Whether something else than the whole of an expression may be meant where its value is unknown: the host of a URL, a part of a text. */
function isTakenApart(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return /URL$/.test(parent.expression.getText());
  return ts.isPropertyAccessExpression(parent) && parent.expression === node;
}

/** The server that the options of node:https name, as an expression for a place; undefined where they name none. */
function fromHostOptions(call: ts.Node, at: ts.Node, quote: string): string | undefined {
  if (!ts.isCallExpression(call)) return undefined;
  const options = call.arguments.map(followed).find(ts.isObjectLiteralExpression);
  const value = (name: string): ts.Expression | undefined => {
    const property = options?.properties.find((one) => one.name && propertyName(one.name) === name);
    if (property && ts.isPropertyAssignment(property)) return property.initializer;
    return property && ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
  };
  const host = value('hostname') ?? value('host');
  if (!host) return undefined;
  const protocol = /^http\./.test(call.expression.getText()) ? 'http://' : 'https://';
  const port = value('port');
  const portParts = port === undefined ? [] : [':', ...(ts.isNumericLiteral(port) ? [port.text] : (concatenated(port) ?? [port]))];
  return partsText([protocol, ...(concatenated(host) ?? [host]), ...portParts], at, quote);
}

/** The base as the evaluated value has it: literal texts, and the expressions that its unknowns stand for. */
function fromValue(base: Sequence, at: ts.Node, project: Project, quote: string): string | undefined {
  const parts: (string | ts.Expression)[] = [];
  for (const piece of base) {
    if (piece.kind === 'text') parts.push(piece.text);
    else {
      const node = piece.span && project.nodeAt(piece.span);
      if (!node || !ts.isExpression(node) || isTakenApart(node)) return undefined;
      parts.push(node);
    }
  }
  return parts.length === 0 ? undefined : partsText(parts, at, quote);
}

/** The server of calls, as an expression for a place. Throws a Refusal where they have several or none that can be named there. */
export function baseUrl(calls: readonly HttpCall[], at: ts.Node, project: Project, data: EndpointData, quote: string): string {
  const written = new Set<string | undefined>();
  const evaluated = new Set<string | undefined>();
  for (const call of calls) {
    const chain = project.nodeAt(call.span);
    const node = chain && requestOf(chain);
    const url = node && urlExpression(node);
    const sequences = call.url.alternatives.map((sequence) => classifySequence(sequence, data)).filter(({ api }) => api === 'classic');
    const relative = sequences.some(({ base }) => base.length === 0);
    if (relative) throw new Refusal('dynamic-url', 'The address of the server is not known at the call.');
    const hosted = node && fromHostOptions(node, at, quote);
    const first = hosted ?? (url && baseOf(url, at, quote));
    if (first !== undefined) written.add(first);
    else for (const { base } of sequences) evaluated.add(fromValue(base, at, project, quote));
  }
  const found = [...new Set([...written, ...evaluated])];
  if (found.length === 1 && found[0] !== undefined) return found[0];
  // Several texts can mean one server: the value knows.
  const values = new Set(
    calls.flatMap((call) =>
      call.url.alternatives
        .map((sequence) => classifySequence(sequence, data))
        .filter(({ api }) => api === 'classic')
        .map(({ base }) => fromValue(base, at, project, quote)),
    ),
  );
  const [only] = values;
  if (values.size === 1 && only !== undefined) return only;
  throw new Refusal('dynamic-url', 'Which server the calls go to is not known where the credentials are set.');
}

/** The call that a chain of calls starts with: `superagent.get(url)` of `superagent.get(url).auth(…)`. */
export function requestOf(node: ts.Node): ts.Node {
  let current = node;
  while (ts.isCallExpression(current)) {
    const member = memberOf(bare(current.expression));
    const inner = member && bare(member.object);
    if (!inner || !ts.isCallExpression(inner)) return current;
    current = inner;
  }
  return current;
}
