import type { Span } from '../../../values/value.ts';
import { literalValue } from '../../../values/value.ts';
import type { CallArgument, Parameter } from '../syntax/ir.ts';
import { type Abstract, type Entity, type FunctionValue, type Item, join, present, unknownValue } from './abstract.ts';
import { anyElement, entries, iterate, MAX_ITEMS, newDictionary, newSequence } from './collections.ts';
import { evaluate } from './expressions.ts';
import { type Arguments, type Machine, NO_KEYWORDS } from './machine.ts';

/** Evaluates the arguments of a call, taking apart the spreads whose content is known. */
export function evaluateArguments(machine: Machine, args: readonly CallArgument[], span: Span): Arguments {
  const positional: Item[] = [];
  let keywords: Map<string, Item> | undefined;
  let rest: Abstract | undefined;
  let open = false;
  for (const argument of args) {
    const value = evaluate(machine, argument.value);
    const place = argument.value.span;
    if (argument.keyword !== undefined) {
      keywords ??= new Map();
      keywords.set(argument.keyword, { value, span: place });
    } else if (argument.spread === 'positional') {
      const lists = iterate(value, 'argument', place);
      const only = lists.length === 1 ? lists[0]! : undefined;
      if (only && !only.some((item) => item.many) && rest === undefined) positional.push(...only.slice(0, MAX_ITEMS));
      else rest = join([rest ?? [], anyElement(lists, 'argument', place)]);
    } else if (argument.spread === 'keyword') {
      keywords ??= new Map();
      open = !spreadKeywords(value, keywords) || open;
    } else if (rest === undefined) positional.push({ value, span: place });
    else rest = join([rest, value]);
  }
  return { positional, keywords: keywords ?? NO_KEYWORDS, rest, open, span };
}

/** Adds the entries of a dictionary as keywords; false where there may be others. */
function spreadKeywords(value: Abstract, keywords: Map<string, Item>): boolean {
  let closed = true;
  for (const atom of value) {
    if (atom.kind === 'none' || atom.kind === 'absent') continue;
    if (atom.kind !== 'entity' || atom.entity.kind !== 'dictionary') {
      closed = false;
      continue;
    }
    for (const entry of entries(atom.entity)) {
      if (entry.key === undefined) {
        closed = false;
        continue;
      }
      const before = keywords.get(entry.key);
      const joined = before && value.length > 1 ? join([before.value, entry.value]) : entry.value;
      keywords.set(entry.key, { value: joined, span: entry.span });
    }
  }
  return closed;
}

/** Puts the arguments of a call into the frame of the function that is called. */
export function bindParameters(machine: Machine, fn: FunctionValue, args: Arguments, self: Abstract | undefined, frame: Entity): void {
  const positional = self ? [{ value: self, span: args.span }, ...args.positional] : args.positional;
  const { parameters } = fn.definition;
  let position = 0;
  for (const parameter of parameters) {
    if (parameter.kind === 'list') {
      const items: Item[] = positional.slice(position);
      if (args.rest) items.push({ value: args.rest, many: true });
      position = positional.length;
      set(frame, parameter, [{ kind: 'entity', entity: newSequence(machine, 'tuple', items, parameter.span) }], undefined);
    } else if (parameter.kind === 'dictionary') {
      const dictionary = newDictionary(machine, parameter.span);
      for (const [name, item] of args.keywords)
        if (!isTaken(parameters, parameter, name)) dictionary.fields.set(`:${name}`, { value: item.value, span: item.span });
      if (args.open) dictionary.fields.set('*', { value: unknownValue(parameter.name, 'argument', parameter.span), span: parameter.span });
      set(frame, parameter, [{ kind: 'entity', entity: dictionary }], undefined);
    } else {
      const keyword = args.keywords.get(parameter.name);
      const item = parameter.kind === 'plain' ? positional[position] : undefined;
      if (parameter.kind === 'plain') position++;
      if (item) set(frame, parameter, item.value, item.span);
      else if (keyword) set(frame, parameter, withDefault(keyword.value, fn.defaults.get(parameter.name)), keyword.span);
      else set(frame, parameter, missing(fn, parameter, args), undefined);
    }
  }
}

function set(frame: Entity, { name, span: own }: Parameter, value: Abstract, span: Span | undefined): void {
  frame.fields.set(name, { value, span: span ?? own });
}

/** Whether a keyword goes to a parameter in front of the one that takes all others. */
function isTaken(parameters: readonly Parameter[], others: Parameter, name: string): boolean {
  for (const parameter of parameters) {
    if (parameter === others) return false;
    if (parameter.name === name && parameter.kind !== 'list' && parameter.kind !== 'dictionary') return true;
  }
  return false;
}

/** A keyword that is there on some ways only is the default on the others. */
function withDefault(value: Abstract, fallback: Abstract | undefined): Abstract {
  if (!value.some((atom) => atom.kind === 'absent')) return value;
  return join([present(value), fallback ?? []]);
}

function missing(fn: FunctionValue, parameter: Parameter, args: Arguments): Abstract {
  const values: Abstract[] = [];
  const fallback = fn.defaults.get(parameter.name);
  if (fallback) values.push(fallback);
  if (args.rest) values.push(args.rest);
  if (args.open || values.length === 0) values.push(unknownValue(parameter.name, 'argument', parameter.span));
  return join(values);
}

/** An argument of a library function by position or keyword. */
export function argument(args: Arguments, position: number, keyword: string): Item | undefined {
  return (position >= 0 ? args.positional[position] : undefined) ?? args.keywords.get(keyword);
}

/** An argument as one literal text. */
export function literalArgument(args: Arguments, position: number, keyword: string): string | undefined {
  const atom = argument(args, position, keyword)?.value[0];
  if (atom?.kind === 'number') return atom.text;
  return atom?.kind === 'string' ? literalValue(atom.value) : undefined;
}
