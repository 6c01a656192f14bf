import { ts } from 'ts-morph';
import { literal, text } from '../../../values/value.ts';
import { bare, propertyName } from '../syntax/nodes.ts';
import { spanOf } from '../syntax/unit.ts';
import type { MemberWrite } from '../syntax/unit-index.ts';
import { classProperty, instanceProperty, memberContext } from './classes.ts';
import type { Context } from './context.ts';
import { type Abstract, type Entity, idOf, join, NOTHING_KNOWN, textEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { exported, type Found } from './exports.ts';
import { externalMember } from './externals.ts';
import { returned } from './functions.ts';
import { objectKey, refersTo } from './identity.ts';
import { listItem } from './lists.ts';
import { madeMember } from './made.ts';
import { reaching, type Setting } from './reaching.ts';

export const MISSING: Found = { value: NOTHING_KNOWN, absent: true };

/** What a member of an abstract value can be; a member that is not there is undefined. */
export function property(e: Evaluator, objects: Abstract, name: string, place: ts.Node, context: Context): Abstract {
  const parts: Abstract[] = [];
  for (const object of objects) {
    if (object.kind === 'constant') continue;
    const found = propertyOrAbsent(e, object, name, place, context);
    if (found.value.length > 0) parts.push(found.value);
    if (found.absent) parts.push([{ kind: 'constant', value: undefined }]);
  }
  const value = join(parts.length === 0 ? [NOTHING_KNOWN] : parts);
  const present = value.filter((entity) => !(entity.kind === 'constant' && entity.value === undefined));
  const use = spanOf(place);
  if (present.length === 0 && objects.length > 0)
    return objects.every((object) => object.kind === 'record') ? value : unknownEntity(name, 'undefined', use);
  return e.trail(value, { kind: 'member', name, use });
}

/** What a member of one entity can be, and whether it may be missing. `loose` ignores the case of the name, as HTTP does. */
export function propertyOrAbsent(e: Evaluator, object: Entity, name: string, place: ts.Node, context: Context, loose = false): Found {
  if (!e.look()) return { value: unknownEntity(name, 'limit', spanOf(place)), absent: false };
  switch (object.kind) {
    case 'record':
      return recordProperty(e, object, name, place, context, loose);
    case 'rest':
      if (object.without.includes(name)) return MISSING;
      return e.acyclic(`${object.id}.${name}`, MISSING, () => foundIn(e, object.of, name, place, context, loose));
    case 'instance':
      return instanceProperty(e, object, name, place, context);
    case 'class':
    case 'prototype':
      return classProperty(e, object, name, place, context);
    case 'function':
      if (name === 'prototype' && (ts.isFunctionDeclaration(object.node) || ts.isFunctionExpression(object.node))) {
        return { value: [{ kind: 'prototype', node: object.node, context: object.context }], absent: false };
      }
      return written(e, object, name, place, context, undefined, loose);
    case 'module':
      if (name === 'exports') return { value: [object], absent: false };
      return moduleMember(e, object, name);
    case 'enum':
      return enumMember(e, object.node, name);
    case 'external':
      return { value: externalMember(object, name, place), absent: false };
    case 'made':
    case 'part':
      return madeMember(e, object, name, place, context);
    case 'list':
      return /^\d+$/.test(name)
        ? listItem(e, object, Number(name), place, context)
        : { value: unknownEntity(name, 'computed', spanOf(place)), absent: false };
    case 'constant':
      return MISSING;
    case 'text':
      return { value: unknownEntity(name, 'computed', spanOf(place)), absent: false };
    default:
      return { value: unknownEntity(name, object.cause === 'cycle' ? 'computed' : object.cause, spanOf(place)), absent: false };
  }
}

/** A member of any of several alternatives. */
export function foundIn(e: Evaluator, objects: Abstract, name: string, place: ts.Node, context: Context, loose = false): Found {
  // Of an object that is out of sight nobody knows whether it has the member.
  const known = (object: Entity): boolean => object.kind !== 'unknown' && object.kind !== 'external';
  return combine(objects.map((object) => (known(object) ? propertyOrAbsent(e, object, name, place, context, loose) : MISSING)));
}

function moduleMember(e: Evaluator, object: Extract<Entity, { kind: 'module' }>, name: string): Found {
  const found = exported(e, object.unit, name);
  if (found.value.length > 0 || name !== 'default') return found;
  return { value: [object], absent: false };
}

type RecordEntity = Extract<Entity, { kind: 'record' }>;

function recordProperty(e: Evaluator, record: RecordEntity, name: string, place: ts.Node, context: Context, loose: boolean): Found {
  if (neverHas(e, record.node, name)) return MISSING;
  const id = `${idOf(record.node)}@${record.context.id}.${name}${loose ? '~' : ''}>${idOf(place)}`;
  const find = (): Found => initialProperty(e, record, name, place, loose);
  return e.acyclic(id, MISSING, () => written(e, record, name, place, context, { node: record.node, find }, loose));
}

const literalNames = new WeakMap<ts.Node, ReadonlySet<string> | null>();

/** The names that a literal gives, in lower case; null where it may have others. */
function namesIn(node: ts.ObjectLiteralExpression | ts.CallExpression): ReadonlySet<string> | null {
  let names = literalNames.get(node);
  if (names !== undefined) return names;
  const found = ts.isObjectLiteralExpression(node)
    ? node.properties.map((member) => member.name && propertyName(member.name))
    : [undefined];
  const known = found.filter((name) => name !== undefined);
  names = known.length < found.length ? null : new Set(known.map((name) => name.toLowerCase()));
  literalNames.set(node, names);
  return names;
}

/** Whether a literal does not give a member that nothing in the scripts can write to either: so it is with most that clients are asked for. */
function neverHas(e: Evaluator, node: ts.ObjectLiteralExpression | ts.CallExpression, name: string): boolean {
  const names = namesIn(node);
  return names !== null && !names.has(name.toLowerCase()) && e.program.writesTo(name).length === 0 && e.program.assigns().length === 0;
}

/** What a member is set to: where the object is made, and wherever it is written to afterwards. */
export function written(
  e: Evaluator,
  object: Entity,
  name: string,
  place: ts.Node,
  context: Context,
  initial: { readonly node: ts.Node; find(): Found } | undefined,
  loose = false,
): Found {
  const items: (Setting & { find(): Found })[] = initial ? [initial] : [];
  for (const write of writesOn(e, object, name, loose)) {
    const own = makerContext(e, object, write.node);
    items.push({ node: write.node, context: own, find: () => writeValue(e, write, object, name, own ?? context, loose) });
  }
  for (const assign of assignsTo(e, object)) {
    const own = makerContext(e, object, assign);
    const find = (): Found => assignedProperty(e, assign, name, own ?? context, loose);
    if (find().value.length > 0) items.push({ node: assign, context: own, find });
  }
  if (initial && items.length === 1) return initial.find();
  const reached = reaching(e, items, place, context, true);
  if (reached.items.length === 0) return items.length > 0 && !initial ? combine(items.map((item) => item.find())) : MISSING;
  const found = combine(reached.items.map((item) => item.find()));
  return { ...found, absent: found.absent || (!initial && !reached.sealed) };
}

/** The context in which an object was made, where something that changes it is run in it too. */
function makerContext(e: Evaluator, object: Entity, node: ts.Node): Context | undefined {
  if (object.kind !== 'record' && object.kind !== 'made') return undefined;
  const own = e.contexts.at(object.context, node);
  return own.frames.size > 0 ? own : undefined;
}

/** A value that is surely there, with the place that sets it. */
export function placed(value: Abstract, place: ts.Node): Found {
  return { value, absent: false, parts: [{ value, place }] };
}

/** Several alternatives of one member. */
export function combine(founds: readonly Found[]): Found {
  if (founds.length === 1) return founds[0]!;
  if (founds.length === 0) return MISSING;
  return {
    value: joinedValues(founds),
    absent: founds.some((found) => found.absent),
    parts: founds.flatMap((found) => found.parts ?? []),
  };
}

function joinedValues(founds: readonly Found[]): Abstract {
  const parts = founds.map((found) => found.value).filter((value) => value.length > 0);
  return parts.length === 0 ? NOTHING_KNOWN : join(parts);
}

function writeValue(e: Evaluator, write: MemberWrite, object: Entity, name: string, context: Context, loose: boolean): Found {
  if (!write.value) return MISSING;
  const value = write.value;
  const inner = memberContext(e, object, write.node, context);
  const result = e.eval(value, inner);
  if (write.operator === 'append') {
    const before = propertyOrAbsent(e, object, name, write.node, inner, loose).value;
    return { value: textEntity(e.asValue([...before, ...result], write.node, inner)), absent: false };
  }
  const step = { kind: 'member' as const, name: write.name, use: spanOf(write.node), definition: spanOf(write.node) };
  const onlyUndefined =
    result.length > 0 && result.every((entity) => entity.kind === 'constant' && (entity.value === undefined || entity.value === null));
  return onlyUndefined ? { value: NOTHING_KNOWN, absent: true } : placed(e.trail(result, step), write.node);
}

const NO_CALLS: readonly ts.CallExpression[] = [];

/** The places that write to a member of an object. */
function writesOn(e: Evaluator, object: Entity, name: string, loose: boolean): readonly MemberWrite[] {
  const candidates = e.program.writesTo(name);
  if (candidates.length === 0) return candidates;
  const byCall = object.kind === 'made' || object.kind === 'part';
  return e.once<string, readonly MemberWrite[]>('writes', `${objectKey(object)}|${loose ? name.toLowerCase() : name}|${loose}`, [], () =>
    candidates.filter(
      (write) => (loose || write.name === name) && (byCall || write.operator !== 'call') && refersTo(e, write.object, object, e.root),
    ),
  );
}

function assignsTo(e: Evaluator, object: Entity): readonly ts.CallExpression[] {
  const all = e.program.assigns();
  if (all.length === 0 || !(object.kind === 'record' || object.kind === 'instance' || object.kind === 'part' || object.kind === 'function'))
    return NO_CALLS;
  const key = object.kind === 'record' || object.kind === 'function' ? object.node : objectKey(object);
  return e.once<object | string, readonly ts.CallExpression[]>('assigns', key, [], () =>
    all.filter((call) => call.arguments[0] && refersTo(e, call.arguments[0], object, e.root)),
  );
}

function assignedProperty(e: Evaluator, call: ts.CallExpression, name: string, context: Context, loose: boolean): Found {
  const inner = e.contexts.at(context, call);
  for (const argument of call.arguments.slice(1).reverse()) {
    if (ts.isSpreadElement(argument)) continue;
    const found = foundIn(e, e.eval(argument, inner), name, call, inner, loose);
    if (found.value.length > 0) return found;
  }
  return MISSING;
}

function sameName(left: string | undefined, right: string, loose: boolean): boolean {
  return left !== undefined && (left === right || (loose && left.toLowerCase() === right.toLowerCase()));
}

/** A member as the literal gives it: the last that sets it wins, spreads included. */
export function initialProperty(e: Evaluator, record: RecordEntity, name: string, place: ts.Node, loose: boolean): Found {
  const { node, context } = record;
  if (ts.isCallExpression(node)) {
    const layers = [...node.arguments]
      .reverse()
      .map(
        (argument) => (): Found =>
          foundIn(e, e.eval(ts.isSpreadElement(argument) ? argument.expression : argument, context), name, place, context, loose),
      );
    return firstOf(layers);
  }
  const layers: (() => Found)[] = [];
  for (const member of [...node.properties].reverse()) {
    if (ts.isSpreadAssignment(member)) layers.push(() => foundIn(e, e.eval(member.expression, context), name, member, context, loose));
    else if (sameName(propertyName(member.name) ?? dynamicName(e, member.name, context), name, loose)) {
      layers.push(() => present(placed(memberValue(e, member, record), member)));
    }
  }
  return firstOf(layers);
}

/** A member that is there but undefined counts as missing. */
function present(found: Found): Found {
  const value = found.value.filter((entity) => !(entity.kind === 'constant' && entity.value === undefined));
  return value.length === found.value.length ? found : { ...found, value, absent: true };
}

/** The first layer that surely has a thing hides those below it. */
export function firstOf(layers: readonly (() => Found)[]): Found {
  const founds: Found[] = [];
  for (const layer of layers) {
    const found = layer();
    if (found.value.length > 0) founds.push(found);
    if (!found.absent && found.value.length > 0) return { ...combine(founds), absent: false };
  }
  return founds.length === 0 ? MISSING : { ...combine(founds), absent: true };
}

/** `{ [AUTH]: … }` with a constant for a name. */
function dynamicName(e: Evaluator, name: ts.PropertyName, context: Context): string | undefined {
  if (!ts.isComputedPropertyName(name)) return undefined;
  const [key] = e.eval(name.expression, context);
  return key?.kind === 'text' && key.value.alternatives.length === 1 ? literal(key.value.alternatives[0]!) : undefined;
}

function memberValue(e: Evaluator, member: Exclude<ts.ObjectLiteralElementLike, ts.SpreadAssignment>, record: RecordEntity): Abstract {
  const { context } = record;
  if (ts.isPropertyAssignment(member)) {
    const value = e.eval(member.initializer, context);
    return value.map((entity) =>
      entity.kind === 'function' && !ts.isArrowFunction(entity.node) && entity.node === bare(member.initializer)
        ? { ...entity, self: [record] }
        : entity,
    );
  }
  if (ts.isShorthandPropertyAssignment(member)) return e.eval(member.name, context);
  if (ts.isGetAccessorDeclaration(member)) return returned(e, member, memberContext(e, record, member.body ?? member, context));
  return [{ kind: 'function', node: member, context, self: [record] }];
}

/** The names that a record's literal gives, as far as they are written out. */
export function recordNames(record: RecordEntity): string[] {
  if (!ts.isObjectLiteralExpression(record.node)) return [];
  return record.node.properties.map((member) => (member.name ? propertyName(member.name) : undefined)).filter((name) => name !== undefined);
}

function enumMember(e: Evaluator, node: ts.EnumDeclaration | ts.ModuleDeclaration, name: string): Found {
  if (!ts.isEnumDeclaration(node)) return namespaceMember(e, node, name);
  const index = node.members.findIndex((member) => propertyName(member.name) === name);
  const member = node.members[index];
  if (!member) return MISSING;
  const initializer = member.initializer && bare(member.initializer);
  if (initializer && ts.isStringLiteralLike(initializer))
    return { value: textEntity(text(initializer.text, spanOf(initializer), false)), absent: false };
  return { value: textEntity(text(initializer ? initializer.getText() : String(index), spanOf(member), false)), absent: false };
}

function namespaceMember(e: Evaluator, node: ts.ModuleDeclaration, name: string): Found {
  const statements = node.body && ts.isModuleBlock(node.body) ? node.body.statements : [];
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) {
      const declared = statement.declarationList.declarations.find(
        (declaration) => ts.isIdentifier(declaration.name) && declaration.name.text === name,
      );
      if (declared) return { value: e.eval(declared.name as ts.Identifier, e.root), absent: false };
    } else if (
      (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) &&
      statement.name?.text === name
    ) {
      return { value: e.eval(statement.name, e.root), absent: false };
    }
  }
  return { value: unknownEntity(name, 'config'), absent: false };
}
