import { ts } from 'ts-morph';
import { concat, union, type Value } from '../../../values/value.ts';
import { spanOf } from '../syntax/unit.ts';
import { base64Of } from './base64.ts';
import { type Context, givenFrame } from './context.ts';
import { type Abstract, type MadeEntity, textEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { BASE64, externalName, isSame } from './external-names.ts';
import { callFunction } from './functions.ts';
import { listVariants } from './lists.ts';

type Call = ts.CallExpression | ts.NewExpression;

const LIBRARY = '(?:(?:ramda|rambda|lodash|lodash\\/fp|lodash-es|lodash\\.flow|redux|recompose):|(?:R|_)\\.)';
const LEFT_TO_RIGHT = new RegExp(`^${LIBRARY}(?:pipe|flow|pipeP|pipeWith)$`);
const RIGHT_TO_LEFT = new RegExp(`^${LIBRARY}(?:compose|flowRight|composeP|o)$`);
const CURRIED = /^(?:(?:ramda|rambda|lodash\/fp):|R\.)(?:concat|join)$/;

/** Functions made of functions (`compose(concat('Basic '), encode)`), and curried ones that wait for their last argument. */
export function composedBy(call: Call, name: string, context: Context): Abstract | undefined {
  const make = (type: string): Abstract => [{ kind: 'made', type, library: name, node: call, context }];
  if (LEFT_TO_RIGHT.test(name) || RIGHT_TO_LEFT.test(name)) return make('composed');
  return CURRIED.test(name) && call.arguments?.length === 1 ? make('curried') : undefined;
}

/** What a composed or curried function gives for one argument. */
export function applyComposed(e: Evaluator, made: MadeEntity, value: Abstract, call: Call, context: Context): Abstract {
  const { node, library } = made;
  const steps = node && ts.isCallExpression(node) ? [...node.arguments] : [];
  if (made.type === 'curried') return steps[0] ? curried(e, library, e.eval(steps[0], made.context), value, call, context) : value;
  const ordered = LEFT_TO_RIGHT.test(library) ? steps : steps.reverse();
  return ordered.reduce<Abstract>((result, step) => applyStep(e, e.eval(step, made.context), result, call, context), value);
}

function applyStep(e: Evaluator, step: Abstract, value: Abstract, call: Call, context: Context): Abstract {
  const [entity] = step;
  if (entity?.kind === 'function') return callFunction(e, entity, givenFrame(call, context, [value], entity.self));
  if (entity?.kind === 'made' && (entity.type === 'curried' || entity.type === 'composed'))
    return applyComposed(e, entity, value, call, context);
  if (entity?.kind === 'external') {
    const name = externalName(entity);
    if (BASE64.test(name)) return textEntity(base64Of(e.asValue(value, call, context), spanOf(call)));
    if (isSame(name)) return value;
  }
  return unknownEntity(e.nameOf(call), 'computed', spanOf(call));
}

function curried(e: Evaluator, name: string, first: Abstract, value: Abstract, call: Call, context: Context): Abstract {
  const fixed = e.asValue(first, call, context);
  if (!name.endsWith('join')) return textEntity(concat([fixed, e.asValue(value, call, context)]));
  const joined: Value[] = [];
  for (const list of value) {
    if (list.kind !== 'list') continue;
    for (const items of listVariants(e, list, call, context)) {
      joined.push(concat(items.flatMap((item, index) => [...(index > 0 ? [fixed] : []), e.asValue(item.value, item.node, context)])));
    }
  }
  return joined.length > 0 ? textEntity(union(joined)) : unknownEntity(e.nameOf(call), 'computed', spanOf(call));
}
