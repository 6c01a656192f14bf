import { ts } from 'ts-morph';
import { bare, memberOf, propertyName } from '../../languages/typescript/syntax/nodes.ts';
import { followed, portableText } from './portable.ts';
import { unsupported } from './refusal.ts';

/** What the token request needs of the connection that a call makes: options of the helper, and whether node:https has to send it. */
export interface Connection {
  readonly options: ReadonlyMap<string, string>;
  readonly https: boolean;
}

/** Options of clients and of TLS by what node:https calls them. */
const TLS: ReadonlyMap<string, string> = new Map([
  ['httpsAgent', 'agent'],
  ['agent', 'agent'],
  ['rejectUnauthorized', 'rejectUnauthorized'],
  ['strictSSL', 'rejectUnauthorized'],
  ['ca', 'ca'],
  ['certificateAuthority', 'ca'],
  ['cert', 'cert'],
  ['certificate', 'cert'],
  ['key', 'key'],
  ['pfx', 'pfx'],
  ['passphrase', 'passphrase'],
  ['servername', 'servername'],
]);
/** Options that hold such options. */
const HOLDERS: ReadonlySet<string> = new Set(['https', 'agentOptions']);
const FETCH: ReadonlySet<string> = new Set(['dispatcher', 'validateHttpsCertificates']);
const PROXIES: ReadonlySet<string> = new Set(['proxy', 'tunnel']);

function valueIn(property: ts.ObjectLiteralElementLike): ts.Expression | undefined {
  if (ts.isPropertyAssignment(property)) return property.initializer;
  return ts.isShorthandPropertyAssignment(property) ? property.name : undefined;
}

function read(literal: ts.ObjectLiteralExpression, at: ts.Node, found: Map<string, string>, state: { https: boolean }): void {
  for (const property of literal.properties) {
    const value = valueIn(property);
    if (ts.isSpreadAssignment(property)) {
      const spread = followed(property.expression);
      if (ts.isObjectLiteralExpression(spread)) read(spread, at, found, state);
    }
    const name = property.name && propertyName(property.name);
    if (!value || name === undefined) continue;
    const inner = bare(value);
    if (PROXIES.has(name)) {
      if (inner.kind !== ts.SyntaxKind.FalseKeyword)
        throw unsupported('The call goes through a proxy of its own, which the request for a token cannot take.');
    } else if (HOLDERS.has(name) && ts.isObjectLiteralExpression(inner)) read(inner, at, found, state);
    else if (name === 'agent' && ts.isObjectLiteralExpression(inner)) read(inner, at, found, state);
    else if (TLS.has(name) || (name === 'https' && !ts.isObjectLiteralExpression(inner)) || FETCH.has(name)) {
      const text = portableText(value, at);
      if (text === undefined) throw unsupported(`What ${name} is for the call is not known where the token is asked for.`);
      found.set(FETCH.has(name) ? name : (TLS.get(name) ?? 'agent'), text);
      if (!FETCH.has(name)) state.https = true;
    } else if (name === 'timeout') {
      const text = ts.isNumericLiteral(inner) || ts.isIdentifier(inner) ? portableText(value, at) : undefined;
      if (text !== undefined) found.set('timeout', text);
    }
  }
}

/** What object literals among the arguments of calls say of the connection. Throws a Refusal where it cannot be carried over. */
export function connectionOf(calls: readonly ts.Node[], at: ts.Node): Connection {
  const found = new Map<string, string>();
  const state = { https: false };
  for (const call of calls) {
    if (!ts.isCallExpression(call)) continue;
    if (/^https?\.(?:request|get)$/.test(call.expression.getText())) state.https = true;
    for (const argument of call.arguments) {
      const options = followed(argument);
      if (ts.isObjectLiteralExpression(options)) read(options, at, found, state);
    }
  }
  return { options: found, https: state.https };
}

/** The connection of requests that an interceptor sees: it is on the request itself. */
export function interceptedConnection(maker: ts.Node | undefined, parameter: string): Connection {
  const literal = maker && ts.isCallExpression(maker) && maker.arguments[0] ? followed(maker.arguments[0]) : undefined;
  const names = literal && ts.isObjectLiteralExpression(literal) ? literal.properties.map((one) => one.name && propertyName(one.name)) : [];
  const hasAgent = names.includes('httpsAgent');
  return { options: new Map(hasAgent ? [['agent', `${parameter}.httpsAgent`]] : []), https: hasAgent };
}

export function connectionText({ options }: Connection): string {
  if (options.size === 0) return '';
  const parts = [...options].map(([name, text]) => (name === text ? name : `${name}: ${text}`));
  return `, { ${parts.join(', ')} }`;
}

/** The client that an interceptor is registered with, as an expression. */
export function interceptedClient(use: ts.CallExpression): ts.Expression | undefined {
  const side = memberOf(bare(use.expression))?.object;
  const interceptors = side && memberOf(bare(side))?.object;
  return interceptors && memberOf(bare(interceptors))?.object;
}
