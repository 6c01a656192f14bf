import { ts } from 'ts-morph';

/** Anything that has a body to run and parameters to fill. */
export type FunctionNode = ts.FunctionLikeDeclaration | ts.SourceFile;
export type ClassNode = ts.ClassLikeDeclaration | ts.FunctionDeclaration | ts.FunctionExpression;
/** Whatever passes arguments to a function. */
export type CallNode = ts.CallExpression | ts.NewExpression | ts.TaggedTemplateExpression;

/** The expression without parentheses, casts, `!`, `satisfies` and `await`. */
export function bare(node: ts.Expression): ts.Expression {
  let inner = node;
  while (wrappers.has(inner.kind)) inner = (inner as ts.ParenthesizedExpression).expression;
  return inner;
}

const wrappers: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ParenthesizedExpression,
  ts.SyntaxKind.AsExpression,
  ts.SyntaxKind.NonNullExpression,
  ts.SyntaxKind.TypeAssertionExpression,
  ts.SyntaxKind.SatisfiesExpression,
  ts.SyntaxKind.AwaitExpression,
]);

/** The kinds of what has a body to run. */
export const FUNCTION_KINDS = [
  ts.SyntaxKind.FunctionDeclaration,
  ts.SyntaxKind.FunctionExpression,
  ts.SyntaxKind.ArrowFunction,
  ts.SyntaxKind.MethodDeclaration,
  ts.SyntaxKind.Constructor,
  ts.SyntaxKind.GetAccessor,
  ts.SyntaxKind.SetAccessor,
] as const;
const functionKinds: ReadonlySet<ts.SyntaxKind> = new Set(FUNCTION_KINDS);

export function isFunctionNode(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return functionKinds.has(node.kind);
}

const around = new WeakMap<ts.Node, FunctionNode>();

/** The function whose body runs the node; the file for what stands at the top. Class field initialisers belong to the function around the class. */
export function functionAround(node: ts.Node): FunctionNode {
  const known = around.get(node);
  if (known) return known;
  let current = node.parent;
  while (current && !isFunctionNode(current) && !ts.isSourceFile(current)) current = current.parent;
  const found = (current ?? node.getSourceFile()) as FunctionNode;
  around.set(node, found);
  return found;
}

/** The class member or prototype method that gives `this` its meaning at the node, arrow functions looked through. */
export function thisOwner(node: ts.Node): ts.Node | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (ts.isPropertyDeclaration(current) || ts.isClassStaticBlockDeclaration(current)) return current;
    if (isFunctionNode(current) && !ts.isArrowFunction(current)) return current;
  }
  return undefined;
}

/** The static name of a property, as far as it is written out. */
export function propertyName(name: ts.Node): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name) || ts.isNumericLiteral(name)) return name.text;
  if (ts.isComputedPropertyName(name)) {
    const inner = bare(name.expression);
    if (ts.isStringLiteralLike(inner) || ts.isNumericLiteral(inner)) return inner.text;
  }
  return undefined;
}

/** The object and the member's name of `a.b`, `a?.b` and `a['b']`. */
export function memberOf(node: ts.Node): { object: ts.Expression; name: string | undefined; index: ts.Expression | undefined } | undefined {
  if (ts.isPropertyAccessExpression(node)) return { object: node.expression, name: node.name.text, index: undefined };
  if (ts.isElementAccessExpression(node)) {
    const index = bare(node.argumentExpression);
    return { object: node.expression, name: ts.isStringLiteralLike(index) || ts.isNumericLiteral(index) ? index.text : undefined, index };
  }
  return undefined;
}

/** The last name of what is called: `get` of `api.client.get(…)`. */
export function calleeName(call: CallNode): string | undefined {
  const callee = bare(ts.isTaggedTemplateExpression(call) ? call.tag : call.expression);
  if (ts.isIdentifier(callee)) return callee.text;
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return 'super';
  const member = memberOf(callee);
  if (member && (member.name === 'call' || member.name === 'apply') && ts.isCallExpression(call)) {
    const object = bare(member.object);
    return ts.isIdentifier(object) ? object.text : (memberOf(object)?.name ?? member.name);
  }
  return member?.name;
}

/** The function or file that stands between a node and another one around it, both in the same script. */
export function isInside(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end && node.getSourceFile() === outer.getSourceFile();
}

export function isLoop(node: ts.Node): boolean {
  return (
    ts.isForStatement(node) || ts.isForOfStatement(node) || ts.isForInStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node)
  );
}

/** A function literal that is an argument of a call: run there and then, as far as one can tell. */
export function isInlineCallback(node: ts.Node): boolean {
  return (
    (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) &&
    node.parent !== undefined &&
    (ts.isCallExpression(node.parent) || ts.isNewExpression(node.parent)) &&
    node.parent.expression !== node
  );
}

/** Types say nothing of what is run: the visitors go past them. */
export function isTypeOnly(node: ts.Node): boolean {
  return (
    (node.kind >= ts.SyntaxKind.FirstTypeNode && node.kind <= ts.SyntaxKind.LastTypeNode) ||
    node.kind === ts.SyntaxKind.InterfaceDeclaration ||
    node.kind === ts.SyntaxKind.TypeAliasDeclaration ||
    node.kind === ts.SyntaxKind.TypeParameter
  );
}
