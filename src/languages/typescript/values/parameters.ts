import { ts } from 'ts-morph';
import { functionAround, isFunctionNode } from '../syntax/nodes.ts';
import { spanOf } from '../syntax/unit.ts';
import { callbackArguments } from './callbacks.ts';
import { typedInstance } from './classes.ts';
import type { Context, Frame } from './context.ts';
import { type Abstract, isKnown, join, NOTHING_KNOWN, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { callersOf } from './functions.ts';
import { refersTo } from './identity.ts';
import { elementsOf, listItem } from './lists.ts';

/** What a parameter (as a whole, before destructuring) can be: the argument of the call that was entered, or of all callers. */
export function parameterValue(e: Evaluator, parameter: ts.ParameterDeclaration, context: Context): Abstract {
  const owner = parameter.parent;
  if (!isFunctionNode(owner)) return unknownEntity(e.nameOf(parameter.name), 'argument', spanOf(parameter));
  return e.memo(parameter, parameter, context, (inner) => {
    const index = owner.parameters.filter((other) => e.nameOf(other.name) !== 'this' || !ts.isIdentifier(other.name)).indexOf(parameter);
    const frame = e.frameOf(owner, inner);
    if (frame?.call || frame?.given) return typed(e, parameter, argument(e, parameter, index, frame, inner), inner);
    return typed(e, parameter, fromCallers(e, owner, parameter, index, inner), inner);
  });
}

function fromCallers(
  e: Evaluator,
  owner: ts.FunctionLikeDeclaration,
  parameter: ts.ParameterDeclaration,
  index: number,
  context: Context,
): Abstract {
  const base = e.contexts.base(context);
  if (ts.isSetAccessorDeclaration(owner)) return assignedToSetter(e, owner, base);
  const fixed = e.facts.callers.get(owner);
  if (fixed) return argument(e, parameter, index, fixed, context);
  const frames = [...callersOf(e, owner, base), ...callbackArguments(e, owner, base)];
  if (frames.length > 1) e.record({ kind: 'callers', node: owner, options: frames });
  const parts = frames.map((frame) => argument(e, parameter, index, frame, context));
  const fallback = parameter.initializer ? e.eval(parameter.initializer, context) : NOTHING_KNOWN;
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : 'argument';
  if (frames.length === 0) return join([fallback, unknownEntity(name, 'argument', spanOf(parameter))]);
  return join(parts);
}

/** The argument that a frame passes for a parameter; a default where it passes none. */
function argument(e: Evaluator, parameter: ts.ParameterDeclaration, index: number, frame: Frame, context: Context): Abstract {
  const passed = passedArgument(e, parameter, index, frame);
  const missing =
    passed === undefined || (passed.length > 0 && passed.every((entity) => entity.kind === 'constant' && entity.value === undefined));
  if (missing && parameter.initializer) return e.eval(parameter.initializer, context);
  if (passed === undefined) return [{ kind: 'constant', value: undefined }];
  if (!parameter.initializer) return passed;
  const present = passed.filter((entity) => !(entity.kind === 'constant' && entity.value === undefined));
  return present.length === passed.length ? passed : join([present, e.eval(parameter.initializer, context)]);
}

function passedArgument(e: Evaluator, parameter: ts.ParameterDeclaration, index: number, frame: Frame): Abstract | undefined {
  if (frame.given) {
    if (parameter.dotDotDotToken)
      return [
        { kind: 'list', node: parameter, context: frame.caller, items: frame.given.slice(index).map((value) => value ?? NOTHING_KNOWN) },
      ];
    return frame.given[index];
  }
  const args = (frame.call?.arguments ?? []).slice(frame.shift ?? 0);
  if (parameter.dotDotDotToken) {
    const items = args
      .slice(index)
      .map((item) =>
        ts.isSpreadElement(item)
          ? e.joined(e.eval(item.expression, frame.caller).map((list) => elementsOf(e, list, item, frame.caller)))
          : e.eval(item, frame.caller),
      );
    return [{ kind: 'list', node: frame.call ?? parameter, context: frame.caller, items }];
  }
  const spread = args.findIndex((item) => ts.isSpreadElement(item));
  if (spread >= 0 && spread <= index) {
    const item = args[spread] as ts.SpreadElement;
    const lists = e.eval(item.expression, frame.caller);
    return e.joined(lists.map((list) => listItem(e, list, index - spread, item, frame.caller).value));
  }
  const passed = args[index];
  return passed ? e.eval(passed, frame.caller) : undefined;
}

/** A parameter of which nothing is known but its type: the class that the type names. */
function typed(e: Evaluator, parameter: ts.ParameterDeclaration, value: Abstract, context: Context): Abstract {
  if (isKnown(value.filter((entity) => entity.kind !== 'constant')) || !parameter.type) return value;
  const instances = typedInstance(e, parameter.type, context);
  return instances.length > 0 ? instances : value;
}

/** `set auth(value)`: what is assigned to the member. */
function assignedToSetter(e: Evaluator, owner: ts.SetAccessorDeclaration, base: Context): Abstract {
  const name = memberName(owner);
  const { parent } = owner;
  if (name === undefined || !ts.isClassLike(parent)) return unknownEntity('value', 'argument', spanOf(owner));
  const parts: Abstract[] = [];
  for (const write of e.program.writesTo(name)) {
    if (
      write.name === name &&
      write.value &&
      functionAround(write.node) !== owner &&
      refersTo(e, write.object, { kind: 'instance', node: parent }, base)
    )
      parts.push(e.eval(write.value, base));
  }
  return parts.length > 0 ? join(parts) : unknownEntity(name, 'argument', spanOf(owner));
}

function memberName(owner: ts.SetAccessorDeclaration): string | undefined {
  return ts.isIdentifier(owner.name) || ts.isStringLiteralLike(owner.name) || ts.isPrivateIdentifier(owner.name)
    ? owner.name.text
    : undefined;
}
