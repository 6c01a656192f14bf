import { ts } from 'ts-morph';
import { text } from '../../../values/value.ts';
import { memberOf } from '../syntax/nodes.ts';
import { spanOf, unitOf } from '../syntax/unit.ts';
import type { Context } from './context.ts';
import { type Abstract, type Entity, NOTHING_KNOWN, textEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import type { Found } from './exports.ts';
import { refersTo } from './identity.ts';
import { property, recordNames } from './properties.ts';
import { reaching } from './reaching.ts';

const MAX_VARIANTS = 16;
const MAX_ITEMS = 256;

type ListEntity = Extract<Entity, { kind: 'list' }>;

/** One thing in a list: a value, or any number of values of which no more is known. */
export interface ListItem {
  readonly value: Abstract;
  readonly node: ts.Node;
  readonly many: boolean;
}

/** What a list can hold, in order: one sequence for each way in which it can have been built. */
export function listVariants(e: Evaluator, list: ListEntity, place: ts.Node, context: Context): ListItem[][] {
  let variants: ListItem[][] = initialItems(e, list);
  if (!ts.isArrayLiteralExpression(list.node) || list.items) return variants;
  const changes = changesOf(e, list);
  if (changes.length === 0) return variants;
  const reached = reaching(e, [{ node: list.node, call: undefined }, ...changes.map((call) => ({ node: call, call }))], place, context);
  const all = changes.filter((call) => reached.items.some((item) => item.call === call) || !reached.sealed);
  const before = all.filter((call) => call.getSourceFile() !== place.getSourceFile() || call.pos < place.end);
  for (const call of before) {
    const added = call.arguments.flatMap((argument) => argumentItems(e, argument, context));
    const front = memberOf(call.expression)?.name === 'unshift';
    const extended = variants.map((items) => (front ? [...added, ...items] : [...items, ...added]).slice(0, MAX_ITEMS));
    const conditional = reached.items.length > 0 && isConditional(e, call, place, context);
    variants = conditional ? [...extended, ...variants].slice(0, MAX_VARIANTS) : extended;
  }
  return variants;
}

/** A change that is not sure to have been made when the place is reached. */
function isConditional(e: Evaluator, call: ts.CallExpression, place: ts.Node, context: Context): boolean {
  return !reaching(e, [{ node: call }], place, context).sealed;
}

function changesOf(e: Evaluator, list: ListEntity): readonly ts.CallExpression[] {
  const file = list.node.getSourceFile();
  const { callsByName } = unitOf(file).index;
  const calls = [...(callsByName.get('push') ?? []), ...(callsByName.get('unshift') ?? [])];
  if (calls.length === 0) return [];
  return e.once<ts.Node, readonly ts.CallExpression[]>('changes', list.node, [], () =>
    calls.filter((call): call is ts.CallExpression => {
      const object = ts.isCallExpression(call) ? memberOf(call.expression)?.object : undefined;
      return object !== undefined && refersTo(e, object, list, e.root);
    }),
  );
}

function argumentItems(e: Evaluator, argument: ts.Expression, context: Context): ListItem[] {
  if (!ts.isSpreadElement(argument)) return [{ value: e.eval(argument, context), node: argument, many: false }];
  return spreadItems(e, e.eval(argument.expression, context), argument, context);
}

function spreadItems(e: Evaluator, lists: Abstract, place: ts.Node, context: Context): ListItem[] {
  const known = lists.filter((entity) => entity.kind === 'list');
  if (known.length === 1) {
    const variants = listVariants(e, known[0]!, place, context);
    if (variants.length === 1) return variants[0]!;
    return variants[0] ?? [];
  }
  if (known.length === 0)
    return lists.every((entity) => entity.kind === 'constant')
      ? []
      : [{ value: unknownEntity(e.nameOf(place), 'computed', spanOf(place)), node: place, many: true }];
  return [{ value: e.joined(known.map((list) => elementsOf(e, list, place, context))), node: place, many: true }];
}

function initialItems(e: Evaluator, list: ListEntity): ListItem[][] {
  if (list.items) return [list.items.map((value) => ({ value, node: list.node, many: false }))];
  if (list.elements) return [[{ value: list.elements, node: list.node, many: true }]];
  if (!ts.isArrayLiteralExpression(list.node)) return [[]];
  let variants: ListItem[][] = [[]];
  for (const element of list.node.elements) {
    if (ts.isOmittedExpression(element)) continue;
    const options = ts.isSpreadElement(element) ? spreadVariants(e, element, list.context) : [argumentItems(e, element, list.context)];
    const next: ListItem[][] = [];
    for (const items of variants)
      for (const option of options) if (next.length < MAX_VARIANTS) next.push([...items, ...option].slice(0, MAX_ITEMS));
    variants = next;
  }
  return variants;
}

/** `...(verbose ? ['-v'] : [])`: one option for each list that it can be. */
function spreadVariants(e: Evaluator, element: ts.SpreadElement, context: Context): ListItem[][] {
  const values = e.eval(element.expression, context);
  const lists = values.filter((entity) => entity.kind === 'list');
  if (lists.length === 0) return [spreadItems(e, values, element, context)];
  const options = lists.flatMap((list) => listVariants(e, list, element, context));
  return values.some((entity) => entity.kind === 'constant') ? [...options, []] : options;
}

/** What any element of a value can be: of a list its items, of an object its members' values. */
export function elementsOf(e: Evaluator, entity: Entity, place: ts.Node, context: Context): Abstract {
  if (entity.kind === 'list') {
    const values = listVariants(e, entity, place, context).flatMap((items) => items.map((item) => item.value));
    return e.joined(values);
  }
  if (entity.kind === 'record')
    return e.joined(
      recordNames(entity)
        .slice(0, 64)
        .map((name) => property(e, [entity], name, place, context)),
    );
  if (entity.kind === 'unknown') return unknownEntity(e.nameOf(place), 'loop', spanOf(place));
  return NOTHING_KNOWN;
}

/** What stands at one place of a list. */
export function listItem(e: Evaluator, entity: Entity, index: number, place: ts.Node, context: Context): Found {
  if (entity.kind === 'unknown') return { value: unknownEntity(entity.name, entity.cause, entity.span), absent: false };
  if (entity.kind !== 'list') return { value: unknownEntity(e.nameOf(place), 'computed', spanOf(place)), absent: false };
  const found: Abstract[] = [];
  let absent = false;
  for (const items of listVariants(e, entity, place, context)) {
    const many = items.findIndex((item) => item.many);
    const item = many >= 0 && many <= index ? items[many] : items[index];
    if (item) found.push(item.value);
    else absent = true;
  }
  return { value: e.joined(found), absent };
}

/** The keys of an object, as a loop over it sees them. */
export function keysOf(e: Evaluator, entity: Entity, name: string, use: ts.Node): Abstract {
  if (entity.kind !== 'record') return unknownEntity(name, 'loop', spanOf(use));
  const names = recordNames(entity);
  return names.length === 0
    ? unknownEntity(name, 'loop', spanOf(use))
    : e.joined(names.slice(0, 64).map((key) => textEntity(text(key, spanOf(entity.node), false))));
}
