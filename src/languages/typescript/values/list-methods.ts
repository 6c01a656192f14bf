import type { ts } from 'ts-morph';
import { concat, text, union, type Value } from '../../../values/value.ts';
import { spanOf } from '../syntax/unit.ts';
import { type Context, givenFrame } from './context.ts';
import { type Abstract, type Entity, NOTHING_KNOWN, textEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { callFunction } from './functions.ts';
import { elementsOf, type ListItem, listItem, listVariants } from './lists.ts';

type ListEntity = Extract<Entity, { kind: 'list' }>;

/** A method of an array. */
export function listMethod(e: Evaluator, call: ts.CallExpression, list: ListEntity, name: string, context: Context): Abstract {
  const [first] = call.arguments;
  switch (name) {
    case 'join':
      return textEntity(joined(e, call, list, context));
    case 'map':
    case 'flatMap':
      return [{ kind: 'list', node: call, context, elements: first ? mapped(e, call, list, first, context) : NOTHING_KNOWN }];
    case 'concat': {
      const [items] = listVariants(e, list, call, context);
      const more = call.arguments.flatMap((argument) => e.eval(argument, context));
      const added = more.flatMap((entity): Abstract[] =>
        entity.kind === 'list' ? (listVariants(e, entity, call, context)[0] ?? []).map((item) => item.value) : [[entity]],
      );
      return [{ kind: 'list', node: call, context, items: [...(items ?? []).map((item) => item.value), ...added] }];
    }
    case 'slice':
    case 'filter':
    case 'flat':
    case 'reverse':
    case 'sort':
    case 'values':
      if (name === 'slice' && call.arguments.length === 0) return [list];
      return [{ kind: 'list', node: call, context, elements: elementsOf(e, list, call, context) }];
    case 'find':
    case 'pop':
    case 'shift':
    case 'at':
      return name === 'shift' ? listItem(e, list, 0, call, context).value : elementsOf(e, list, call, context);
    default:
      return unknownEntity(e.nameOf(call), 'computed', spanOf(call));
  }
}

function mapped(e: Evaluator, call: ts.CallExpression, list: ListEntity, callback: ts.Expression, context: Context): Abstract {
  const elements = elementsOf(e, list, call, context);
  const parts: Abstract[] = [];
  for (const entity of e.eval(callback, context)) {
    if (entity.kind === 'function')
      parts.push(callFunction(e, entity, givenFrame(call, context, [elements, unknownEntity('index', 'loop')], entity.self)));
  }
  return parts.length > 0 ? e.joined(parts) : unknownEntity(e.nameOf(call), 'computed', spanOf(call));
}

function joined(e: Evaluator, call: ts.CallExpression, list: ListEntity, context: Context): Value {
  const separator = call.arguments[0] ? e.text(call.arguments[0], context) : text(',');
  return union(listVariants(e, list, call, context).map((items) => joinItems(e, items, separator, call, context)));
}

function joinItems(e: Evaluator, items: readonly ListItem[], separator: Value, call: ts.CallExpression, context: Context): Value {
  const parts: Value[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0) parts.push(separator);
    parts.push(e.asValue(item.value, item.node ?? call, context));
  }
  return concat(parts);
}
