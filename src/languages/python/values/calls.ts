import type { Span } from '../../../values/value.ts';
import type { ClassType, Entity, FunctionValue } from './abstract.ts';
import {
  type Abstract,
  type Atom,
  entityValue,
  externalText,
  isUnknown,
  join,
  lastName,
  NEVER,
  NONE,
  string,
  unknownValue,
} from './abstract.ts';
import { argument, bindParameters, literalArgument } from './binding.ts';
import { bind, classMember, lineage } from './classes.ts';
import { newSequence } from './collections.ts';
import { type Activation, type Arguments, type Machine, NO_KEYWORDS } from './machine.ts';
import { remembered } from './remembered.ts';
import { executeBlock } from './statements.ts';

/** The field of a library's object for the default that it was declared with: a model's column, a dataclass's field. */
export const DEFAULT = '*default';
const MAX_DEPTH = 40;
const MAX_SAME = 2;
const MAX_TARGETS = 6;
/** How deep calls may lead through files that neither send requests nor have to do with those that do. */
const MAX_ASIDE = 3;

function isAside(machine: Machine, fn: FunctionValue): boolean {
  if (machine.modules.isRelevant(fn.module.file ?? '')) return false;
  const last = machine.activations.slice(-MAX_ASIDE);
  return last.length === MAX_ASIDE && last.every((activation) => !machine.modules.isRelevant(activation.module.file ?? ''));
}

/** Calls a function of the program and returns what it returns. */
export function callFunction(machine: Machine, target: Extract<Atom, { kind: 'function' }>, args: Arguments): Abstract {
  const { fn } = target;
  const { definition } = fn;
  let active = 0;
  for (const activation of machine.activations) if (activation.definition === definition) active++;
  if (isAside(machine, fn)) return unknownValue(definition.name, 'limit', args.span);
  if (active >= MAX_SAME || machine.activations.length >= MAX_DEPTH || !machine.step()) {
    return unknownValue(definition.name, active >= MAX_SAME ? 'cycle' : 'limit', args.span);
  }
  machine.entered.set(definition, (machine.entered.get(definition) ?? 0) + 1);
  const { globals, nonlocals } = definition;
  const frame = machine.store.create('frame', {
    parent: fn.scope,
    globals: globals.size > 0 ? globals : undefined,
    nonlocals: nonlocals.size > 0 ? nonlocals : undefined,
  });
  bindParameters(machine, fn, args, target.self, frame);
  return run(machine, fn, frame, args.span);
}

function run(machine: Machine, fn: FunctionValue, frame: Entity, span: Span): Abstract {
  const { store } = machine;
  const depth = store.depth;
  const activation: Activation = {
    definition: fn.definition,
    frame,
    module: fn.module,
    owner: fn.owner,
    depth,
    exits: [],
    yields: [],
    loops: [],
    arms: [],
  };
  machine.activations.push(activation);
  store.begin();
  const limit = machine.openShare();
  const live = executeBlock(machine, fn.definition.body);
  machine.closeShare(limit);
  machine.activations.pop();
  const { exits } = activation;
  if (exits.length === 0) store.commit();
  else {
    const deltas = exits.map((exit) => exit.delta);
    if (live) deltas.push(store.since(depth));
    store.rollback();
    store.merge(deltas);
  }
  if (fn.definition.generator) {
    return entityValue(newSequence(machine, 'list', [{ value: join(activation.yields), span, many: true }], span));
  }
  if (exits.length === 0 && !live) return NEVER;
  const values = exits.map((exit) => exit.value);
  if (live) values.push(NONE);
  return join(values);
}

/** Makes an instance of a class of the program. */
export function construct(machine: Machine, type: ClassType, args: Arguments): Abstract {
  const { external } = lineage(machine, type);
  const entity = machine.store.create('instance', { type, external, span: args.span });
  const known = machine.instances.get(type);
  if (known) known.push(entity);
  else machine.instances.set(type, [entity]);
  initialise(machine, type, entity, args);
  return entityValue(entity);
}

/** Runs the constructor of a class on a new instance. */
export function initialise(machine: Machine, type: ClassType, entity: Entity, args: Arguments): void {
  const init = classMember(machine, type, '__init__');
  if (init) callValue(machine, bind(init.value, entityValue(entity), type), args, '__init__');
  else if (entity.external && machine.library.has(`${entity.external}.__init__`)) {
    machine.library.get(`${entity.external}.__init__`)!(machine, args, entityValue(entity), `${entity.external}.__init__`);
  } else fillFields(machine, type, entity, args);
  const after = classMember(machine, type, '__post_init__');
  if (after)
    callValue(machine, bind(after.value, entityValue(entity), type), { ...args, positional: [], keywords: NO_KEYWORDS }, '__post_init__');
}

/** What the constructor of a dataclass or a NamedTuple does. */
function fillFields(machine: Machine, type: ClassType, entity: Entity, args: Arguments): void {
  const names = lineage(machine, type)
    .classes.reverse()
    .flatMap((candidate) => candidate.definition.fields);
  [...new Set(names)].forEach((name, position) => {
    const item = argument(args, position, name);
    if (item) machine.store.write(entity, name, { value: item.value, span: item.span });
    else if (!classMember(machine, type, name)) machine.store.write(entity, name, { value: unknownValue(name, 'argument', args.span) });
  });
}

/** Calls whatever a value can be. `label` is the name it is called by. */
export function callValue(machine: Machine, callee: Abstract, args: Arguments, label: string): Abstract {
  const targets = callee.length === 1 && isCallable(callee[0]!) ? callee : callee.filter(isCallable).slice(0, MAX_TARGETS);
  if (targets.length === 0) return unknownValue(label, 'undefined', args.span);
  if (targets.length === 1) return callAtom(machine, targets[0]!, args, label);
  return machine.fork(targets.map((atom) => () => callAtom(machine, atom, args, label)));
}

function isCallable(atom: Atom): boolean {
  return atom.kind !== 'none' && atom.kind !== 'absent';
}

function callAtom(machine: Machine, atom: Atom, args: Arguments, label: string): Abstract {
  switch (atom.kind) {
    case 'function':
      return callFunction(machine, atom, args);
    case 'class':
      return construct(machine, atom.type, args);
    case 'external':
      return callExternal(machine, atom.path, atom.self, args);
    case 'entity':
      return callEntity(machine, atom.entity, args, label);
    case 'string': {
      const cause = isUnknown([atom]) ? firstCause(atom) : 'computed';
      const named = label === 'get' || label === 'pop' || label === 'getlist' ? literalArgument(args, 0, '') : undefined;
      return unknownValue(named || label, cause === 'undefined' ? 'argument' : cause, args.span);
    }
    default:
      return unknownValue(label, 'computed', args.span);
  }
}

function firstCause(
  atom: Extract<Atom, { kind: 'string' }>,
): 'undefined' | 'computed' | 'script-parameter' | 'environment' | 'config' | 'argument' {
  const piece = atom.value.alternatives[0]?.[0];
  const cause = piece?.kind === 'unknown' ? piece.cause : 'computed';
  return cause === 'script-parameter' || cause === 'environment' || cause === 'config' || cause === 'undefined' ? cause : 'computed';
}

function callEntity(machine: Machine, entity: Entity, args: Arguments, label: string): Abstract {
  if (entity.type) {
    const method = classMember(machine, entity.type, '__call__');
    if (method) return callValue(machine, bind(method.value, entityValue(entity), entity.type), args, '__call__');
  }
  if (entity.external === 'functools.partial') {
    const bound = entity.fields.get('args')?.value[0];
    const before = bound?.kind === 'items' ? bound.items : [];
    const keywords = new Map([...args.keywords]);
    for (const [field, cell] of entity.fields)
      if (field.startsWith('=') && !keywords.has(field.slice(1))) keywords.set(field.slice(1), { value: cell.value, span: cell.span });
    return callValue(
      machine,
      entity.fields.get('func')?.value ?? [],
      { ...args, positional: [...before, ...args.positional], keywords },
      label,
    );
  }
  return entity.external ? callExternal(machine, entity.external, entityValue(entity), args) : unknownValue(label, 'computed', args.span);
}

/** What the path of a library's function says of it. */
interface Traits {
  readonly isInitialiser: boolean;
  /** It makes nothing and asks for nothing. */
  readonly isNothing: boolean;
  /** It looks something up under its first argument. */
  readonly takesKey: boolean;
  /** The path of what it returns. */
  readonly result: string;
}

const traitsOf = remembered((path): Traits => {
  const isInitialiser = path.endsWith('.__init__');
  const method = lastName(path);
  return {
    isInitialiser,
    isNothing: isInitialiser || path.endsWith('.__enter__') || path.startsWith('builtins.object.'),
    takesKey: method === 'get' || method === 'pop',
    result: `${path}()`,
  };
});

/** Calls something of a library: what is understood of it, or an object that only knows where it came from. */
export function callExternal(machine: Machine, path: string, self: Abstract | undefined, args: Arguments): Abstract {
  const known = machine.library.get(path);
  if (known) return known(machine, args, self ?? [], path);
  const { isInitialiser, isNothing, takesKey, result } = traitsOf(path);
  if (isNothing) return self && !isInitialiser ? self : NONE;
  runCallbacks(machine, args);
  if (self?.some((atom) => atom.kind === 'string')) return string(externalText(path, args.span));
  const name = self && takesKey ? literalArgument(args, 0, '') : undefined;
  if (name) return unknownValue(name, 'config', args.span);
  const made = machine.store.create('external', { external: result, span: args.span });
  const fallback = args.keywords.get('default');
  if (fallback) made.fields.set(DEFAULT, { value: fallback.value, span: fallback.span });
  return entityValue(made);
}

/** Functions handed to a library are called by it some time: threads, pools, timers. */
function runCallbacks(machine: Machine, args: Arguments): void {
  const target = args.keywords.get('target') ?? args.positional[0];
  const fn = target?.value.find((atom) => atom.kind === 'function');
  if (!target || fn?.kind !== 'function') return;
  const list = args.keywords.get('args')?.value.flatMap((atom) => (atom.kind === 'entity' ? [atom.entity] : [])) ?? [];
  const first = list[0]?.fields.get('items')?.value[0];
  const positional = first?.kind === 'items' ? first.items : target === args.positional[0] ? args.positional.slice(1) : [];
  const known =
    positional.length >=
    fn.fn.definition.parameters.filter((parameter) => parameter.kind === 'plain' && !parameter.default).length - (fn.self ? 1 : 0);
  if (known)
    machine.fork([() => callFunction(machine, fn, { positional, keywords: NO_KEYWORDS, open: false, span: args.span }), () => NONE]);
}
