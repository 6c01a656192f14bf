import { ts } from 'ts-morph';
import { concat, MAX_PIECES, text, unknown, type Value } from '../../../values/value.ts';
import { guard } from '../syntax/guards.ts';
import { bare, isFunctionNode, memberOf, thisOwner } from '../syntax/nodes.ts';
import { spanAt, spanOf } from '../syntax/unit.ts';
import { thisEntities } from './classes.ts';
import { armTaken, truthOf } from './conditions.ts';
import type { Context } from './context.ts';
import { type Abstract, isAbsent, join, textEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { evalIdentifier } from './identifiers.ts';
import { elementsOf } from './lists.ts';
import { property } from './properties.ts';

/** What an expression other than a call can be. */
export function evalExpression(e: Evaluator, node: ts.Expression, context: Context): Abstract {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return textEntity(literalText(node, node.text, 1));
  if (ts.isTemplateExpression(node)) return textEntity(templateText(e, node, context));
  if (ts.isNumericLiteral(node)) return textEntity(text(node.text, spanOf(node), node.getText() === node.text));
  if (ts.isIdentifier(node)) return evalIdentifier(e, node, context);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) return evalMember(e, node, context);
  if (ts.isBinaryExpression(node)) return evalBinary(e, node, context);
  if (ts.isConditionalExpression(node)) return choose(e, node, node.condition, node.whenTrue, node.whenFalse, context);
  if (ts.isObjectLiteralExpression(node)) return [{ kind: 'record', node, context }];
  if (ts.isArrayLiteralExpression(node)) return [{ kind: 'list', node, context }];
  if (isFunctionNode(node) && ts.isExpression(node)) return [{ kind: 'function', node, context, self: arrowSelf(e, node, context) }];
  if (ts.isClassExpression(node)) return [{ kind: 'class', node, context }];
  if (ts.isTaggedTemplateExpression(node)) return unknownEntity(e.nameOf(node.tag), 'command', spanOf(node));
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword:
      return thisEntities(e, node, context);
    case ts.SyntaxKind.TrueKeyword:
      return [{ kind: 'constant', value: true }];
    case ts.SyntaxKind.FalseKeyword:
      return [{ kind: 'constant', value: false }];
    case ts.SyntaxKind.NullKeyword:
      return [{ kind: 'constant', value: null }];
    case ts.SyntaxKind.VoidExpression:
      return [{ kind: 'constant', value: undefined }];
    case ts.SyntaxKind.MetaProperty:
      return [{ kind: 'external', module: '', path: ['import.meta'] }];
    case ts.SyntaxKind.PrefixUnaryExpression: {
      const truth = truthOf(e, node, context);
      return truth === undefined ? unknownEntity('value', 'computed', spanOf(node)) : [{ kind: 'constant', value: truth }];
    }
    default:
      return unknownEntity(e.nameOf(node), 'computed', spanOf(node));
  }
}

/** An arrow function keeps the `this` of the place where it stands. */
function arrowSelf(e: Evaluator, node: ts.Node, context: Context): Abstract | undefined {
  if (!ts.isArrowFunction(node)) return undefined;
  const owner = thisOwner(node);
  return owner ? e.frameOf(owner, context)?.self : undefined;
}

/** A piece of known text; `skip` characters of the source (a quote, a backtick, a brace) stand in front of it. */
function literalText(node: ts.Node, content: string, skip: number): Value {
  const start = node.getStart() + skip;
  const exact = node.getSourceFile().text.startsWith(content, start);
  const end = exact ? start + content.length : Math.max(start, node.getEnd() - 1);
  return text(content, spanAt(node, start, end), exact);
}

function templateText(e: Evaluator, node: ts.TemplateExpression, context: Context): Value {
  const parts: Value[] = [literalText(node.head, node.head.text, 1)];
  for (const span of node.templateSpans) {
    parts.push(e.text(span.expression, context), literalText(span.literal, span.literal.text, 1));
  }
  return concat(parts);
}

function evalMember(e: Evaluator, node: ts.PropertyAccessExpression | ts.ElementAccessExpression, context: Context): Abstract {
  const member = memberOf(node)!;
  const objects = e.eval(member.object, context);
  if (member.name !== undefined) return property(e, objects, member.name, node, context);
  const keys = e.eval(member.index!, context);
  const names = keys.flatMap((key) =>
    key.kind === 'text'
      ? key.value.alternatives.map((sequence) => sequence.map((piece) => (piece.kind === 'text' ? piece.text : undefined)))
      : [],
  );
  const known = names.filter((pieces) => pieces.every((piece) => piece !== undefined)).map((pieces) => pieces.join(''));
  if (known.length > 0 && known.length === names.length) return e.joined(known.map((name) => property(e, objects, name, node, context)));
  return e.joined(objects.map((object) => elementsOf(e, object, node, context)));
}

/** One of two expressions: the one that the condition takes where that can be told, else both, and the decision is noted. */
function choose(
  e: Evaluator,
  node: ts.Node,
  condition: ts.Expression,
  whenTrue: ts.Expression,
  whenFalse: ts.Expression,
  context: Context,
): Abstract {
  const taken = armTaken(e, guard(condition, 0), node, context);
  if (taken !== undefined) return e.eval(taken ? whenTrue : whenFalse, context);
  return join([e.eval(whenTrue, context), e.eval(whenFalse, context)]);
}

function evalBinary(e: Evaluator, node: ts.BinaryExpression, context: Context): Abstract {
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return evalSum(e, node, context);
    case ts.SyntaxKind.EqualsToken:
    case ts.SyntaxKind.CommaToken:
      return e.eval(node.right, context);
    case ts.SyntaxKind.BarBarToken:
    case ts.SyntaxKind.QuestionQuestionToken:
    case ts.SyntaxKind.QuestionQuestionEqualsToken:
    case ts.SyntaxKind.BarBarEqualsToken:
      return evalDefaulted(e, node, context);
    case ts.SyntaxKind.AmpersandAmpersandToken: {
      const taken = armTaken(e, guard(node.left, 0), node, context);
      if (taken === false) return e.eval(node.left, context).filter(isAbsent);
      const right = e.eval(node.right, context);
      return taken ? right : join([right, [{ kind: 'constant', value: undefined }]]);
    }
    default: {
      const truth = truthOf(e, node, context);
      return truth === undefined ? unknownEntity('value', 'computed', spanOf(node)) : [{ kind: 'constant', value: truth }];
    }
  }
}

/** The most terms of a sum that are looked at: as many as a value keeps. */
const MAX_OPERANDS = MAX_PIECES;

/** Long sums nest to the left: flattened first, so that their length does not become depth. */
function evalSum(e: Evaluator, node: ts.BinaryExpression, context: Context): Abstract {
  const operands: ts.Expression[] = [];
  let current: ts.Expression = node;
  while (ts.isBinaryExpression(current) && current.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    operands.push(current.right);
    current = bare(current.left);
  }
  operands.push(current);
  const values = operands
    .reverse()
    .slice(0, MAX_OPERANDS)
    .map((operand) => e.text(operand, context));
  if (operands.length > MAX_OPERANDS) values.push(unknown('rest', 'limit', spanOf(node)));
  return textEntity(concat(values));
}

/** `a || b` and `a ?? b`: what is surely missing falls away. */
function evalDefaulted(e: Evaluator, node: ts.BinaryExpression, context: Context): Abstract {
  const nullish =
    node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
    node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken;
  const left = e.eval(node.left, context);
  const kept = left.filter((entity) =>
    nullish ? !(entity.kind === 'constant' && (entity.value === undefined || entity.value === null)) : !isAbsent(entity),
  );
  if (kept.length === 0) return e.eval(node.right, context);
  if (nullish) return isPresent(kept) ? kept : join([kept, e.eval(node.right, context)]);
  const taken = armTaken(e, guard(node.left, 0), node, context);
  if (taken === true) return kept;
  if (taken === false) return e.eval(node.right, context);
  return join([kept, e.eval(node.right, context)]);
}

function isPresent(abstract: Abstract): boolean {
  return abstract.every(
    (entity) =>
      entity.kind !== 'unknown' &&
      !(
        entity.kind === 'text' &&
        entity.value.alternatives.some((sequence) => sequence.some((piece) => piece.kind === 'unknown' && piece.cause === 'environment'))
      ),
  );
}
