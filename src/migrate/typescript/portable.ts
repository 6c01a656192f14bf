import { ts } from 'ts-morph';
import { bare, functionAround, isInside, thisOwner } from '../../languages/typescript/syntax/nodes.ts';
import type { Binding } from '../../languages/typescript/syntax/scopes.ts';
import { unitOf } from '../../languages/typescript/syntax/unit.ts';
import { bindingOf, contains, identifiersIn } from './project.ts';

/** The value that a variable has for good: assigned once, where it is declared. */
export function onlyValue(binding: Binding | undefined): ts.Expression | undefined {
  const [definition, ...others] = binding?.definitions ?? [];
  if (!definition || others.length > 0 || definition.kind !== 'value' || definition.steps.length > 0) return undefined;
  return ts.isVariableDeclaration(definition.node) ? definition.value : undefined;
}

function sameThis(one: ts.Node, other: ts.Node): boolean {
  const [left, right] = [thisOwner(one), thisOwner(other)];
  if (left === right) return true;
  return left !== undefined && right !== undefined && ts.isClassLike(left.parent) && left.parent === right.parent;
}

/** Whether a variable means at a place what it means where it stands, and has its value there. */
function isKnownAt(identifier: ts.Identifier, at: ts.Node): boolean {
  const binding = bindingOf(identifier);
  if (identifier.getSourceFile() !== at.getSourceFile()) return !binding && GLOBALS.has(identifier.text);
  if (unitOf(at).scopes.lookup(identifier.text, at) !== binding) return false;
  if (!binding) return true;
  if (binding.definitions.some(({ kind }) => kind === 'function' || kind === 'import' || kind === 'class')) return true;
  const declared = binding.definitions.some(({ node }) => node.pos < at.pos);
  return declared || functionAround(at) !== functionAround(identifier);
}

const GLOBALS: ReadonlySet<string> = new Set(['process', 'String', 'globalThis', 'undefined']);

/** Whether an expression can be worked out again at another place with the same result. Calls are not. */
export function isPortable(expression: ts.Expression, at: ts.Node): boolean {
  if (isInside(expression, at)) return true;
  const moves = contains(
    expression,
    (node) =>
      ts.isCallExpression(node) ||
      ts.isNewExpression(node) ||
      ts.isAwaitExpression(node) ||
      ts.isYieldExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      ts.isPostfixUnaryExpression(node) ||
      ts.isFunctionLike(node) ||
      (ts.isBinaryExpression(node) &&
        node.operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
        node.operatorToken.kind <= ts.SyntaxKind.LastAssignment),
  );
  if (moves) return false;
  const speaksOfThis = contains(expression, (node) => node.kind === ts.SyntaxKind.ThisKeyword);
  if (speaksOfThis && (expression.getSourceFile() !== at.getSourceFile() || !sameThis(expression, at))) return false;
  return identifiersIn(expression).every((identifier) => isKnownAt(identifier, at));
}

/** The text of an expression without casts around it. */
export function textOf(expression: ts.Expression): string {
  let inner = expression;
  while (
    ts.isParenthesizedExpression(inner) ||
    ts.isAsExpression(inner) ||
    ts.isNonNullExpression(inner) ||
    ts.isSatisfiesExpression(inner)
  )
    inner = inner.expression;
  return inner.getText();
}

/** The text of an expression for a place; undefined where it would mean something else there. */
export function portableText(expression: ts.Expression, at: ts.Node): string | undefined {
  return isPortable(expression, at) ? textOf(expression) : undefined;
}

/** What a variable stands for, followed through variables that are assigned once. */
export function followed(expression: ts.Expression): ts.Expression {
  let current = bare(expression);
  for (let depth = 0; depth < 8 && ts.isIdentifier(current); depth++) {
    const value = onlyValue(bindingOf(current));
    if (!value) return current;
    current = bare(value);
  }
  return current;
}
