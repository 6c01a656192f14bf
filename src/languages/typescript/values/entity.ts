import type { ts } from 'ts-morph';
import {
  concat,
  type Piece,
  type Sequence,
  type Span,
  sequenceKey,
  type UnknownCause,
  type UnknownPiece,
  union,
  unknown,
  type Value,
} from '../../../values/value.ts';
import type { ClassNode } from '../syntax/nodes.ts';
import type { Unit } from '../syntax/unit.ts';
import type { Context } from './context.ts';

/** What an expression can be. Objects are named by the place that makes them and read on demand. */
export type Entity =
  | { readonly kind: 'text'; readonly value: Value }
  | { readonly kind: 'constant'; readonly value: boolean | null | undefined }
  | { readonly kind: 'record'; readonly node: ts.ObjectLiteralExpression | ts.CallExpression; readonly context: Context }
  | { readonly kind: 'rest'; readonly of: Abstract; readonly without: readonly string[]; readonly id: string }
  | {
      readonly kind: 'list';
      readonly node: ts.Node;
      readonly context: Context;
      readonly items?: readonly Abstract[] | undefined;
      readonly elements?: Abstract | undefined;
    }
  | {
      readonly kind: 'function';
      readonly node: ts.FunctionLikeDeclaration;
      readonly context: Context;
      readonly self?: Abstract | undefined;
    }
  | { readonly kind: 'class'; readonly node: ClassNode; readonly context: Context }
  | { readonly kind: 'prototype'; readonly node: ClassNode; readonly context: Context }
  | { readonly kind: 'instance'; readonly node: ClassNode; readonly construction?: Construction | undefined }
  | { readonly kind: 'module'; readonly unit: Unit }
  | { readonly kind: 'enum'; readonly node: ts.EnumDeclaration | ts.ModuleDeclaration }
  /** A member of a package or of the runtime: `axios.create`, `process.env`; module '' is the global object. */
  | { readonly kind: 'external'; readonly module: string; readonly path: readonly string[] }
  /** Something made by a package or the runtime: a URL, a Headers object, an axios instance. */
  | MadeEntity
  /** A part of a made object: `instance.defaults.headers`. */
  | { readonly kind: 'part'; readonly of: MadeEntity; readonly path: readonly string[] }
  | { readonly kind: 'unknown'; readonly name: string; readonly cause: UnknownCause; readonly span?: Span | undefined };

/** The `new` expression that made an instance, with the context in which it stands. */
export interface Construction {
  readonly call: ts.NewExpression;
  readonly context: Context;
}

export interface MadeEntity {
  readonly kind: 'made';
  /** `url`, `headers`, `client` … */
  readonly type: string;
  /** The package that made it. */
  readonly library: string;
  /** The expression that made it; undefined for the one that the package itself exports. */
  readonly node: ts.Node | undefined;
  readonly context: Context;
  readonly parent?: MadeEntity | undefined;
}

/** The alternatives that an expression can be; texts are joined into one. */
export type Abstract = readonly Entity[];

export const NOTHING_KNOWN: Abstract = [];
const MAX_ENTITIES = 48;

/** A piece that stands for the base64 of a value that is known in part. */
export interface EncodedPiece extends UnknownPiece {
  readonly decoded: Value;
}

export function textEntity(value: Value): Abstract {
  return value.alternatives.length === 0 ? NOTHING_KNOWN : [{ kind: 'text', value }];
}

export function unknownEntity(name: string, cause: UnknownCause, span?: Span): Abstract {
  return [{ kind: 'unknown', name, cause, span }];
}

const nodeIds = new WeakMap<object, number>();
let lastId = 0;

/** A number for a syntax node or any other object, the same for as long as it lives. */
export function idOf(object: object): number {
  let id = nodeIds.get(object);
  if (id === undefined) nodeIds.set(object, (id = ++lastId));
  return id;
}

/** The identity of an entity for de-duplication. */
export function entityKey(entity: Entity): string {
  switch (entity.kind) {
    case 'text':
      return `t:${entity.value.alternatives.map(sequenceKey).join('\u0001')}`;
    case 'constant':
      return `c:${String(entity.value)}`;
    case 'rest':
      return `rest:${entity.id}`;
    case 'instance':
      return `i:${idOf(entity.node)}:${entity.construction ? `${idOf(entity.construction.call)}:${entity.construction.context.id}` : ''}`;
    case 'module':
      return `m:${entity.unit.path}`;
    case 'enum':
      return `e:${idOf(entity.node)}`;
    case 'external':
      return `x:${entity.module}:${entity.path.join('.')}`;
    case 'made':
      return `made:${entity.type}:${entity.library}:${entity.node ? idOf(entity.node) : ''}:${entity.context.id}`;
    case 'part':
      return `part:${entityKey(entity.of)}:${entity.path.join('.')}`;
    case 'unknown':
      return `u:${entity.cause}:${entity.name}`;
    case 'function':
      return `function:${idOf(entity.node)}:${entity.context.id}:${(entity.self ?? []).map(entityKey).join(',')}`;
    default:
      return `${entity.kind}:${idOf(entity.node)}:${entity.context.id}`;
  }
}

/** Whether an entity holds on to how functions have been entered. */
export function isEntered(entity: Entity): boolean {
  switch (entity.kind) {
    case 'record':
    case 'class':
    case 'prototype':
      return entity.context.frames.size > 0;
    case 'list':
      return (
        entity.context.frames.size > 0 ||
        (entity.items ?? []).some((item) => item.some(isEntered)) ||
        (entity.elements ?? []).some(isEntered)
      );
    case 'function':
      return entity.context.frames.size > 0 || (entity.self ?? []).some(isEntered);
    case 'instance':
      return entity.construction !== undefined && entity.construction.context.frames.size > 0;
    case 'made':
      return entity.context.frames.size > 0 || (entity.parent !== undefined && isEntered(entity.parent));
    case 'part':
      return isEntered(entity.of);
    case 'rest':
      return true;
    default:
      return false;
  }
}

/** The union of several abstract values. */
export function join(parts: readonly Abstract[]): Abstract {
  if (parts.length === 1) return parts[0]!;
  const texts: Value[] = [];
  const seen = new Set<string>();
  const others: Entity[] = [];
  for (const part of parts) {
    for (const entity of part) {
      if (entity.kind === 'text') {
        texts.push(entity.value);
        continue;
      }
      const key = entityKey(entity);
      if (seen.has(key) || others.length >= MAX_ENTITIES) continue;
      seen.add(key);
      others.push(entity);
    }
  }
  return texts.length === 0 ? others : [{ kind: 'text', value: union(texts) }, ...others];
}

export function isAbsent(entity: Entity): boolean {
  return entity.kind === 'constant' && (entity.value === undefined || entity.value === null || entity.value === false);
}

/** Texts with something known in them are worth more than nothing at all. */
export function isKnown(abstract: Abstract): boolean {
  return abstract.some((entity) => entity.kind !== 'unknown');
}

/** The names of the unknowns in a value, for naming what is made of them. */
export function unknownNames(value: Value): string[] {
  const names = new Set<string>();
  for (const sequence of value.alternatives) for (const piece of sequence) if (piece.kind === 'unknown') names.add(piece.name);
  return [...names];
}

export function isEncoded(piece: Piece): piece is EncodedPiece {
  return piece.kind === 'unknown' && 'decoded' in piece;
}

export function sequenceValue(sequence: Sequence): Value {
  return { alternatives: [sequence], truncated: false };
}

export { concat, union, unknown };
