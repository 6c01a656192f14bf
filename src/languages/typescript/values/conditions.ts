import { ts } from 'ts-morph';
import { skeleton } from '../../../values/text.ts';
import { literal, type Sequence } from '../../../values/value.ts';
import { type Guard, guardsOf, isEqual, isUnequal } from '../syntax/guards.ts';
import { bare, memberOf } from '../syntax/nodes.ts';
import { unitOf } from '../syntax/unit.ts';
import type { Context } from './context.ts';
import type { Abstract } from './entity.ts';
import type { Evaluator } from './evaluator.ts';

/**
 * Whether the arm that a guard names is taken: by what is known, by what is held fixed, or because the place stands in an arm of
 * the same condition. Undefined, and noted as a choice, where neither tells.
 */
export function armTaken(e: Evaluator, guard: Guard, place: ts.Node, context: Context): boolean | undefined {
  const { result: truth, choices } = e.asking(() => (guard.clauses ? clauseTaken(e, guard, context) : guardTruth(e, guard, context)));
  // What an open condition depends on matters no more than the condition itself, but for who calls and on what.
  for (const choice of choices.values()) if (truth !== undefined || choice.kind !== 'arm') e.record(choice);
  if (truth !== undefined) return truth;
  const fixed = e.facts.arms.get(guard.id);
  if (fixed !== undefined) return fixed === guard.arm;
  const around = guardsOf(place).find((other) => other.id === guard.id);
  if (around) return around.arm === guard.arm;
  e.record({ kind: 'arm', id: guard.id, arms: guard.arms });
  return undefined;
}

function guardTruth(e: Evaluator, guard: Guard, context: Context): boolean | undefined {
  const { condition } = guard;
  let truth = truthOf(e, condition, context);
  if (truth === undefined) return undefined;
  if (ts.isBinaryExpression(condition) && isUnequal(condition.operatorToken.kind)) truth = !truth;
  return truth === (guard.arm === 0);
}

function clauseTaken(e: Evaluator, guard: Guard, context: Context): boolean | undefined {
  const subject = single(e.eval(guard.condition, context));
  if (subject === undefined) return undefined;
  const clauses = guard.clauses!;
  const match = clauses.findIndex((clause) => ts.isCaseClause(clause) && single(e.eval(clause.expression, context)) === subject);
  if (match >= 0) {
    // An empty clause falls through to the next.
    let taken = match;
    while (taken < clauses.length - 1 && clauses[taken]!.statements.length === 0) taken++;
    return taken === guard.arm;
  }
  const fallback = clauses.findIndex((clause) => ts.isDefaultClause(clause));
  return fallback < 0 ? false : fallback === guard.arm;
}

/** Whether a condition holds; undefined where that cannot be told. */
export function truthOf(e: Evaluator, expression: ts.Expression, context: Context): boolean | undefined {
  const node = bare(expression);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    const inner = truthOf(e, node.operand, context);
    return inner === undefined ? undefined : !inner;
  }
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.kind;
    if (operator === ts.SyntaxKind.AmpersandAmpersandToken) return both(truthOf(e, node.left, context), truthOf(e, node.right, context));
    if (operator === ts.SyntaxKind.BarBarToken) return either(truthOf(e, node.left, context), truthOf(e, node.right, context));
    if (isEqual(operator) || isUnequal(operator)) {
      const equal = equality(e, node, context);
      return equal === undefined ? undefined : equal === isEqual(operator);
    }
    return undefined;
  }
  if (ts.isCallExpression(node)) return testCall(e, node, context);
  return truthOfValue(e, node, context);
}

function both(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left === false || right === false) return false;
  return left && right;
}

function either(left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  if (left || right) return true;
  return left === false && right === false ? false : undefined;
}

function equality(e: Evaluator, node: ts.BinaryExpression, context: Context): boolean | undefined {
  const left = single(e.eval(node.left, context));
  const right = single(e.eval(node.right, context));
  if (left === undefined || right === undefined) return undefined;
  return left === right;
}

/** The one text or truth value that an abstract value is, marked by its kind. */
function single(abstract: Abstract): string | undefined {
  if (abstract.length !== 1) return undefined;
  const entity = abstract[0]!;
  if (entity.kind === 'constant' && typeof entity.value === 'boolean') return `c${String(entity.value)}`;
  if (entity.kind !== 'text' || entity.value.alternatives.length !== 1 || entity.value.truncated) return undefined;
  const content = literal(entity.value.alternatives[0]!);
  return content === undefined ? undefined : `t${content}`;
}

const TESTS = new Set(['includes', 'startsWith', 'endsWith']);

/** `url.includes('…')` and its like on what is known of a text; `Boolean(x)`. */
function testCall(e: Evaluator, call: ts.CallExpression, context: Context): boolean | undefined {
  const callee = bare(call.expression);
  const argument = call.arguments[0];
  if (!argument) return undefined;
  if (ts.isIdentifier(callee) && callee.text === 'Boolean') return truthOf(e, argument, context);
  const member = memberOf(callee);
  if (member?.name === undefined || !TESTS.has(member.name)) return undefined;
  const needle = single(e.eval(argument, context))?.slice(1);
  const [subject, ...rest] = e.eval(member.object, context);
  if (needle === undefined || subject?.kind !== 'text' || rest.length > 0) return undefined;
  const verdicts = new Set(subject.value.alternatives.map((sequence) => contains(skeleton(sequence), needle, member.name!)));
  const [verdict] = verdicts;
  return verdicts.size === 1 ? verdict : undefined;
}

function contains(text: string, needle: string, how: string): boolean | undefined {
  const known = !text.includes('\u0000');
  if (how === 'includes') {
    if (text.includes(needle)) return true;
    // What is put into a path behind its start is an id or a name, not another path.
    return known || (needle.startsWith('/') && text.startsWith('/')) ? false : undefined;
  }
  const part = how === 'startsWith' ? text.slice(0, needle.length) : text.slice(Math.max(0, text.length - needle.length));
  if (part === needle) return true;
  return known || !part.includes('\u0000') ? false : undefined;
}

function truthOfValue(e: Evaluator, node: ts.Expression, context: Context): boolean | undefined {
  const abstract = e.eval(node, context);
  if (abstract.length === 0) return undefined;
  // What a variable or member starts with (`null`, `''`, `false`) may be changed out of sight.
  const member = memberOf(node);
  const passed = member
    ? e.eval(member.object, context).every((object) => object.kind === 'record')
    : !ts.isIdentifier(node) || node.text === 'undefined' || isPassed(node);
  const verdicts = new Set<boolean | undefined>();
  for (const entity of abstract) {
    if (entity.kind === 'constant') verdicts.add(entity.value === true ? true : passed ? false : undefined);
    else if (entity.kind === 'text') for (const sequence of entity.value.alternatives) verdicts.add(textTruth(sequence, passed && !member));
    else
      verdicts.add(
        entity.kind === 'unknown' || entity.kind === 'external' || entity.kind === 'part' || entity.kind === 'rest' ? undefined : true,
      );
  }
  const [verdict] = verdicts;
  return verdicts.size === 1 ? verdict : undefined;
}

function textTruth(sequence: Sequence, trusted: boolean): boolean | undefined {
  if (sequence.length === 0) return trusted ? false : undefined;
  return sequence.some((piece) => piece.kind === 'text' && piece.text !== '') ? true : undefined;
}

/** Whether a name is a parameter or a constant that is set once: what is seen of it is all there is. */
function isPassed(node: ts.Identifier): boolean {
  const definitions = unitOf(node).scopes.lookup(node.text, node)?.definitions ?? [];
  return definitions.length === 1 && (definitions[0]!.kind === 'parameter' || definitions[0]!.kind === 'value');
}
