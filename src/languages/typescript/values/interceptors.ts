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

/** The client that a function is registered with, to see its requests or its answers and errors. */
export function interceptedClient(
  e: Evaluator,
  call: ts.Node,
  context: Context,
): { readonly client: MadeEntity; readonly side: string } | undefined {
  const target = interceptorTarget(call);
  if (!target) return undefined;
  for (const entity of e.eval(target.client, context)) {
    if (entity.kind === 'made') return { client: entity, side: target.side };
    if (entity.kind === 'external')
      return { client: { kind: 'made', type: 'client', library: 'axios', node: undefined, context: e.root }, side: target.side };
  }
  return undefined;
}
