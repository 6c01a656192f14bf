import { type Span, unknown, type Value } from '../../../values/value.ts';
import type { Expression, ExpressionOf } from '../syntax/ir.ts';
import { type Abstract, type Entity, entityValue, externalText, join, present, string, unknownValue } from './abstract.ts';
import { contents, entries, getKey, keysOf, sequenceValue } from './collections.ts';
import { evaluate, labelOf } from './expressions.ts';
import type { Machine } from './machine.ts';
import { slice } from './strings.ts';

/** What `object[index]` or `object[start:stop]` can be. */
export function evaluateSubscript(machine: Machine, expression: ExpressionOf<'subscript'>): Abstract {
  const { span, index } = expression;
  const object = present(evaluate(machine, expression.object));
  if (index.kind === 'slice') return evaluateSlice(machine, object, index, span);
  const key = evaluate(machine, index);
  const label = labelOf(expression.object);
  const values = object.map((atom): Abstract => {
    if (atom.kind === 'entity') return elementOf(machine, atom.entity, key, label, span);
    if (atom.kind === 'external') return string(itemText(atom.path, key, span));
    if (atom.kind === 'string') return itemOfUnknown(atom.value, key, label, span);
    return [];
  });
  const result = join(values);
  return result.length > 0 ? result : unknownValue(label, 'computed', span);
}

function itemText(path: string, key: Abstract, span: Span): Value {
  const [name] = keysOf(key);
  if (path === 'sys.argv') return unknown(name === undefined ? 'argv' : `argv[${name}]`, 'script-parameter', span);
  const made = externalText(path, span).alternatives[0]![0]!;
  return name && !/^-?\d+$/.test(name) && made.kind === 'unknown' ? unknown(name, made.cause, span) : externalText(path, span);
}

function itemOfUnknown(value: Value, key: Abstract, label: string, span: Span): Abstract {
  const [name] = keysOf(key);
  const piece = value.alternatives.flatMap((sequence) =>
    sequence.length === 1 && sequence[0]!.kind === 'unknown' ? [sequence[0]] : [],
  )[0];
  if (piece?.kind !== 'unknown') return unknownValue(label, 'computed', span);
  const cause = piece.cause === 'undefined' ? 'argument' : piece.cause;
  return unknownValue(name && !/^-?\d+$/.test(name) ? name : piece.name, cause, span);
}

function elementOf(machine: Machine, entity: Entity, key: Abstract, label: string, span: Span): Abstract {
  if (entity.kind === 'dictionary') {
    const found = keysOf(key).flatMap((name): Abstract[] => {
      if (name === undefined) return entries(entity).map((entry) => entry.value);
      return [getKey(entity, name) ?? unknownValue(name, 'undefined', span)];
    });
    return found.length > 0 ? present(join(found)) : unknownValue(label, 'undefined', span);
  }
  if (entity.kind === 'list' || entity.kind === 'tuple') {
    const [name] = keysOf(key);
    const position = Number(name ?? Number.NaN);
    const found = contents(entity).flatMap((items) => {
      if (!Number.isInteger(position) || items.some((item) => item.many)) return items.map((item) => item.value);
      const item = items.at(position);
      return item ? [item.value] : [];
    });
    return found.length > 0 ? join(found) : unknownValue(label, 'computed', span);
  }
  const [name] = keysOf(key);
  if (entity.external) {
    const own = name === undefined ? undefined : entity.fields.get(`:${name}`);
    if (own) return own.value;
    const library = machine.library.get(`${entity.external}.@[]`);
    if (library)
      return library(machine, { positional: [{ value: key, span }], keywords: new Map(), open: false, span }, entityValue(entity), '[]');
    return string(itemText(entity.external, key, span));
  }
  return unknownValue(name ?? label, 'computed', span);
}

function evaluateSlice(machine: Machine, object: Abstract, index: ExpressionOf<'slice'>, span: Span): Abstract {
  const bound = (part: Expression | undefined): number | undefined => {
    const atom = part ? evaluate(machine, part)[0] : undefined;
    return atom?.kind === 'number' ? Number(atom.text) : undefined;
  };
  const start = bound(index.start);
  const stop = bound(index.stop);
  const dynamic = (index.start && start === undefined) || (index.stop && stop === undefined);
  return join(
    object.map((atom): Abstract => {
      if (atom.kind === 'string') return dynamic ? [atom] : string(slice(atom.value, start, stop));
      if (atom.kind !== 'entity' || (atom.entity.kind !== 'list' && atom.entity.kind !== 'tuple')) {
        return atom.kind === 'external' || atom.kind === 'entity' ? [atom] : [];
      }
      const items = contents(atom.entity)[0] ?? [];
      return sequenceValue(machine, 'list', dynamic ? items : items.slice(start, stop), span);
    }),
  );
}
