import type { Span, Value } from '../../../values/value.ts';
import { type Abstract, asText, entityValue, string } from '../values/abstract.ts';
import { argument } from '../values/binding.ts';
import type { Arguments, LibraryFunction, Machine } from '../values/machine.ts';

export type LibraryTable = Readonly<Record<string, LibraryFunction>>;

/** The same function under several names. */
export function named(names: string, fn: LibraryFunction): [string, LibraryFunction][] {
  return names.split(' ').map((name) => [name, fn]);
}

export function textArgument(args: Arguments, position: number, keyword: string): Value | undefined {
  const item = argument(args, position, keyword);
  return item && asText(item.value, keyword, item.span ?? args.span);
}

/** A function that hands on its first argument: `str`, `quote`, `int`. */
export const handOn: LibraryFunction = (_machine, args) => {
  const first = args.positional[0]?.value ?? args.rest;
  return first ? string(asText(first, 'value', args.span)) : string({ alternatives: [[]], truncated: false });
};

/** An object of a library class that keeps some of its arguments as fields. */
export function keeper(external: string, fields: readonly string[], offset = 0): LibraryFunction {
  return (machine, args) => {
    const entity = machine.store.create('external', { external, span: args.span });
    keep(machine, entity, args, fields, offset);
    return entityValue(entity);
  };
}

export function keep(
  machine: Machine,
  entity: Parameters<Machine['store']['write']>[0],
  args: Arguments,
  fields: readonly string[],
  offset = 0,
): void {
  fields.forEach((field, index) => {
    const item = argument(args, index + offset, field);
    if (item) machine.store.write(entity, field, { value: item.value, span: item.span });
  });
}

export function spanOfArgument(args: Arguments, position: number, keyword: string): Span {
  return argument(args, position, keyword)?.span ?? args.span;
}

export function selfEntities(self: Abstract): Parameters<Machine['store']['write']>[0][] {
  return self.flatMap((atom) => (atom.kind === 'entity' ? [atom.entity] : []));
}
