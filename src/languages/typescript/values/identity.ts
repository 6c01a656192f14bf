import type { ts } from 'ts-morph';
import { isRelated } from './classes.ts';
import type { Context } from './context.ts';
import { type Entity, entityKey, idOf } from './entity.ts';
import type { Evaluator } from './evaluator.ts';

/** Whether an expression can be the very object that an entity is. */
export function refersTo(e: Evaluator, expression: ts.Expression, entity: Entity, context: Context): boolean {
  return e.isolated(() => e.eval(expression, context)).some((other) => sameObject(e, other, entity));
}

/** Whether two entities can be one object. */
export function sameObject(e: Evaluator, left: Entity, right: Entity): boolean {
  if (left.kind === 'instance' && right.kind === 'instance') {
    if (left.construction && right.construction && left.construction.call !== right.construction.call) return false;
    return isRelated(e, left.node, right.node);
  }
  if (left.kind === 'made' && right.kind === 'made')
    return left.node === right.node && left.type === right.type && left.library === right.library;
  if (left.kind === 'part' && right.kind === 'part')
    return left.path.join('.') === right.path.join('.') && sameObject(e, left.of, right.of);
  if (left.kind === 'module' && right.kind === 'module') return left.unit === right.unit;
  if (left.kind === 'external' && right.kind === 'external')
    return left.module === right.module && left.path.join('.') === right.path.join('.') && left.path.length > 0;
  if (left.kind === 'function' && right.kind === 'class') return left.node === right.node;
  if (left.kind === 'class' && right.kind === 'function') return left.node === right.node;
  if (left.kind !== right.kind || !('node' in left) || !('node' in right)) return false;
  return left.node === right.node;
}

/** What tells an object from others, whatever the context in which it is seen. */
export function objectKey(entity: Entity): string {
  switch (entity.kind) {
    case 'instance':
      return `i${idOf(entity.node)}:${entity.construction ? idOf(entity.construction.call) : ''}`;
    case 'made':
      return `made${entity.type}:${entity.library}:${entity.node ? idOf(entity.node) : ''}`;
    case 'part':
      return `${objectKey(entity.of)}>${entity.path.join('.')}`;
    case 'module':
      return `m${entity.unit.path}`;
    case 'external':
      return `x${entity.module}:${entity.path.join('.')}`;
    default:
      return 'node' in entity ? `${entity.kind}${idOf(entity.node)}` : entityKey(entity);
  }
}
