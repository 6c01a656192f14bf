import { literal, type Span } from '../../../values/value.ts';
import { type Abstract, type Entity, entityValue, type Item, join, present, unknownValue } from './abstract.ts';
import type { Machine } from './machine.ts';

const ITEMS = 'items';
const REST = '*';
/** The most contents that a list can have, and the most items of each. */
export const MAX_SEQUENCES = 8;
export const MAX_ITEMS = 400;

export function newSequence(machine: Machine, kind: 'list' | 'tuple', items: readonly Item[], span: Span): Entity {
  const entity = machine.store.create(kind, { span });
  entity.fields.set(ITEMS, { value: [{ kind: 'items', items }], span });
  return entity;
}

export function newDictionary(machine: Machine, span: Span): Entity {
  return machine.store.create('dictionary', { span });
}

/** The contents that a list or tuple can have. */
export function contents(entity: Entity): (readonly Item[])[] {
  const value = entity.fields.get(ITEMS)?.value ?? [];
  return value.flatMap((atom) => (atom.kind === 'items' ? [atom.items] : []));
}

/** Changes each content that a list can have. */
export function changeContents(machine: Machine, entity: Entity, change: (items: readonly Item[]) => readonly Item[], span: Span): void {
  const changed = contents(entity)
    .slice(0, MAX_SEQUENCES)
    .map((items) => change(items).slice(0, MAX_ITEMS));
  machine.store.write(entity, ITEMS, { value: changed.map((items) => ({ kind: 'items', items })), span });
}

/** The contents of whatever is iterated: lists, tuples, the keys of dictionaries, or one unknown element. */
export function iterate(value: Abstract, name: string, span: Span): (readonly Item[])[] {
  const result: (readonly Item[])[] = [];
  for (const atom of value) {
    if (atom.kind === 'items') result.push(atom.items);
    else if (atom.kind === 'entity' && (atom.entity.kind === 'list' || atom.entity.kind === 'tuple')) result.push(...contents(atom.entity));
    else if (atom.kind === 'entity' && atom.entity.kind === 'dictionary') result.push(keys(atom.entity, span));
    else if (atom.kind !== 'none' && atom.kind !== 'absent') result.push([{ value: unknownValue(name, 'loop', span), span, many: true }]);
  }
  return result.length > 0 ? result : [[]];
}

/** What any one element can be. */
export function anyElement(lists: readonly (readonly Item[])[], name: string, span: Span): Abstract {
  const values = lists.flatMap((items) => items.map((item) => item.value));
  return values.length > 0 ? join(values.slice(0, 64)) : unknownValue(name, 'loop', span);
}

/** The literal keys that a value can be; undefined among them where it may be anything. */
export function keysOf(value: Abstract): (string | undefined)[] {
  const result: (string | undefined)[] = [];
  for (const atom of value) {
    if (atom.kind === 'number') result.push(atom.text);
    else if (atom.kind === 'string') result.push(...atom.value.alternatives.slice(0, 8).map(literal));
    else result.push(undefined);
  }
  return result.length > 0 ? result : [undefined];
}

export function setKey(machine: Machine, entity: Entity, key: Abstract, value: Abstract, span: Span): void {
  const names = keysOf(key);
  for (const name of names) {
    const field = name === undefined ? REST : `:${name}`;
    const before = entity.fields.get(field)?.value;
    const weak = names.length > 1 || name === undefined;
    machine.store.write(entity, field, { value: weak && before ? join([before, value]) : value, span });
  }
}

/** The value under a literal key; `*` is what may stand under any key. Undefined where there is none. */
export function getKey(entity: Entity, key: string): Abstract | undefined {
  const found = entity.fields.get(`:${key}`)?.value;
  const rest = entity.fields.get(REST)?.value;
  return found && present(found).length > 0 ? found : rest;
}

export interface Entry {
  /** Undefined for what stands under a key that is not known. */
  readonly key: string | undefined;
  readonly value: Abstract;
  readonly span: Span | undefined;
}

export function entries(entity: Entity): Entry[] {
  const result: Entry[] = [];
  for (const [field, { value, span }] of entity.fields) {
    if (field === REST) result.push({ key: undefined, value, span });
    else if (field.startsWith(':')) result.push({ key: field.slice(1), value, span });
  }
  return result;
}

function keys(entity: Entity, span: Span): Item[] {
  return entries(entity).map(({ key, span: place }) =>
    key === undefined
      ? { value: unknownValue('key', 'loop', span), span: place, many: true }
      : {
          value: [{ kind: 'string', value: { alternatives: [[{ kind: 'text', text: key, span: place }]], truncated: false } }],
          span: place,
        },
  );
}

/** `a.update(b)`, `{**a}`, `dict(a)`: copies the entries of everything that `source` can be. */
export function mergeInto(machine: Machine, target: Entity, source: Abstract, span: Span): void {
  const sources = source.filter((atom) => atom.kind !== 'none' && atom.kind !== 'absent');
  for (const atom of sources) {
    if (atom.kind === 'entity' && atom.entity.kind === 'dictionary') {
      for (const entry of entries(atom.entity)) {
        const field = entry.key === undefined ? REST : `:${entry.key}`;
        const before = target.fields.get(field)?.value;
        const maybe = sources.length > 1 || entry.value.some((one) => one.kind === 'absent');
        const value = maybe ? join([before ?? [{ kind: 'absent' }], entry.value]) : entry.value;
        machine.store.write(target, field, { value, span: entry.span ?? span });
      }
    } else if (atom.kind === 'entity' && (atom.entity.kind === 'list' || atom.entity.kind === 'tuple')) {
      for (const item of contents(atom.entity).flat()) {
        const [key, value] = item.value.flatMap((one) => (one.kind === 'entity' ? contents(one.entity).flat() : []));
        if (key && value) setKey(machine, target, key.value, value.value, value.span ?? span);
      }
    }
  }
}

export function sequenceValue(machine: Machine, kind: 'list' | 'tuple', items: readonly Item[], span: Span): Abstract {
  return entityValue(newSequence(machine, kind, items, span));
}
