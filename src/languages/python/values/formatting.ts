import { concat, type Span, type Value } from '../../../values/value.ts';
import { type Abstract, asText, entityValue, string, unknownValue } from './abstract.ts';
import { readAttribute } from './attributes.ts';
import { anyElement, contents, getKey, iterate } from './collections.ts';
import { formatBraces, formatPercent } from './format.ts';
import type { Arguments, Machine } from './machine.ts';

/** `template % arguments`; modulo where the left side is no text. */
export function percent(left: Abstract, right: Abstract, span: Span): Abstract {
  const template = left.find((atom) => atom.kind === 'string');
  if (template?.kind !== 'string') return unknownValue('number', 'computed', span);
  const dictionary = right.find((atom) => atom.kind === 'entity' && atom.entity.kind === 'dictionary');
  const tuple = right.find((atom) => atom.kind === 'entity' && atom.entity.kind === 'tuple');
  return string(
    formatPercent(template.value, (key): Value => {
      if (typeof key === 'string') {
        const found = dictionary?.kind === 'entity' ? getKey(dictionary.entity, key) : undefined;
        return asText(found ?? unknownValue(key, 'computed', span), key, span);
      }
      if (tuple?.kind === 'entity') {
        const items = contents(tuple.entity)[0] ?? [];
        const item = items[key];
        const value = item?.value ?? anyElement(iterate(right, 'value', span), 'value', span);
        return asText(value, 'value', item?.span ?? span);
      }
      return asText(right, 'value', span);
    }),
  );
}

/** `template.format(…)` and `format_map`. */
export function formatMethod(machine: Machine, template: Value, args: Arguments): Value {
  return formatBraces(template, (field): Value => {
    const parts = field.split(/[.[\]]/).filter((part) => part !== '');
    const [first = '', ...rest] = parts;
    const item = /^\d+$/.test(first) ? args.positional[Number(first)] : args.keywords.get(first);
    let value = item?.value ?? (/^\d+$/.test(first) ? args.rest : undefined) ?? unknownValue(first, 'argument', args.span);
    for (const part of rest) value = member(machine, value, part, item?.span ?? args.span);
    return asText(value, rest.at(-1) ?? (first || 'value'), item?.span ?? args.span);
  });
}

function member(machine: Machine, value: Abstract, name: string, span: Span): Abstract {
  for (const atom of value) {
    if (atom.kind !== 'entity') continue;
    if (atom.entity.kind === 'dictionary') return getKey(atom.entity, name) ?? unknownValue(name, 'computed', span);
    if (atom.entity.kind === 'list' || atom.entity.kind === 'tuple')
      return contents(atom.entity)[0]?.[Number(name)]?.value ?? unknownValue(name, 'computed', span);
    return readAttribute(machine, entityValue(atom.entity), name, span, name);
  }
  return unknownValue(name, 'computed', span);
}

/** `separator.join(items)`. */
export function joinMethod(separator: Value, items: Abstract, span: Span): Value {
  const lists = iterate(items, 'items', span).slice(0, 4);
  const joined = lists.map((list) => {
    const parts = list.slice(0, 200).flatMap((item, index): Value[] => {
      const value = asText(item.value, 'item', item.span ?? span);
      return index === 0 ? [value] : [separator, value];
    });
    return concat(parts);
  });
  return { alternatives: joined.flatMap((value) => value.alternatives), truncated: joined.some((value) => value.truncated) };
}
