import { concat, type Value } from '../../../values/value.ts';
import type { Expression, ExpressionOf, StringPart } from '../syntax/ir.ts';
import { type Abstract, asText, entityValue, type Item, isUnknown, join, NEVER, NONE, string, unknownValue } from './abstract.ts';
import { assign } from './assignment.ts';
import { readAttribute } from './attributes.ts';
import { evaluateArguments } from './binding.ts';
import { callExternal, callValue } from './calls.ts';
import { superOf } from './classes.ts';
import { anyElement, iterate, MAX_ITEMS, mergeInto, newDictionary, sequenceValue, setKey } from './collections.ts';
import { atomTruth } from './conditions.ts';
import { decide } from './decisions.ts';
import { defineFunction } from './definitions.ts';
import { NOTHING_WRITTEN } from './delta.ts';
import { callByName, instanceByName } from './dispatch.ts';
import { type Machine, NO_KEYWORDS } from './machine.ts';
import { evaluateBinary, lean, weightOf } from './operators.ts';
import { readName, writeName } from './scopes.ts';
import { evaluateSubscript } from './subscripts.ts';

/** What an expression can be. */
export function evaluate(machine: Machine, expression: Expression): Abstract {
  if (!machine.step()) return unknownValue(labelOf(expression), 'limit', expression.span);
  const { span } = expression;
  switch (expression.kind) {
    case 'string':
      return charged(machine, string(evaluateString(machine, expression)));
    case 'number':
      return [{ kind: 'number', text: expression.text, span }];
    case 'constant':
      return expression.value === null ? NONE : [{ kind: 'boolean', value: expression.value }];
    case 'name':
      return readName(machine, expression.name, span);
    case 'attribute': {
      const object = evaluate(machine, expression.object);
      const instance = isUnknown(object) ? instanceByName(machine, labelOf(expression.object)) : undefined;
      return readAttribute(machine, instance ? entityValue(instance) : object, expression.name, span, labelOf(expression));
    }
    case 'subscript':
      return evaluateSubscript(machine, expression);
    case 'call':
      return charged(machine, evaluateCall(machine, expression));
    case 'binary':
      return charged(
        machine,
        evaluateBinary(machine, expression.operator, evaluate(machine, expression.left), evaluate(machine, expression.right), span),
      );
    case 'boolean':
      return evaluateBoolean(machine, expression);
    case 'not':
      evaluate(machine, expression.operand);
      return unknownValue('condition', 'computed', span);
    case 'compare':
      evaluate(machine, expression.left);
      evaluate(machine, expression.right);
      return unknownValue('condition', 'computed', span);
    case 'conditional':
      return evaluateConditional(machine, expression);
    case 'sequence':
      return sequenceValue(machine, expression.type, evaluateItems(machine, expression.items), span);
    case 'dictionary':
      return evaluateDictionary(machine, expression);
    case 'lambda':
      return [{ kind: 'function', fn: defineFunction(machine, expression.definition, 'plain') }];
    case 'comprehension':
      return evaluateComprehension(machine, expression);
    case 'yield': {
      const value = expression.value ? evaluate(machine, expression.value) : NONE;
      const yielded = expression.from ? anyElement(iterate(value, 'item', span), 'item', span) : value;
      machine.current.yields.push(yielded);
      return unknownValue('sent', 'computed', span);
    }
    case 'walrus': {
      const value = evaluate(machine, expression.value);
      writeName(machine, expression.name, value, span);
      return value;
    }
    case 'star':
      return evaluate(machine, expression.value);
    case 'slice':
      return NONE;
    case 'opaque':
      for (const part of expression.parts) evaluate(machine, part);
      return unknownValue('expression', 'computed', span);
  }
}

function charged(machine: Machine, value: Abstract): Abstract {
  for (const atom of value) if (atom.kind === 'string') machine.charge(weightOf(atom.value));
  return value;
}

function evaluateConditional(machine: Machine, expression: ExpressionOf<'conditional'>): Abstract {
  const truth = decide(machine, expression.test);
  if (truth !== undefined) return evaluate(machine, truth ? expression.consequence : expression.otherwise);
  return machine.fork([() => evaluate(machine, expression.consequence), () => evaluate(machine, expression.otherwise)]);
}

/** A short name for an expression, as the script writes it. */
export function labelOf(expression: Expression): string {
  if (expression.kind === 'name') return expression.name;
  if (expression.kind === 'attribute') {
    const { object } = expression;
    return object.kind === 'name' || object.kind === 'attribute' ? `${labelOf(object)}.${expression.name}` : expression.name;
  }
  if (expression.kind === 'call') return labelOf(expression.callee);
  if (expression.kind === 'subscript') return labelOf(expression.object);
  return 'expression';
}

function evaluateString(machine: Machine, expression: ExpressionOf<'string'>): Value {
  const { parts } = expression;
  if (parts.length === 1) return evaluatePart(machine, parts[0]!);
  const values: Value[] = [];
  for (const part of parts) values.push(evaluatePart(machine, part));
  return concat(values);
}

function evaluatePart(machine: Machine, part: StringPart): Value {
  if (part.kind === 'text')
    return { alternatives: [[{ kind: 'text', text: part.text, span: part.span, exact: part.exact }]], truncated: false };
  if (part.kind === 'foreign') return asText(readName(machine, part.name, part.span), part.name, part.span);
  return lean(asText(evaluate(machine, part.value), labelOf(part.value), part.value.span));
}

function evaluateItems(machine: Machine, items: readonly Expression[]): Item[] {
  const result: Item[] = [];
  for (const item of items) {
    if (item.kind !== 'star') {
      result.push({ value: evaluate(machine, item), span: item.span });
      continue;
    }
    const lists = iterate(evaluate(machine, item.value), 'item', item.span);
    if (lists.length === 1) result.push(...lists[0]!.slice(0, MAX_ITEMS));
    else result.push({ value: anyElement(lists, 'item', item.span), span: item.span, many: true });
  }
  return result;
}

function evaluateDictionary(machine: Machine, expression: ExpressionOf<'dictionary'>): Abstract {
  const dictionary = newDictionary(machine, expression.span);
  for (const entry of expression.entries) {
    const value = evaluate(machine, entry.value);
    if (entry.key) setKey(machine, dictionary, evaluate(machine, entry.key), value, entry.value.span);
    else mergeInto(machine, dictionary, value, entry.value.span);
  }
  return entityValue(dictionary);
}

const MAX_UNROLLED = 24;

function evaluateComprehension(machine: Machine, expression: ExpressionOf<'comprehension'>): Abstract {
  const { span } = expression;
  const [first, ...others] = expression.clauses;
  const dictionary = expression.key ? newDictionary(machine, span) : undefined;
  const items: Item[] = [];
  const each = (many: boolean): void => {
    for (const clause of others)
      assign(
        machine,
        clause.target,
        anyElement(iterate(evaluate(machine, clause.iterable), labelOf(clause.target), span), labelOf(clause.target), span),
        span,
      );
    const value = evaluate(machine, expression.element);
    if (dictionary && expression.key) setKey(machine, dictionary, evaluate(machine, expression.key), value, span);
    else items.push({ value, span: expression.element.span, many: many || others.length > 0 });
  };
  if (first) {
    const lists = iterate(evaluate(machine, first.iterable), labelOf(first.target), first.iterable.span);
    const only = lists.length === 1 && !lists[0]!.some((item) => item.many) && lists[0]!.length <= MAX_UNROLLED ? lists[0]! : undefined;
    for (const item of only ?? [{ value: anyElement(lists, labelOf(first.target), first.iterable.span) }]) {
      assign(machine, first.target, item.value, first.target.span);
      each(!only);
    }
  }
  return dictionary ? entityValue(dictionary) : sequenceValue(machine, 'list', items, span);
}

function evaluateBoolean(machine: Machine, expression: ExpressionOf<'boolean'>): Abstract {
  const left = evaluate(machine, expression.left);
  // What `or` hands on is not one of the values that are false.
  const ruledOut = expression.operator !== 'or';
  const kept = left.filter((atom) => atomTruth(atom) !== ruledOut);
  machine.store.begin();
  const right = evaluate(machine, expression.right);
  machine.store.merge([NOTHING_WRITTEN, machine.store.rollback()]);
  return join([kept, right]);
}

function evaluateCall(machine: Machine, expression: ExpressionOf<'call'>): Abstract {
  const { callee, span } = expression;
  if (callee.kind === 'name' && callee.name === 'super') return evaluateSuper(machine, expression);
  const label = callee.kind === 'attribute' ? callee.name : labelOf(callee);
  if (callee.kind === 'attribute') {
    const object = evaluate(machine, callee.object);
    const target = readAttribute(machine, object, callee.name, callee.span, labelOf(callee));
    const args = evaluateArguments(machine, expression.args, span);
    const named = isOpaque(machine, object, target) ? callByName(machine, callee.name, labelOf(callee.object), args) : NEVER;
    const result = callValue(machine, target, args, label);
    return named.length === 0 && result.length === 1 ? result : join([result, named]);
  }
  const target = evaluate(machine, callee);
  const args = evaluateArguments(machine, expression.args, span);
  return callValue(machine, target, args, label);
}

/** Whether nothing is known of an object but what a library or a caller may have made it. */
function isOpaque(machine: Machine, object: Abstract, target: Abstract): boolean {
  if (isUnknown(object)) return true;
  for (const atom of target) {
    if (atom.kind !== 'external' || atom.self?.[0]?.kind !== 'entity' || machine.library.has(atom.path)) return false;
  }
  return target.length > 0;
}

function evaluateSuper(machine: Machine, expression: ExpressionOf<'call'>): Abstract {
  const { definition, frame, owner } = machine.current;
  for (const argument of expression.args) evaluate(machine, argument.value);
  const first = definition?.parameters[0]?.name;
  const self = first ? frame.fields.get(first)?.value : undefined;
  const instance = self?.find((atom) => atom.kind === 'entity');
  if (!owner || instance?.kind !== 'entity')
    return callExternal(machine, 'builtins.object', undefined, {
      positional: [],
      keywords: NO_KEYWORDS,
      open: false,
      span: expression.span,
    });
  return superOf(machine, owner, instance.entity);
}
