import type { ClassDefinition, Expression, FunctionDefinition } from '../syntax/ir.ts';
import type { Abstract, ClassType, FunctionValue } from './abstract.ts';
import { evaluate } from './expressions.ts';
import type { Activation, Machine } from './machine.ts';
import { writeName } from './scopes.ts';
import { executeBlock } from './statements.ts';

/** The function that a definition makes here. */
export function defineFunction(machine: Machine, definition: FunctionDefinition, role: FunctionValue['role']): FunctionValue {
  const { frame, module, owner } = machine.current;
  const defaults = new Map<string, Abstract>();
  for (const parameter of definition.parameters) if (parameter.default) defaults.set(parameter.name, evaluate(machine, parameter.default));
  // A class body is no scope for the methods in it.
  const scope = frame.kind === 'class' ? (frame.parent ?? module) : frame;
  const fn: FunctionValue = {
    definition,
    scope,
    module,
    defaults,
    owner: frame.kind === 'class' ? frame.type : owner,
    role,
    method: frame.kind === 'class' && role !== 'static',
  };
  machine.define(fn);
  return fn;
}

function decoratorName(decorator: Expression): string {
  if (decorator.kind === 'call') return decoratorName(decorator.callee);
  if (decorator.kind === 'attribute') return `${decoratorName(decorator.object)}.${decorator.name}`;
  return decorator.kind === 'name' ? decorator.name : '';
}

const PROPERTY =
  /^(?:property|cached_property|(?:functools|django\.utils\.functional)\.cached_property|abc\.abstractproperty|abstractproperty|hybrid_property)$/;

/** `def name(…)`, with the decorators that change what the name stands for. Others are taken to hand the function on. */
export function executeFunction(machine: Machine, definition: FunctionDefinition): void {
  const names = definition.decorators.map(decoratorName);
  for (const decorator of definition.decorators)
    if (decorator.kind === 'call') for (const argument of decorator.args) evaluate(machine, argument.value);
  const setter = names.find((name) => name.endsWith('.setter'));
  let role: FunctionValue['role'] = 'plain';
  if (names.some((name) => PROPERTY.test(name))) role = 'property';
  else if (names.includes('staticmethod')) role = 'static';
  else if (names.includes('classmethod')) role = 'class';
  const fn = defineFunction(machine, definition, role);
  if (names.some((name) => name.endsWith('.deleter'))) return;
  writeName(machine, setter ? `${setter.slice(0, -'.setter'.length)}=` : definition.name, [{ kind: 'function', fn }], definition.span);
}

/** `class Name(…)`. */
export function executeClass(machine: Machine, definition: ClassDefinition): void {
  const { frame, module } = machine.current;
  const bases = definition.bases.map((base) => evaluate(machine, base));
  const type: { -readonly [K in keyof ClassType]: ClassType[K] } = {
    name: definition.name,
    definition,
    bases,
    scope: frame,
    module,
    body: machine.store.create('class'),
  };
  const body = machine.store.create('class', { type, parent: frame });
  type.body = body;
  const activation: Activation = {
    definition: undefined,
    frame: body,
    module,
    owner: type,
    depth: machine.store.depth,
    exits: [],
    yields: [],
    loops: [],
    arms: [],
  };
  machine.activations.push(activation);
  executeBlock(machine, definition.body);
  machine.activations.pop();
  writeName(machine, definition.name, [{ kind: 'class', type }], definition.span);
}
