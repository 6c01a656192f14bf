import { type Abstract, type ClassType, type Entity, NEVER } from './abstract.ts';
import { callValue, construct } from './calls.ts';
import { bind, classMember } from './classes.ts';
import { type Arguments, type Machine, NO_KEYWORDS } from './machine.ts';
import { remembered } from './remembered.ts';

/** Method names so common that the receiver's name has to speak for a class. */
const COMMON = new Set(
  'get post put delete patch head request send open close read write update copy pop append extend items keys values add remove clear join split strip format encode decode json load loads dump dumps find search match run start stop call connect login exists set create list save'.split(
    ' ',
  ),
);
const MAX_CLASSES = 3;
const MAX_NESTED = 2;
const STEPS_PER_INSTANCE = 10_000;

/** The last part of a name as a word. */
const words = remembered((name) =>
  name
    .slice(name.lastIndexOf('.') + 1)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, ''),
);

function speaksFor(receiver: string, type: ClassType): boolean {
  const one = words(receiver);
  const other = words(type.name);
  return one.length >= 3 && other.length >= 3 && (one.includes(other) || other.includes(one));
}

let nested = 0;

/**
 * Calls a method of an object that is not known, on the classes at hand that have it: a library's own objects come in
 * through parameters that nothing in the repository fills. Returns what they return, nothing where there are none.
 */
export function callByName(machine: Machine, name: string, receiver: string, args: Arguments): Abstract {
  if (nested >= MAX_NESTED || name.startsWith('__')) return NEVER;
  const candidates = machine.modules.classesWithMethod(name, machine.current.module.file ?? '');
  const types = candidates.filter((type) => (COMMON.has(name) || candidates.length > MAX_CLASSES ? speaksFor(receiver, type) : true));
  if (types.length === 0 || types.length > MAX_CLASSES) return NEVER;
  nested++;
  try {
    return machine.fork([
      ...types.map((type) => () => {
        const instance = someInstance(machine, type);
        const method = instance && classMember(machine, type, name);
        return instance && method
          ? callValue(machine, bind(method.value, [{ kind: 'entity', entity: instance }], type), args, name)
          : NEVER;
      }),
      () => NEVER,
    ]);
  } finally {
    nested--;
  }
}

/** An instance of the class that an unknown object is named for: `self.server` where a class `Server` is at hand. */
export function instanceByName(machine: Machine, receiver: string): Entity | undefined {
  const word = words(receiver);
  const type = word.length >= 3 ? machine.modules.classNamed(word, machine.current.module.file ?? '') : undefined;
  return type && nested < MAX_NESTED && machine.current.owner !== type ? someInstance(machine, type) : undefined;
}

/** An instance that the program makes, or one made of unknown arguments. */
export function someInstance(machine: Machine, type: ClassType): Entity | undefined {
  const known = machine.instances.get(type)?.at(-1);
  if (known) return known;
  // It serves the whole program, so it must not be cut short by what is left of some function's budget.
  const granted = machine.suspend(STEPS_PER_INSTANCE);
  try {
    const args = { positional: [], keywords: NO_KEYWORDS, open: true, span: type.definition.span };
    const made = machine.store.isolated(() => construct(machine, type, args));
    return made[0]?.kind === 'entity' ? made[0].entity : undefined;
  } finally {
    machine.resume(granted);
  }
}
