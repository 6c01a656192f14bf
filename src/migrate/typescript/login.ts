import { ts } from 'ts-morph';
import { bare, memberOf, propertyName } from '../../languages/typescript/syntax/nodes.ts';
import { followed, isPortable, portableText } from './portable.ts';
import { Refusal } from './refusal.ts';

/** The credentials as expressions of the script. */
export type Login =
  | { readonly kind: 'pair'; readonly user: string; readonly password: string }
  | { readonly kind: 'encoded'; readonly value: string };

type Part = ts.Expression | string;

/** The operands of a concatenation, literal parts as texts; undefined for anything else. */
export function concatenated(expression: ts.Expression): Part[] | undefined {
  const node = bare(expression);
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) {
    const parts: Part[] = [node.head.text];
    for (const span of node.templateSpans) parts.push(span.expression, span.literal.text);
    return parts.filter((part) => part !== '');
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return [node.left, node.right].flatMap((side) => concatenated(side) ?? [side]);
  if (ts.isCallExpression(node)) {
    const member = memberOf(node.expression);
    const list = member && bare(member.object);
    const [separator] = node.arguments;
    if (member?.name === 'concat' && list && ts.isStringLiteralLike(list))
      return [list.text, ...node.arguments.flatMap((argument) => concatenated(argument) ?? [argument])];
    if (member?.name === 'join' && list && ts.isArrayLiteralExpression(list) && separator && ts.isStringLiteralLike(separator))
      return list.elements.flatMap((element, index) => [...(index > 0 ? [separator.text] : []), ...(concatenated(element) ?? [element])]);
  }
  return undefined;
}

/** A text made of parts, as an expression for a place; undefined where a part means something else there. */
export function partsText(parts: readonly Part[], at: ts.Node, quote: string): string | undefined {
  const texts = parts.map((part) => (typeof part === 'string' ? part : portableText(part, at)));
  if (texts.some((text) => text === undefined)) return undefined;
  if (parts.every((part) => typeof part === 'string')) return literalText(parts.join(''), quote);
  if (parts.length === 1) return texts[0];
  return `\`${parts.map((part, index) => (typeof part === 'string' ? part.replace(/[\\`]|\$(?=\{)/g, '\\$&') : `\${${texts[index]}}`)).join('')}\``;
}

export function literalText(text: string, quote: string): string {
  const inner = JSON.stringify(text).slice(1, -1);
  return quote === '"' ? `"${inner}"` : `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** `user:password` taken apart at its first colon. */
function pairOf(expression: ts.Expression, at: ts.Node, quote: string): Login | undefined {
  for (const candidate of [expression, followed(expression)]) {
    const parts = concatenated(candidate);
    const index = parts?.findIndex((part) => typeof part === 'string' && part.includes(':')) ?? -1;
    if (!parts || index < 0) continue;
    const text = parts[index] as string;
    const colon = text.indexOf(':');
    const before: Part[] = [...parts.slice(0, index), text.slice(0, colon)].filter((part) => part !== '');
    const behind: Part[] = [text.slice(colon + 1), ...parts.slice(index + 1)].filter((part) => part !== '');
    const user = partsText(before, at, quote);
    const password = partsText(behind, at, quote);
    if (user !== undefined && password !== undefined) return { kind: 'pair', user, password };
  }
  return undefined;
}

/** What a call that makes base64 encodes. */
function encodedBy(expression: ts.Expression): ts.Expression | undefined {
  const node = bare(expression);
  if (!ts.isCallExpression(node)) return undefined;
  const callee = bare(node.expression);
  const member = memberOf(callee);
  const [first] = node.arguments;
  if ((ts.isIdentifier(callee) && callee.text === 'btoa') || member?.name === 'btoa') return first;
  if (member && /^(?:base64Encode(?:WebSafe)?|encode|encode64|encodeBase64|toBase64|fromString)$/.test(member.name ?? '')) {
    const object = bare(member.object).getText();
    return /^(?:Utilities|(?=\w*base64)\w+)$/i.test(object) ? first : undefined;
  }
  if (member?.name !== 'toString' || !first || !ts.isStringLiteralLike(bare(first)) || (bare(first) as ts.StringLiteral).text !== 'base64')
    return undefined;
  const buffer = bare(member.object);
  if (ts.isNewExpression(buffer)) return /\bBuffer$/.test(buffer.expression.getText()) ? buffer.arguments?.[0] : undefined;
  if (!ts.isCallExpression(buffer)) return undefined;
  return /(?:^|\.)Buffer(?:\.from)?$|^bufferFrom$/.test(buffer.expression.getText()) ? buffer.arguments[0] : undefined;
}

/** The credentials in base64. @param value what is encoded, or holds what is */
export function loginOfBase64(value: ts.Expression, at: ts.Node, quote: string): Login | undefined {
  const plain = encodedBy(value) ?? encodedBy(followed(value));
  const pair = plain && pairOf(plain, at, quote);
  if (pair) return pair;
  const own = portableText(value, at);
  return own === undefined ? undefined : { kind: 'encoded', value: own };
}

/** The credentials of a Basic header's value. Throws a Refusal where they cannot be named at the place. */
export function loginOfHeader(value: ts.Expression, at: ts.Node, quote: string): Login {
  for (const candidate of [value, followed(value)]) {
    const parts = concatenated(candidate);
    if (!parts || typeof parts[0] !== 'string' || !/^basic\s*$/i.test(parts[0]) || parts.length !== 2) continue;
    const [, base64] = parts;
    const login = typeof base64 === 'object' ? loginOfBase64(base64, at, quote) : undefined;
    if (login) return login;
  }
  if (isPortable(value, at)) return { kind: 'encoded', value: portableText(value, at)! };
  throw new Refusal('credentials-unknown', 'The user name and the password are not known where the header is set.');
}

/** The credentials of `user:password`. */
export function loginOfText(value: ts.Expression, at: ts.Node, quote: string): Login {
  const pair = pairOf(value, at, quote);
  if (pair) return pair;
  throw new Refusal('credentials-unknown', 'The user name and the password stand in one text and cannot be told apart.');
}

const NAMES: readonly (readonly [user: string, password: string])[] = [
  ['username', 'password'],
  ['user', 'pass'],
  ['user', 'password'],
  ['username', 'pass'],
];

function memberText(object: ts.ObjectLiteralExpression, name: string, at: ts.Node): string | undefined {
  const property = object.properties.find((one) => one.name && propertyName(one.name) === name);
  if (property && ts.isPropertyAssignment(property)) return portableText(property.initializer, at);
  if (property && ts.isShorthandPropertyAssignment(property)) return isPortable(property.name, at) ? property.name.text : undefined;
  return undefined;
}

/** The credentials of an `auth` option. @param names what the client calls a user and a password */
export function loginOfAuth(value: ts.Expression, at: ts.Node, names: readonly [string, string]): Login {
  for (const candidate of [bare(value), followed(value)]) {
    if (!ts.isObjectLiteralExpression(candidate)) continue;
    for (const [userName, passwordName] of NAMES) {
      const user = memberText(candidate, userName, at);
      const password = memberText(candidate, passwordName, at);
      if (user !== undefined && password !== undefined) return { kind: 'pair', user, password };
    }
  }
  const object = bare(value);
  const text = isPortable(object, at) && (ts.isIdentifier(object) || memberOf(object)) ? portableText(object, at) : undefined;
  const literal = followed(value);
  const known = ts.isObjectLiteralExpression(literal)
    ? NAMES.find((pair) => pair.every((name) => literal.properties.some((one) => one.name && propertyName(one.name) === name)))
    : names;
  if (text !== undefined && known) return { kind: 'pair', user: `${text}.${known[0]}`, password: `${text}.${known[1]}` };
  throw new Refusal('credentials-unknown', 'The user name and the password are not known where the call gets them.');
}
