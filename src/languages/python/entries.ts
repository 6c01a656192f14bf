import type { ClassType, Entity, FunctionValue } from './values/abstract.ts';
import { entityValue, NONE } from './values/abstract.ts';
import { callFunction } from './values/calls.ts';
import { lineage } from './values/classes.ts';
import { someInstance } from './values/dispatch.ts';
import type { Machine } from './values/machine.ts';
import type { ModuleTable } from './values/modules.ts';

const STEPS_PER_FUNCTION = 5_000;
const STEPS_PER_MODULE = 60_000;
const FUNCTIONS_PER_MODULE = 600;
const MAX_RECEIVERS = 4;

/** Classes of the modules at hand that inherit from a class, itself first. */
function heirs(machine: Machine, modules: readonly ClassType[], type: ClassType): ClassType[] {
  return [type, ...modules.filter((candidate) => candidate !== type && lineage(machine, candidate).classes.includes(type))].slice(0, MAX_RECEIVERS);
}

function runFunction(machine: Machine, fn: FunctionValue, receivers: readonly ClassType[], start: number): void {
  const args = { positional: [], keywords: new Map(), open: true, span: fn.definition.span };
  const selves = fn.method ? receivers.flatMap((type) => (fn.role === 'class' ? [[{ kind: 'class', type } as const]] : instanceOf(machine, type))) : [undefined];
  for (const self of selves) {
    if (machine.total - start > STEPS_PER_MODULE) return;
    machine.grant(STEPS_PER_FUNCTION);
    // It may be called or not: what it writes joins what was there.
    machine.fork([() => callFunction(machine, { kind: 'function', fn, self }, args), () => NONE]);
  }
}

function instanceOf(machine: Machine, type: ClassType): ReturnType<typeof entityValue>[] {
  machine.grant(STEPS_PER_FUNCTION);
  const instance: Entity | undefined = someInstance(machine, type);
  return instance ? [entityValue(instance)] : [];
}

/** The functions that have not been entered: those of a module, and those its classes inherit. */
function waiting(machine: Machine, table: ModuleTable, module: Entity): FunctionValue[] {
  const inherited = new Set(table.classesOf(module).flatMap((type) => lineage(machine, type).classes));
  const all = [...machine.defined.values()].filter((fn) => !machine.entered.has(fn.definition));
  const found = all.filter((fn) => fn.module === module || (fn.owner && inherited.has(fn.owner)));
  return found.sort((one, other) => other.definition.globals.size - one.definition.globals.size).slice(0, FUNCTIONS_PER_MODULE);
}

/**
 * Runs what nothing calls: functions and methods of a module that the program as run so far has not entered, with arguments
 * that are not known. Those that write globals come first; methods run twice, as one may set up what another uses.
 */
export function runUncalled(machine: Machine, table: ModuleTable, module: Entity): void {
  const start = machine.total;
  const classes = table.modules.flatMap((one) => table.classesOf(one));
  machine.activations.push({ definition: undefined, frame: module, module, owner: undefined, depth: machine.store.depth, exits: [], yields: [], loops: [], arms: [] });
  for (let round = 0; round < 3; round++) {
    const batch = waiting(machine, table, module);
    if (batch.length === 0) break;
    const run = (fn: FunctionValue): void => runFunction(machine, fn, fn.owner ? heirs(machine, classes, fn.owner) : [], start);
    for (const fn of batch) if (!machine.entered.has(fn.definition)) run(fn);
    const again = batch.filter((fn) => fn.method || fn.definition.globals.size > 0);
    if (again.length > 1) for (const fn of again) run(fn);
  }
  machine.activations.pop();
}
