import { ts } from 'ts-morph';
import { spanOf } from '../syntax/unit.ts';
import type { Context } from './context.ts';
import { type Abstract, type Entity, type MadeEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import type { Found } from './exports.ts';
import { foundIn, written } from './properties.ts';
import { urlPart } from './urls.ts';

const URL_PARTS = new Set(['href', 'origin', 'host', 'hostname', 'pathname', 'protocol', 'search']);

/** A member of something that a package or the runtime made. */
export function madeMember(
  e: Evaluator,
  object: Extract<Entity, { kind: 'made' | 'part' }>,
  name: string,
  place: ts.Node,
  context: Context,
): Found {
  if (object.kind === 'part') return partMember(e, object, name, place, context);
  if (object.type === 'url' && URL_PARTS.has(name)) return { value: urlPart(e, object, name, place, context), absent: false };
  if (object.type === 'request' && (name === 'url' || name === 'headers' || name === 'method'))
    return requestPart(e, object, name, place, context);
  if (object.type === 'sent') return sentMember(e, object, name, place, context);
  if (object.type === 'client' || object.type === 'xhr') return { value: [{ kind: 'part', of: object, path: [name] }], absent: false };
  const found = written(e, object, name, place, context, undefined);
  return found.value.length > 0 ? found : { value: unknownEntity(name, 'computed', spanOf(place)), absent: false };
}

function partMember(e: Evaluator, object: Extract<Entity, { kind: 'part' }>, name: string, place: ts.Node, context: Context): Found {
  if (object.path[0] === 'reply') return { value: replyMember(object, name, place), absent: false };
  const path = [...object.path, name];
  const whole: Entity = { kind: 'part', of: object.of, path };
  if (object.path[0] !== 'defaults' || name === 'headers' || name === 'common') return { value: [whole], absent: false };
  const found = written(e, object, name, place, context, undefined);
  if (found.value.length > 0) return found;
  const configured = path.length === 2 ? foundIn(e, clientConfig(e, object.of), name, place, context) : undefined;
  return configured && configured.value.length > 0 ? configured : { value: [whole], absent: false };
}

/** What a client was configured with when it was made. */
export function clientConfig(e: Evaluator, client: MadeEntity): readonly Entity[] {
  const { node } = client;
  const argument = node && (ts.isCallExpression(node) || ts.isNewExpression(node)) ? node.arguments?.[0] : undefined;
  return argument ? e.eval(argument, client.context) : [];
}

/** `new Request(url, init)`: what of it the call to fetch sees. */
function requestPart(e: Evaluator, object: MadeEntity, name: string, place: ts.Node, context: Context): Found {
  const { node } = object;
  const args = node && ts.isNewExpression(node) ? (node.arguments ?? []) : [];
  if (name === 'url') return { value: args[0] ? e.eval(args[0], object.context) : [], absent: false };
  return args[1] ? foundIn(e, e.eval(args[1], object.context), name, place, context) : { value: [], absent: true };
}

/** A request as an interceptor sees it: what the call and its configuration say. */
function sentMember(e: Evaluator, object: MadeEntity, name: string, place: ts.Node, context: Context): Found {
  const sent = object.node && e.sent.get(object.node);
  if (!sent) return { value: unknownEntity(name, 'computed', spanOf(place)), absent: false };
  if (name === 'url') return { value: sent.url, absent: false };
  if (name === 'method') return { value: sent.method, absent: false };
  if (name === 'headers' || name === 'defaults') return { value: [{ kind: 'part', of: object, path: [name] }], absent: false };
  const found = foundIn(e, sent.config, name, place, context);
  return found;
}

/** What a response handler gets: an answer or an error, each with the request that it answers. */
function replyMember(object: Extract<Entity, { kind: 'part' }>, name: string, place: ts.Node): Abstract {
  if (name === 'config') return [{ ...object, path: ['sent'] }];
  return name === 'response' ? [object] : unknownEntity(name, 'computed', spanOf(place));
}
