import { ts } from 'ts-morph';
import { bare, propertyName } from '../../languages/typescript/syntax/nodes.ts';
import type { Change } from './change.ts';
import { unsupported } from './refusal.ts';
import { indentationAt, styleOf } from './style.ts';

export function propertyOf(literal: ts.ObjectLiteralExpression, name: string): ts.ObjectLiteralElementLike | undefined {
  return literal.properties.find((one) => one.name && propertyName(one.name)?.toLowerCase() === name.toLowerCase());
}

/** Takes properties out of the object literal that they stand in, with their commas. */
export function removeProperties(gone: readonly ts.ObjectLiteralElementLike[], change: Change): void {
  const [one] = gone;
  if (!one) return;
  const root = one.getSourceFile();
  const { properties } = one.parent as ts.ObjectLiteralExpression;
  for (let index = 0; index < properties.length; index++) {
    if (!gone.includes(properties[index]!)) continue;
    const first = index;
    while (index + 1 < properties.length && gone.includes(properties[index + 1]!)) index++;
    const next = properties[index + 1];
    const before = properties[first - 1];
    const last = properties[index]!;
    if (next) change.edit(root.fileName, properties[first]!.getStart(root), next.getStart(root), '');
    else if (before) change.edit(root.fileName, before.end, last.end, '');
    else change.edit(root.fileName, properties[first]!.getStart(root), properties.hasTrailingComma ? properties.end : last.end, '');
  }
}

/** Puts a property at the end of an object literal, written as the others are. */
export function addProperty(literal: ts.ObjectLiteralExpression, property: string, change: Change): void {
  const root = literal.getSourceFile();
  const { text } = root;
  const last = literal.properties.at(-1);
  if (!last) {
    change.replace(literal, `{ ${property} }`);
    return;
  }
  const opening = literal.getStart(root);
  const multiline = text.slice(opening, last.getStart(root)).includes('\n');
  const separator = multiline ? `\n${indentationAt(root, last.getStart(root)) || styleOf(root).indent}` : ' ';
  const { hasTrailingComma } = literal.properties;
  const end = hasTrailingComma ? text.indexOf(',', last.end) + 1 : last.end;
  change.edit(root.fileName, end, end, `${hasTrailingComma ? '' : ','}${separator}${property}${hasTrailingComma ? ',' : ''}`);
}

/** The spread parts of an object literal that may hold a property. */
function spreads(literal: ts.ObjectLiteralExpression): ts.Expression[] {
  return literal.properties.filter(ts.isSpreadAssignment).map(({ expression }) => expression);
}

/** Puts a header into the `headers` of an options literal, in the place of some of its properties. Throws a Refusal. */
export function setHeader(gone: readonly ts.ObjectLiteralElementLike[], value: string, change: Change): void {
  const [instead, ...others] = gone;
  const literal = instead?.parent;
  if (!instead || !literal || !ts.isObjectLiteralExpression(literal))
    throw unsupported('The options of the call are not written as an object.');
  const header = `Authorization: ${value}`;
  const headers = propertyOf(literal, 'headers');
  if (!headers) {
    const inheritors = spreads(literal).map(bare);
    const [other] = inheritors;
    if (inheritors.length > 1 || (other && !ts.isIdentifier(other) && !ts.isPropertyAccessExpression(other)))
      throw unsupported('Which headers the call has besides is not clear.');
    const inherited = other ? `...${other.getText()}.headers, ` : '';
    change.replace(instead, `headers: { ${inherited}${header} }`);
    removeProperties(others, change);
    return;
  }
  removeProperties(gone, change);
  if (ts.isShorthandPropertyAssignment(headers)) change.replace(headers, `headers: { ...headers, ${header} }`);
  else if (!ts.isPropertyAssignment(headers)) throw unsupported('Which headers the call has besides is not clear.');
  else {
    const value = bare(headers.initializer);
    if (ts.isObjectLiteralExpression(value)) {
      if (propertyOf(value, 'authorization')) throw unsupported('The call has an Authorization header besides.');
      addProperty(value, header, change);
    } else if (ts.isIdentifier(value) || ts.isPropertyAccessExpression(value)) {
      change.before(headers.initializer, '{ ...');
      change.after(headers.initializer, `, ${header} }`);
    } else throw unsupported('Which headers the call has besides is not clear.');
  }
}
