import type { ClassType, Entity } from './abstract.ts';
import { NONE } from './abstract.ts';
import { construct, callValue } from './calls.ts';
import { bind, classMember } from './classes.ts';
import type { Arguments, Machine } from './machine.ts';

/** Method names so common that the receiver's name has to speak for a class. */
const COMMON = new Set(
  'get post put delete patch head request send open close read write update copy pop append extend items keys values add remove clear join split strip format encode decode json load loads dump dumps find search match run start stop call connect login exists set create list save'.split(
    ' ',
  ),
);
const MAX_CLASSES = 3;
const MAX_NESTED = 2;

function words(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase().replace(/[^a-z0-9]/g, '');
}

function speaksFor(receiver: string, type: ClassType): boolean {
  const one = words(receiver);
  const other = words(type.name);
  return one.length >= 3 && other.length >= 3 && (one.includes(other) || other.includes(one));
}

let nested = 0;

/**
 * Calls a method of an object that is not known, on the classes at hand that have it: a library's own objects come in
 * through parameters that nothing in the repository fills.
 */
export function callByName(machine: Machine, name: string, receiver: string, args: Arguments): void {
  if (nested >= MAX_NESTED || name.startsWith('__')) return;
  const candidates = machine.modules.classesWithMethod(name, machine.current.module.file ?? '');
  const types = candidates.filter((type) => (COMMON.has(name) || candidates.length > MAX_CLASSES ? speaksFor(receiver, type) : true));
  if (types.length === 0 || types.length > MAX_CLASSES) return;
  nested++;
  try {
    machine.fork([
      ...types.map((type) => () => {
        const instance = someInstance(machine, type);
        const method = instance && classMember(machine, type, name);
        return instance && method ? callValue(machine, bind(method.value, [{ kind: 'entity', entity: instance }], type), args, name) : NONE;
      }),
      () => NONE,
    ]);
  } finally {
    nested--;
  }
}

/** An instance that the program makes, or one made of unknown arguments. */
export function someInstance(machine: Machine, type: ClassType): Entity | undefined {
  const known = machine.instances.get(type)?.at(-1);
  if (known) return known;
  return machine.store.isolated(() => {
    const made = construct(machine, type, { positional: [], keywords: new Map(), open: true, span: type.definition.span });
    return made[0]?.kind === 'entity' ? made[0].entity : undefined;
  });
}
