import type { Span } from '../../../values/value.ts';
import type { Expression } from '../syntax/ir.ts';
import { type Abstract, join, unknownValue } from './abstract.ts';
import { writeAttribute } from './attributes.ts';
import { changeContents, iterate, keysOf, newSequence, setKey } from './collections.ts';
import { evaluate, labelOf } from './expressions.ts';
import type { Machine } from './machine.ts';
import { writeName } from './scopes.ts';

/** `target = value`, taking tuples and lists apart. */
export function assign(machine: Machine, target: Expression, value: Abstract, span: Span): void {
  switch (target.kind) {
    case 'name':
      writeName(machine, target.name, value, span);
      return;
    case 'attribute':
      writeAttribute(machine, evaluate(machine, target.object), target.name, value, span);
      return;
    case 'subscript':
      assignItem(machine, evaluate(machine, target.object), evaluate(machine, target.index), value, span);
      return;
    case 'sequence':
      unpack(machine, target.items, value, span);
      return;
    case 'star':
      assign(machine, target.value, value, span);
      return;
    default:
  }
}

function unpack(machine: Machine, targets: readonly Expression[], value: Abstract, span: Span): void {
  const lists = iterate(value, 'item', span);
  const starAt = targets.findIndex((target) => target.kind === 'star');
  targets.forEach((target, position) => {
    if (target.kind === 'star') {
      const rest = lists.flatMap((items) => items.slice(position, items.length - (targets.length - position - 1)));
      assign(machine, target, [{ kind: 'entity', entity: newSequence(machine, 'list', rest, span) }], span);
      return;
    }
    const found = lists.flatMap((items): Abstract[] => {
      if (items.some((item) => item.many)) return items.map((item) => renamed(item.value, labelOf(target), span));
      const item = starAt >= 0 && position > starAt ? items.at(position - targets.length) : items[position];
      return item ? [item.value] : [];
    });
    assign(machine, target, found.length > 0 ? join(found) : unknownValue(labelOf(target), 'computed', span), span);
  });
}

/** An element of something unknown goes by the name of the variable that takes it. */
function renamed(value: Abstract, name: string, span: Span): Abstract {
  const [atom] = value;
  const piece = atom?.kind === 'string' && value.length === 1 ? atom.value.alternatives[0]?.[0] : undefined;
  return piece?.kind === 'unknown' && piece.cause === 'loop' ? unknownValue(name, 'loop', span) : value;
}

function assignItem(machine: Machine, object: Abstract, key: Abstract, value: Abstract, span: Span): void {
  for (const atom of object) {
    if (atom.kind !== 'entity') continue;
    const { entity } = atom;
    if (entity.kind === 'list') {
      const position = Number(keysOf(key)[0] ?? Number.NaN);
      changeContents(
        machine,
        entity,
        (items) =>
          items.map((item, index) =>
            index === position || Number.isNaN(position)
              ? { value: join([value, ...(Number.isNaN(position) ? [item.value] : [])]), span }
              : item,
          ),
        span,
      );
    } else if (entity.kind !== 'tuple') setKey(machine, entity, key, value, span);
  }
}
