import { ts } from 'ts-morph';
import type { Context } from './context.ts';
import type { Abstract } from './entity.ts';
import type { Evaluator } from './evaluator.ts';

/** A function out of sight that is given a client and whose result is used in its place: `setupCache(axios.create(…))`. */
export function passedThrough(e: Evaluator, call: ts.CallExpression | ts.NewExpression, context: Context): Abstract | undefined {
  const args = call.arguments ?? [];
  if (args.length === 0 || args.length > 3 || ts.isNewExpression(call)) return undefined;
  const [first] = args;
  if (!first || ts.isSpreadElement(first) || ts.isStringLiteralLike(first)) return undefined;
  const clients = e.eval(first, context).filter((entity) => entity.kind === 'made' && entity.type === 'client');
  return clients.length > 0 ? clients : undefined;
}
