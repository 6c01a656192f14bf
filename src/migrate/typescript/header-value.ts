import { ts } from 'ts-morph';
import { bare, propertyName } from '../../languages/typescript/syntax/nodes.ts';
import { concatenated, loginOfHeader } from './login.ts';
import { followed } from './portable.ts';
import { unsupported } from './refusal.ts';
import { styleOf } from './style.ts';
import { type Task, tokenAt } from './token-call.ts';

/** The Authorization header as an expression. @param token an expression for the token @param like how the script writes the header */
export function bearerText(token: string, like: ts.Node): string {
  const node = ts.isExpression(like) ? bare(like) : like;
  if (ts.isBinaryExpression(node)) {
    const { quote } = styleOf(like.getSourceFile());
    return `${quote}Bearer ${quote} + ${token.startsWith('await ') ? `(${token})` : token}`;
  }
  return `\`Bearer \${${token}}\``;
}

type Scheme = 'basic' | 'other' | 'none' | 'unknown';

function schemeOf(expression: ts.Expression): Scheme {
  const node = followed(expression);
  const [first] = concatenated(node) ?? [];
  if (typeof first === 'string') {
    const [, scheme] = /^\s*([a-z]+)(?:\s|$)/i.exec(first) ?? [];
    return scheme === undefined ? (first.trim() === '' ? 'none' : 'unknown') : scheme.toLowerCase() === 'basic' ? 'basic' : 'other';
  }
  if (node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined')) return 'none';
  return 'unknown';
}

/** The alternatives of a header's value: what conditions choose among. */
function leavesOf(expression: ts.Expression): ts.Expression[] {
  const node = bare(expression);
  if (ts.isConditionalExpression(node)) return [...leavesOf(node.whenTrue), ...leavesOf(node.whenFalse)];
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken)
      return [...leavesOf(node.left), ...leavesOf(node.right)];
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return leavesOf(node.right);
  }
  return [expression];
}

/** The expression that a header is set to, at the place where it is set. */
function headerValue(node: ts.Node): ts.Expression | undefined {
  if (ts.isPropertyAssignment(node)) return node.initializer;
  if (ts.isShorthandPropertyAssignment(node)) return node.name;
  if (ts.isBinaryExpression(node)) return node.right;
  if (ts.isArrayLiteralExpression(node)) return node.elements[1];
  if (ts.isCallExpression(node)) {
    const [first, second] = node.arguments;
    const name = first && bare(first);
    return name && ts.isStringLiteralLike(name) && /^authorization$/i.test(name.text) ? second : undefined;
  }
  return undefined;
}

/** Puts a token into an Authorization header. Throws a Refusal. */
export function changeHeader(task: Task): void {
  const { attachment, settling } = task;
  const { node } = attachment;
  const value = headerValue(node) ?? (ts.isExpression(node) && !ts.isCallExpression(node) ? node : undefined);
  if (!value) throw unsupported('The header is set in a way that cannot be changed safely.');
  const { quote } = styleOf(node.getSourceFile());
  const leaves = leavesOf(value).filter((leaf) => {
    const scheme = schemeOf(leaf);
    if (scheme === 'unknown' && attachment.mixed)
      throw unsupported('The header holds a user name and password in some cases and a token in others.');
    return scheme === 'basic' || scheme === 'unknown';
  });
  if (leaves.length === 0) throw unsupported('Where the header gets the user name and password from is not clear.');
  for (const leaf of leaves) {
    const token = tokenAt(node, task, (at) => loginOfHeader(leaf, at, quote));
    const text = bearerText(token, schemeOf(leaf) === 'basic' ? followedWriting(leaf) : leaf);
    if (ts.isShorthandPropertyAssignment(node)) settling.change.replace(node, `${propertyName(node.name)}: ${text}`);
    else settling.change.replace(leaf, text);
  }
}

function followedWriting(leaf: ts.Expression): ts.Expression {
  return ts.isIdentifier(bare(leaf)) ? followed(leaf) : leaf;
}
