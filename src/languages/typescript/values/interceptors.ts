import { ts } from 'ts-morph';
import { bare, memberOf } from '../syntax/nodes.ts';
import type { Context } from './context.ts';
import type { MadeEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';

/** `X` and the side of `X.interceptors.request.use(…)`. */
export function interceptorTarget(call: ts.Node): { readonly client: ts.Expression; readonly side: string } | undefined {
  if (!ts.isCallExpression(call)) return undefined;
  const use = memberOf(bare(call.expression));
  if (use?.name !== 'use') return undefined;
  const side = memberOf(bare(use.object));
  if (side?.name !== 'request' && side?.name !== 'response') return undefined;
  const interceptors = memberOf(bare(side.object));
  return interceptors?.name === 'interceptors' ? { client: interceptors.object, side: side.name } : undefined;
}

export function isRequestInterceptor(call: ts.Node): boolean {
  return interceptorTarget(call)?.side === 'request';
}

/** The client whose answers and errors a function is registered for. */
export function responseHandlerClient(e: Evaluator, call: ts.Node, context: Context): MadeEntity | undefined {
  const target = interceptorTarget(call);
  if (target?.side !== 'response') return undefined;
  for (const entity of e.eval(target.client, context)) {
    if (entity.kind === 'made') return entity;
    if (entity.kind === 'external' && entity.module !== '') return { kind: 'made', type: 'client', library: entity.module, node: undefined, context: e.root };
  }
  return undefined;
}
