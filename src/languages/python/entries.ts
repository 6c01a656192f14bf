import type { Abstract, ClassType, Entity, FunctionValue } from './values/abstract.ts';
import { entityValue, NONE } from './values/abstract.ts';
import { callFunction } from './values/calls.ts';
import { lineage } from './values/classes.ts';
import { someInstance } from './values/dispatch.ts';
import type { Machine } from './values/machine.ts';
import type { ModuleTable } from './values/modules.ts';

/** What one function may take at first, and what it may take where it seems to send requests. */
const SHORT_STEPS = 1_200;
const LONG_STEPS = 6_000;
const MAX_ROUNDS = 3;
const STEPS_PER_MODULE = 40_000;
/** How long to go on without coming upon a call that was not known before: less in a folder where that was in vain again and again. */
const DRY_STEPS = 8_000;
const TIRED_STEPS = 1_000;
const VAIN_STEPS = 40_000;
const FUNCTIONS_PER_MODULE = 600;
const MAX_RECEIVERS = 4;

/** What the attributes of a method's body are called that may send a request, or set one up. */
const SENDING = new Set(
  'get post put delete patch request send urlopen open perform endheaders stream run call check_call check_output Popen system popen getoutput getstatusoutput auth headers add_header setopt'.split(
    ' ',
  ),
);

/** The classes that a method is run on: its own, and those that inherit it and change something it uses. */
function receiversOf(table: ModuleTable, fn: FunctionValue): ClassType[] {
  const type = fn.owner;
  if (!type) return [];
  const different = table
    .heirsOf(type)
    .filter((heir) => [...heir.body.fields.keys()].some((name) => name === '__init__' || fn.definition.attributes.has(name)));
  return [type, ...different].slice(0, MAX_RECEIVERS);
}

function priority(fn: FunctionValue): number {
  const { globals, attributes } = fn.definition;
  if (globals.size > 0) return 0;
  return [...attributes].some((name) => SENDING.has(name)) ? 1 : 2;
}

/** Runs a function once; false when its budget was not enough. */
function runOnce(machine: Machine, fn: FunctionValue, self: Abstract | undefined, steps: number): boolean {
  const args = { positional: [], keywords: new Map(), open: true, span: fn.definition.span };
  machine.grant(steps);
  machine.starved = false;
  // It may be called or not: what it writes joins what was there.
  machine.fork([() => callFunction(machine, { kind: 'function', fn, self }, args), () => NONE]);
  return !machine.starved;
}

/** What a method can be called on: instances of a class that the program makes, the latest first, or the class itself. */
function selvesOf(machine: Machine, fn: FunctionValue, type: ClassType): (Abstract | undefined)[] {
  if (!fn.method) return [undefined];
  if (fn.role === 'class') return [[{ kind: 'class', type }]];
  const latest = someInstance(machine, type);
  const first = machine.instances.get(type)?.[0];
  return [...new Set([latest, first])].flatMap((instance) => (instance ? [entityValue(instance)] : []));
}

/** What the fields of the instances hold that methods work on, and those of the sessions in them. */
function fieldsOf(machine: Machine, methods: readonly FunctionValue[]): Map<string, Abstract[]> {
  const fields = new Map<string, Abstract[]>();
  for (const type of new Set(methods.map((fn) => fn.owner!))) {
    for (const instance of machine.instances.get(type) ?? []) {
      for (const [name, cell] of instance.fields) {
        const inner = cell.value.flatMap((atom) =>
          atom.kind === 'entity' && atom.entity.external ? [...atom.entity.fields.values()].map((one) => one.value) : [],
        );
        fields.set(`${instance.id} ${name}`, [cell.value, ...inner]);
      }
    }
  }
  return fields;
}

function changedFields(before: ReadonlyMap<string, Abstract[]>, after: ReadonlyMap<string, Abstract[]>): Set<string> {
  const changed = new Set<string>();
  for (const [key, values] of after) {
    const old = before.get(key);
    if (!old || old.length !== values.length || values.some((value, index) => value !== old[index]))
      changed.add(key.slice(key.indexOf(' ') + 1));
  }
  return changed;
}

/** The functions that have not been entered: those of a module, and those its classes inherit. */
function waiting(machine: Machine, table: ModuleTable, module: Entity): FunctionValue[] {
  const inherited = new Set(table.classesOf(module).flatMap((type) => lineage(machine, type).classes));
  const sources = new Set([module, ...[...inherited].map((type) => type.module)]);
  const all = [...sources].flatMap((source) => [...(machine.defined.get(source)?.values() ?? [])]);
  const found = all.filter((fn) => !machine.entered.has(fn.definition) && (fn.module === module || (fn.owner && inherited.has(fn.owner))));
  // What others call is better run through them, with the arguments that they give.
  const called = new Set(found.flatMap((fn) => [...fn.definition.attributes].filter((name) => name !== fn.definition.name)));
  const rank = (fn: FunctionValue): number => priority(fn) + (fn.definition.globals.size === 0 && called.has(fn.definition.name) ? 10 : 0);
  found.sort((one, other) => rank(one) - rank(other));
  for (const fn of found.slice(FUNCTIONS_PER_MODULE)) machine.coverage.leave(fn.definition.body, 0);
  return found.slice(0, FUNCTIONS_PER_MODULE);
}

function folderOf(module: Entity): string {
  const file = module.file ?? '';
  return file.slice(0, file.lastIndexOf('/') + 1);
}

/**
 * Runs what nothing calls: functions and methods of a module that the program as run so far has not entered, with arguments
 * that are not known. All get a short run first; then, as long as that finds anything, those that need more get it, methods
 * are run on other instances and on classes that inherit them, and again where others have changed what they use.
 */
export function runUncalled(machine: Machine, table: ModuleTable, module: Entity): void {
  const start = machine.total;
  const folder = folderOf(module);
  const patience = (machine.vain.get(folder) ?? 0) > VAIN_STEPS ? TIRED_STEPS : DRY_STEPS;
  machine.activations.push({
    definition: undefined,
    frame: module,
    module,
    owner: undefined,
    depth: machine.store.depth,
    exits: [],
    yields: [],
    loops: [],
    arms: [],
  });
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const batch = waiting(machine, table, module);
    if (batch.length === 0) break;
    const methods = batch.filter((fn) => fn.owner);
    const before = fieldsOf(machine, methods);
    const longer: (() => void)[] = [];
    const elsewhere: (() => void)[] = [];
    for (const fn of batch) {
      if (machine.entered.has(fn.definition)) continue;
      if (machine.total - start > STEPS_PER_MODULE) {
        machine.coverage.leave(fn.definition.body, 0);
        continue;
      }
      const [own, ...others] = receiversOf(table, fn);
      const selves = own ? selvesOf(machine, fn, own) : [undefined];
      const finished = runOnce(machine, fn, selves[0], SHORT_STEPS);
      const sends = priority(fn) < 2;
      if (!finished && sends) longer.push(() => runOnce(machine, fn, selves[0], LONG_STEPS));
      if (sends)
        elsewhere.push(
          ...[...selves.slice(1), ...others.flatMap((type) => selvesOf(machine, fn, type).slice(0, 1))].map(
            (self) => () => runOnce(machine, fn, self, LONG_STEPS),
          ),
        );
    }
    const changed = changedFields(before, fieldsOf(machine, methods));
    for (const fn of methods) {
      if (priority(fn) < 2 && fn.owner && [...changed].some((name) => fn.definition.attributes.has(name))) {
        elsewhere.push(() => runOnce(machine, fn, selvesOf(machine, fn, fn.owner!)[0], LONG_STEPS));
      }
    }
    const from = machine.total;
    for (const run of [...longer, ...elsewhere]) {
      if (machine.total - Math.max(from, machine.lastFound) > patience || machine.total - from > STEPS_PER_MODULE) break;
      run();
    }
  }
  machine.activations.pop();
  machine.vain.set(folder, (machine.vain.get(folder) ?? 0) + machine.total - Math.max(start, machine.lastFound));
}
