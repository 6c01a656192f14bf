import { ts } from 'ts-morph';
import { bare, functionAround, isFunctionNode, isInside, memberOf } from './nodes.ts';
import { unitOf } from './unit.ts';

/** One arm of a conditional that has to be taken for a node to run. Arm 0 is the condition's true side. */
export interface Guard {
  readonly id: string;
  readonly arm: number;
  readonly arms: number;
  /** The condition, without leading `!`; for a switch what is compared. */
  readonly condition: ts.Expression;
  /** The clauses of a switch, by arm. */
  readonly clauses?: readonly ts.CaseOrDefaultClause[] | undefined;
}

const cache = new WeakMap<ts.Node, readonly Guard[]>();
const conditionIds = new WeakMap<ts.Node, Map<string, string>>();

/** The conditionals around a node up to the top of its script, outermost first, earlier exits counted as conditionals. */
export function guardsOf(node: ts.Node): readonly Guard[] {
  const known = cache.get(node);
  if (known) return known;
  const guards: Guard[] = [];
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    const below = cache.get(child);
    if (below && child !== node) {
      const whole = [...below, ...guards.reverse()];
      cache.set(node, whole);
      return whole;
    }
    const own = guardBetween(parent, child);
    if (own) guards.push(own);
    if (ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent))
      guards.push(...exitGuards(parent.statements, child));
  }
  const result = guards.reverse();
  cache.set(node, result);
  return result;
}

/** The guards of a node inside one function. */
export function guardsWithin(node: ts.Node, owner: ts.Node): readonly Guard[] {
  return guardsOf(node).slice(guardsOf(owner).length);
}

function guardBetween(parent: ts.Node, child: ts.Node): Guard | undefined {
  if (ts.isIfStatement(parent)) {
    if (child === parent.thenStatement) return guard(parent.expression, 0);
    if (child === parent.elseStatement) return guard(parent.expression, 1);
  } else if (ts.isConditionalExpression(parent)) {
    if (child === parent.whenTrue) return guard(parent.condition, 0);
    if (child === parent.whenFalse) return guard(parent.condition, 1);
  } else if (ts.isBinaryExpression(parent) && child === parent.right) {
    if (parent.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return guard(parent.left, 0);
    if (parent.operatorToken.kind === ts.SyntaxKind.BarBarToken) return guard(parent.left, 1);
  } else if (ts.isCaseBlock(parent) && ts.isCaseOrDefaultClause(child)) {
    const { clauses } = parent;
    return {
      id: conditionId(parent.parent.expression, 'switch'),
      arm: clauses.indexOf(child),
      arms: clauses.length,
      condition: parent.parent.expression,
      clauses,
    };
  }
  return undefined;
}

/** The guard that a condition is, `!` turned into the other arm. */
export function guard(condition: ts.Expression, arm: number): Guard {
  let inner = bare(condition);
  let side = arm;
  for (;;) {
    if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
      inner = bare(inner.operand);
      side = 1 - side;
    } else break;
  }
  let text = '';
  if (ts.isBinaryExpression(inner) && isUnequal(inner.operatorToken.kind)) {
    side = 1 - side;
    text = `${inner.left.getText()}=${inner.right.getText()}`;
    return { id: conditionId(inner, text), arm: side, arms: 2, condition: inner };
  }
  if (ts.isBinaryExpression(inner) && isEqual(inner.operatorToken.kind)) text = `${inner.left.getText()}=${inner.right.getText()}`;
  return { id: conditionId(inner, text || inner.getText()), arm: side, arms: 2, condition: inner };
}

export function isEqual(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.EqualsEqualsToken || kind === ts.SyntaxKind.EqualsEqualsEqualsToken;
}

export function isUnequal(kind: ts.SyntaxKind): boolean {
  return kind === ts.SyntaxKind.ExclamationEqualsToken || kind === ts.SyntaxKind.ExclamationEqualsEqualsToken;
}

/** Conditions of one function that read the same and cannot have changed between share an id. */
function conditionId(condition: ts.Expression, text: string): string {
  const { start, file } = unitOf(condition).locate(condition.getStart(), condition.getEnd());
  const own = `${file}:${start}`;
  const owner = functionAround(condition);
  if (text.length > 500 || !isStable(condition, owner)) return own;
  let known = conditionIds.get(owner);
  if (!known) conditionIds.set(owner, (known = new Map()));
  const id = known.get(text);
  if (id !== undefined) return id;
  known.set(text, own);
  return own;
}

function isStable(condition: ts.Node, owner: ts.Node): boolean {
  const unit = unitOf(condition);
  let stable = true;
  const visit = (node: ts.Node): void => {
    if (!stable) return;
    if (ts.isCallExpression(node) && !isTextTest(node)) stable = false;
    if (ts.isIdentifier(node) && (unit.scopes.lookup(node.text, node)?.definitions.length ?? 0) > 1) stable = false;
    const name = memberOf(node)?.name;
    if (name !== undefined && unit.index.writes.get(name.toLowerCase())?.some((write) => isInside(write.node, owner))) stable = false;
    ts.forEachChild(node, visit);
  };
  visit(condition);
  return stable;
}

function isTextTest(call: ts.CallExpression): boolean {
  return /^(includes|startsWith|endsWith|test|has|Boolean)$/.test(memberOf(call.expression)?.name ?? call.expression.getText());
}

/** The most earlier exits of one block that are counted as conditionals: the nearest. */
const MAX_EXITS = 128;
/** The statements of a block that leave it under a condition, with the arm in which they do not. */
const exits = new WeakMap<readonly ts.Statement[], { readonly statement: ts.IfStatement; readonly arm: number }[]>();

function exitsOf(statements: readonly ts.Statement[]): { readonly statement: ts.IfStatement; readonly arm: number }[] {
  let found = exits.get(statements);
  if (found) return found;
  found = [];
  for (const statement of statements) {
    if (!ts.isIfStatement(statement)) continue;
    if (alwaysExits(statement.thenStatement)) found.push({ statement, arm: 1 });
    else if (statement.elseStatement && alwaysExits(statement.elseStatement)) found.push({ statement, arm: 0 });
  }
  exits.set(statements, found);
  return found;
}

/** The conditions under which none of the statements before a child has left, the nearest first. */
function exitGuards(statements: readonly ts.Statement[], child: ts.Node): Guard[] {
  const all = exitsOf(statements);
  let before = 0;
  for (let above = all.length; before < above; ) {
    const middle = (before + above) >> 1;
    if (all[middle]!.statement.pos < child.pos) before = middle + 1;
    else above = middle;
  }
  return all
    .slice(Math.max(0, before - MAX_EXITS), before)
    .map(({ statement, arm }) => guard(statement.expression, arm))
    .reverse();
}

/** Whether control never goes on behind a statement. */
export function alwaysExits(statement: ts.Statement): boolean {
  if (ts.isReturnStatement(statement) || ts.isThrowStatement(statement)) return true;
  if (ts.isContinueStatement(statement) || ts.isBreakStatement(statement)) return true;
  if (ts.isBlock(statement)) return statement.statements.some(alwaysExits);
  if (ts.isIfStatement(statement))
    return statement.elseStatement !== undefined && alwaysExits(statement.thenStatement) && alwaysExits(statement.elseStatement);
  if (ts.isExpressionStatement(statement) && ts.isCallExpression(statement.expression)) {
    return /^(process|Deno|\$\.?)\.?exit$/.test(statement.expression.expression.getText());
  }
  return false;
}

/** The innermost loop around a node inside its function. */
export function loopsAround(node: ts.Node): ts.Node[] {
  const loops: ts.Node[] = [];
  for (let current = node.parent; current && !isFunctionNode(current); current = current.parent) {
    if (
      ts.isForStatement(current) ||
      ts.isForOfStatement(current) ||
      ts.isForInStatement(current) ||
      ts.isWhileStatement(current) ||
      ts.isDoStatement(current)
    )
      loops.push(current);
  }
  return loops;
}
