import { ts } from 'ts-morph';
import { bare, type ClassNode, isFunctionNode, memberOf, propertyName, thisOwner } from '../syntax/nodes.ts';
import { spanOf } from '../syntax/unit.ts';
import { type Context, callFrame, type Frame } from './context.ts';
import { type Abstract, type Entity, entityKey, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import type { Found } from './exports.ts';
import { callersOf, returned } from './functions.ts';
import { parameterValue } from './parameters.ts';
import { MISSING, written } from './properties.ts';

type InstanceEntity = Extract<Entity, { kind: 'instance' }>;

const MAX_CHAIN = 12;

/** The classes that a class extends, nearest first. */
export function superClasses(e: Evaluator, node: ClassNode): readonly ClassNode[] {
  return e.once<ts.Node, readonly ClassNode[]>('superClasses', node, [], () => {
    const found: ClassNode[] = [];
    const heritage = ts.isClassLike(node)
      ? node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]
      : undefined;
    if (heritage) {
      for (const entity of e.eval(heritage.expression, e.root)) {
        if (entity.kind === 'class') found.push(entity.node, ...superClasses(e, entity.node));
      }
    }
    return found.slice(0, MAX_CHAIN);
  });
}

/** The classes that extend a class, at any distance. */
export function subClasses(e: Evaluator, node: ClassNode): readonly ClassNode[] {
  const all = e.once<object, ReadonlyMap<ts.Node, ClassNode[]>>('subClasses', e, new Map(), () => {
    const map = new Map<ts.Node, ClassNode[]>();
    for (const candidate of e.program.classes()) {
      for (const parent of superClasses(e, candidate)) map.set(parent, [...(map.get(parent) ?? []), candidate]);
    }
    return map;
  });
  return all.get(node) ?? [];
}

/** Whether an object can be an instance of both classes. */
export function isRelated(e: Evaluator, left: ClassNode, right: ClassNode): boolean {
  return left === right || superClasses(e, left).includes(right) || superClasses(e, right).includes(left);
}

function isAbstractClass(node: ClassNode): boolean {
  return ts.isClassLike(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === ts.SyntaxKind.AbstractKeyword) ?? false);
}

/** How many `new` expressions name a class. */
function constructions(e: Evaluator, node: ClassNode): number {
  return node.name ? e.program.callsNamed(node.name.text).filter((call) => ts.isNewExpression(call)).length : 1;
}

/** Instances of a class whose making is not looked at: of each class that it can be. */
export function anyInstance(e: Evaluator, node: ClassNode): Abstract {
  const below = subClasses(e, node);
  if (below.length === 0) return [{ kind: 'instance', node }];
  const fixed = e.facts.selves.get(node);
  if (fixed) return [{ kind: 'instance', node: fixed as ClassNode }];
  const options = isAbstractClass(node) || constructions(e, node) === 0 ? [...below] : [node, ...below];
  if (options.length > 1) e.record({ kind: 'self', node, options });
  return options.map((option): Entity => ({ kind: 'instance', node: option }));
}

/** What `this` can be at a node. */
export function thisEntities(e: Evaluator, node: ts.Node, context: Context): Abstract {
  const owner = thisOwner(node);
  if (!owner) return unknownEntity('this', 'computed', spanOf(node));
  const self = e.frameOf(owner, context)?.self;
  if (self) return self;
  const { parent } = owner;
  if (ts.isClassLike(parent)) {
    const isStatic =
      ts.isClassStaticBlockDeclaration(owner) ||
      (ts.canHaveModifiers(owner) && ts.getModifiers(owner)?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword));
    if (isStatic) return [{ kind: 'class', node: parent, context: e.contexts.base(context) }];
    return receivers(e, owner, parent) ?? anyInstance(e, parent);
  }
  if (ts.isObjectLiteralExpression(parent)) return [{ kind: 'record', node: parent, context: e.contexts.at(context, parent) }];
  if (ts.isPropertyAssignment(parent)) return holderOf(e, parent.parent, context);
  if (ts.isBinaryExpression(parent) && parent.right === owner) {
    const target = memberOf(bare(parent.left));
    if (target) return instancesOf(e, e.eval(target.object, e.contexts.base(context)));
  }
  if (ts.isFunctionDeclaration(owner) || ts.isFunctionExpression(owner)) return [{ kind: 'instance', node: owner }];
  return unknownEntity('this', 'computed', spanOf(node));
}

/** The objects on which a method is called, when one caller is looked at: who calls matters where a class has subclasses. */
function receivers(e: Evaluator, owner: ts.Node, node: ClassNode): Abstract | undefined {
  if (!ts.isMethodDeclaration(owner) || subClasses(e, node).length === 0) return undefined;
  const fixed = e.facts.callers.get(owner);
  if (!fixed) {
    const options = callersOf(e, owner, e.root);
    if (options.length > 1) e.record({ kind: 'callers', node: owner, options });
    return undefined;
  }
  const object = fixed.call && memberOf(bare(fixed.call.expression))?.object;
  if (!object || object.kind === ts.SyntaxKind.SuperKeyword) return undefined;
  const found = e.eval(object, fixed.caller).filter((entity) => entity.kind === 'instance' && isRelated(e, entity.node, node));
  return found.length > 0 ? found : undefined;
}

/** The object that an object literal is; `X.prototype = { … }` makes it the instances of X. */
function holderOf(e: Evaluator, literal: ts.ObjectLiteralExpression, context: Context): Abstract {
  const { parent } = literal;
  if (ts.isBinaryExpression(parent) && parent.right === literal) {
    const target = memberOf(bare(parent.left));
    if (target?.name === 'prototype') return instancesOf(e, e.eval(parent.left, e.contexts.base(context)));
  }
  return [{ kind: 'record', node: literal, context: e.contexts.at(context, literal) }];
}

function instancesOf(e: Evaluator, objects: Abstract): Abstract {
  return objects.flatMap((object): Abstract => (object.kind === 'prototype' ? anyInstance(e, object.node) : [object]));
}

/** The context in which something that belongs to an object is evaluated: `this` is that object, constructor parameters are those it was made with. */
export function memberContext(e: Evaluator, object: Entity, node: ts.Node, context: Context): Context {
  const base = e.contexts.at(context, node);
  const owner = thisOwner(node);
  if (!owner || base.frames.has(owner)) return base;
  if (object.kind !== 'instance' && object.kind !== 'record' && object.kind !== 'class') return base;
  const frame = object.kind === 'instance' && ts.isConstructorDeclaration(owner) ? constructorFrame(e, object, owner, base) : undefined;
  const construct = object.kind === 'instance' && owner === object.node && object.construction;
  if (construct) return e.contexts.enter(base, owner, callFrame(construct.call, construct.context, [object]));
  if (object.kind === 'record' && !ts.isObjectLiteralExpression(owner.parent) && !ts.isPropertyAssignment(owner.parent)) return base;
  return e.contexts.enter(base, owner, frame ?? { key: `self~${entityKey(object)}`, caller: e.contexts.base(base), self: [object] });
}

/** How the constructor of an instance's class, or of a class above it, was called for that instance. */
function constructorFrame(e: Evaluator, object: InstanceEntity, owner: ts.ConstructorDeclaration, base: Context): Frame | undefined {
  const chain = [object.node, ...superClasses(e, object.node)];
  let frame: Frame | undefined = object.construction
    ? callFrame(object.construction.call, object.construction.context, [object])
    : undefined;
  for (const node of chain) {
    const own = ts.isClassLike(node) ? node.members.find(ts.isConstructorDeclaration) : undefined;
    if (!own) continue;
    if (own === owner) return frame;
    const superCall = findSuperCall(own);
    if (!superCall) return undefined;
    const inner = frame
      ? e.contexts.enter(e.contexts.base(base), own, frame)
      : e.contexts.enter(e.contexts.base(base), own, { key: `self~${entityKey(object)}`, caller: e.contexts.base(base), self: [object] });
    frame = callFrame(superCall, inner, [object]);
  }
  return undefined;
}

function findSuperCall(node: ts.ConstructorDeclaration): ts.CallExpression | undefined {
  let found: ts.CallExpression | undefined;
  const visit = (child: ts.Node): void => {
    if (found) return;
    if (ts.isCallExpression(child) && child.expression.kind === ts.SyntaxKind.SuperKeyword) found = child;
    else ts.forEachChild(child, visit);
  };
  if (node.body) visit(node.body);
  return found;
}

interface ClassMember {
  readonly node: ts.ClassElement | ts.ParameterDeclaration;
  readonly owner: ClassNode;
}

type Members = ReadonlyMap<string, ClassMember>;

const members = new WeakMap<ts.Node, { readonly own: Members; readonly fixed: Members }>();

/** The members of a class by their names: those of its instances, and its static ones. */
function membersOf(node: ts.ClassLikeDeclaration): { readonly own: Members; readonly fixed: Members } {
  const known = members.get(node);
  if (known) return known;
  const own = new Map<string, ClassMember>();
  const fixed = new Map<string, ClassMember>();
  const add = (map: Map<string, ClassMember>, member: ClassMember['node'], name: string | undefined): void => {
    if (name !== undefined && !map.has(name)) map.set(name, { node: member, owner: node });
  };
  for (const member of node.members) {
    if (ts.isConstructorDeclaration(member)) {
      for (const parameter of member.parameters)
        if (ts.isParameterPropertyDeclaration(parameter, member)) add(own, parameter, propertyName(parameter.name));
    } else if (member.name && !ts.isSetAccessorDeclaration(member) && !(ts.isMethodDeclaration(member) && !member.body)) {
      const isStatic =
        ts.canHaveModifiers(member) && ts.getModifiers(member)?.some((modifier) => modifier.kind === ts.SyntaxKind.StaticKeyword);
      add(isStatic ? fixed : own, member, propertyName(member.name));
    }
  }
  const found = { own, fixed };
  members.set(node, found);
  return found;
}

function findMember(node: ClassNode, name: string, isStatic: boolean): ClassMember | undefined {
  if (!ts.isClassLike(node)) return undefined;
  const { own, fixed } = membersOf(node);
  return (isStatic ? fixed : own).get(name);
}

/** What a member of an instance can be: its class's member, or whatever is written to it. */
export function instanceProperty(e: Evaluator, object: InstanceEntity, name: string, place: ts.Node, context: Context): Found {
  for (const node of [object.node, ...superClasses(e, object.node)]) {
    const member = findMember(node, name, false);
    if (member) return memberFound(e, object, member, name, place, context);
    if (ts.isClassLike(node) && e.program.writesTo(name).length === 0) continue;
    const fromPrototype = written(e, { kind: 'prototype', node, context: e.contexts.base(context) }, name, place, context, undefined);
    if (fromPrototype.value.length > 0) {
      return {
        value: fromPrototype.value.map((entity) =>
          entity.kind === 'function' && !ts.isArrowFunction(entity.node) ? { ...entity, self: [object] } : entity,
        ),
        absent: false,
      };
    }
    const fromLiteral = prototypeLiteral(e, node, name, place, context);
    if (fromLiteral)
      return { value: fromLiteral.map((entity) => (entity.kind === 'function' ? { ...entity, self: [object] } : entity)), absent: false };
  }
  return written(e, object, name, place, context, undefined);
}

/** `X.prototype = { name: … }`. */
function prototypeLiteral(e: Evaluator, node: ClassNode, name: string, place: ts.Node, context: Context): Abstract | undefined {
  if (ts.isClassLike(node)) return undefined;
  const base = e.contexts.base(context);
  for (const write of e.program.writesTo('prototype')) {
    if (!write.value || !e.eval(write.object, base).some((entity) => entity.kind === 'function' && entity.node === node)) continue;
    const found = e
      .eval(write.value, base)
      .flatMap((entity) => (entity.kind === 'record' ? [written(e, entity, name, place, context, undefined)] : []));
    const literal = bare(write.value);
    if (ts.isObjectLiteralExpression(literal)) {
      const member = literal.properties.find((candidate) => candidate.name && propertyName(candidate.name) === name);
      if (member && ts.isMethodDeclaration(member)) return [{ kind: 'function', node: member, context: base }];
      if (member && ts.isPropertyAssignment(member)) return e.eval(member.initializer, base);
    }
    const value = found.flatMap((one) => one.value);
    if (value.length > 0) return value;
  }
  return undefined;
}

function memberFound(e: Evaluator, object: Entity, member: ClassMember, name: string, place: ts.Node, context: Context): Found {
  const { node } = member;
  if (ts.isMethodDeclaration(node))
    return { value: [{ kind: 'function', node, context: e.contexts.base(context), self: [object] }], absent: false };
  if (ts.isGetAccessorDeclaration(node))
    return { value: returned(e, node, memberContext(e, object, node.body ?? node, e.contexts.base(context))), absent: false };
  const find = (): Found => {
    if (ts.isParameter(node)) {
      const inner = memberContext(e, object, node, e.contexts.base(context));
      return {
        value: e.trail(parameterValue(e, node, inner), { kind: 'parameter', name, use: spanOf(place), definition: spanOf(node) }),
        absent: false,
      };
    }
    if (!ts.isPropertyDeclaration(node) || !node.initializer) return MISSING;
    const value = e.eval(node.initializer, memberContext(e, object, node.initializer, e.contexts.base(context)));
    const bound = value.map(
      (entity): Entity => (entity.kind === 'function' && entity.node === node.initializer ? { ...entity, self: [object] } : entity),
    );
    return { value: e.trail(bound, { kind: 'member', name, use: spanOf(place), definition: spanOf(node) }), absent: false };
  };
  const found = written(e, object, name, place, context, { node, find });
  if (found.value.length > 0 || !ts.isPropertyDeclaration(node)) return found;
  const typed = typedInstance(e, node.type, context);
  return typed.length > 0 ? { value: typed, absent: false } : found;
}

/** A static member, or a member of a prototype. */
export function classProperty(
  e: Evaluator,
  object: Extract<Entity, { kind: 'class' | 'prototype' }>,
  name: string,
  place: ts.Node,
  context: Context,
): Found {
  if (name === 'prototype' && object.kind === 'class')
    return { value: [{ kind: 'prototype', node: object.node, context: object.context }], absent: false };
  for (const node of [object.node, ...superClasses(e, object.node)]) {
    const member = findMember(node, name, object.kind === 'class');
    if (member) return memberFound(e, object, member, name, place, context);
  }
  return written(e, object, name, place, context, undefined);
}

/** Instances of the class that a type annotation names, when the scripts declare it. */
export function typedInstance(e: Evaluator, type: ts.TypeNode | undefined, context: Context): Abstract {
  if (!type) return [];
  if (ts.isUnionTypeNode(type)) return type.types.flatMap((part) => typedInstance(e, part, context));
  if (!ts.isTypeReferenceNode(type)) return [];
  const name = ts.isIdentifier(type.typeName) ? type.typeName : undefined;
  if (!name || isFunctionNode(name.parent)) return [];
  return e.eval(name as ts.Identifier, e.contexts.base(context)).flatMap((entity): Abstract => {
    if (entity.kind === 'class') return anyInstance(e, entity.node);
    if (entity.kind === 'external' && entity.module === '' && entity.path[0] === name.text) return implementers(e, name.text);
    if (entity.kind === 'external' && entity.module === '@angular/common/http' && entity.path[0] === 'HttpClient') return [entity];
    if (entity.kind === 'external' && entity.module === '@nestjs/axios' && entity.path[0] === 'HttpService')
      return [{ kind: 'external', module: 'axios', path: [] }];
    return [];
  });
}

/** Instances of the classes that say that they implement an interface; interfaces leave nothing else to look at. */
function implementers(e: Evaluator, name: string): Abstract {
  return e.program
    .implementers(name)
    .slice(0, 8)
    .flatMap((node) => anyInstance(e, node));
}
