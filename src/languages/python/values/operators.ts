import { concat, type Span, type Value } from '../../../values/value.ts';
import { type Abstract, asText, entityValue, type Item, present, string, unknownName, unknownValue } from './abstract.ts';
import { iterate, MAX_ITEMS, MAX_SEQUENCES, mergeInto, newDictionary, sequenceValue } from './collections.ts';
import { percent } from './formatting.ts';
import type { Machine } from './machine.ts';

const MAX_WEIGHT = 512;
/** So many characters of a text, as a power of two, weigh as much as one more piece. */
const LONG_SHIFT = 12;

/** A value without the alternatives that would make work out of hand when more is put to each of them. */
export function lean(value: Value): Value {
  if (weightOf(value) <= MAX_WEIGHT) return value;
  const kept: Value['alternatives'][number][] = [];
  let weight = 0;
  for (const sequence of value.alternatives) {
    weight += sequence.length;
    if (weight > MAX_WEIGHT && kept.length > 0) break;
    kept.push(sequence);
  }
  return { alternatives: kept, truncated: true };
}

/** How many pieces a value has; long texts count as several. */
export function weightOf(value: Value): number {
  let pieces = 0;
  for (const sequence of value.alternatives) {
    pieces += sequence.length;
    for (const piece of sequence) if (piece.kind === 'text') pieces += piece.text.length >> LONG_SHIFT;
  }
  return pieces;
}

/** `left operator right`, also for `+=`. */
export function evaluateBinary(machine: Machine, operator: string, left: Abstract, right: Abstract, span: Span): Abstract {
  const leftLists = left.filter((atom) => atom.kind === 'entity' && (atom.entity.kind === 'list' || atom.entity.kind === 'tuple'));
  if (operator === '+' && leftLists.length > 0) {
    const before = iterate(leftLists, 'item', span);
    const after = iterate(right, 'item', span);
    const joined = before.flatMap((items) => after.map((more) => [...items, ...more].slice(0, MAX_ITEMS))).slice(0, MAX_SEQUENCES);
    const kind = leftLists.some((atom) => atom.kind === 'entity' && atom.entity.kind === 'tuple') ? 'tuple' : 'list';
    const result = sequenceValue(machine, kind, joined[0] ?? [], span);
    const entity = result[0]?.kind === 'entity' ? result[0].entity : undefined;
    entity?.fields.set('items', { value: joined.map((items) => ({ kind: 'items', items })), span });
    return result;
  }
  if (operator === '*' && leftLists.length > 0) return sequenceValue(machine, 'list', repeat(leftLists, right, span), span);
  if (operator === '+' && isNumeric(left) && isNumeric(right)) return add(left, right, span);
  if (operator === '+') return string(concat([lean(asText(present(left), 'value', span)), lean(asText(present(right), 'value', span))]));
  if (operator === '%') return percent(left, right, span);
  if (operator === '/' && left.some((atom) => atom.kind === 'entity'))
    return string(
      concat([
        asText(left, 'path', span),
        { alternatives: [[{ kind: 'text', text: '/' }]], truncated: false },
        asText(right, 'path', span),
      ]),
    );
  if (operator === '|' && left.some((atom) => atom.kind === 'entity' && atom.entity.kind === 'dictionary')) {
    const merged = newDictionary(machine, span);
    mergeInto(machine, merged, left, span);
    mergeInto(machine, merged, right, span);
    return entityValue(merged);
  }
  const name = unknownName(left) ?? unknownName(right) ?? 'number';
  return unknownValue(name, 'computed', span);
}

function isNumeric(value: Abstract): boolean {
  return value.length > 0 && value.every((atom) => atom.kind === 'number' || atom.kind === 'boolean');
}

function add(left: Abstract, right: Abstract, span: Span): Abstract {
  const [one, other] = [left[0], right[0]];
  const sum =
    one?.kind === 'number' && other?.kind === 'number' && left.length + right.length === 2
      ? Number(one.text) + Number(other.text)
      : Number.NaN;
  return Number.isSafeInteger(sum) ? [{ kind: 'number', text: String(sum), span }] : unknownValue('number', 'computed', span);
}

function repeat(lists: Abstract, count: Abstract, span: Span): Item[] {
  const items = iterate(lists, 'item', span)[0] ?? [];
  const times = count[0]?.kind === 'number' ? Number(count[0].text) : Number.NaN;
  if (times >= 0 && times * items.length <= 64) return Array.from({ length: times }, () => items).flat();
  return items.map((item) => ({ ...item, many: true }));
}
