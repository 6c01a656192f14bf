import type { ts } from 'ts-morph';
import { functionAround, isFunctionNode, isInside } from '../syntax/nodes.ts';
import type { MemberWrite } from '../syntax/unit-index.ts';
import { type Context, givenFrame } from '../values/context.ts';
import { type Abstract, type Entity, idOf, type MadeEntity } from '../values/entity.ts';
import type { Evaluator } from '../values/evaluator.ts';
import type { Found } from '../values/exports.ts';
import { callSitesIn, returned } from '../values/functions.ts';
import { objectKey, refersTo } from '../values/identity.ts';
import { interceptorTarget } from '../values/interceptors.ts';
import { combine, foundIn, MISSING, placed } from '../values/properties.ts';
import { reaching } from '../values/reaching.ts';
import { authorizationOf } from './credentials.ts';
import type { Site } from './request.ts';

/** What one request interceptor does to a request. */
export interface Interception {
  readonly authorization: Found;
  readonly auth: Found;
}

/** What the request interceptors of a client do to the request of a call, the last registered first. */
export function interceptions(site: Site, client: MadeEntity | undefined, sent: () => MadeEntity): Interception[] {
  const { e, context } = site;
  const base = e.contexts.base(context);
  const found: Interception[] = [];
  for (const call of registrations(e, client)) {
    const [handler] = call.arguments;
    if (!handler) continue;
    for (const entity of e.eval(handler, base)) {
      if (entity.kind !== 'function' || !entity.node.body) continue;
      const given: Abstract = [sent()];
      const outer = e.contexts.at(entity.context, entity.node);
      const frame = givenFrame(call, context, [given], entity.self);
      found.push(handled(e, entity.node, e.contexts.enter(outer, entity.node, frame), client));
    }
  }
  return found.reverse();
}

/** `X.interceptors.request.use(…)` for a client, in order. */
function registrations(e: Evaluator, client: MadeEntity | undefined): readonly ts.CallExpression[] {
  return e.once<object, readonly ts.CallExpression[]>('registrations', client?.node ?? e, [], () =>
    e.program.callsNamed('use').filter((call): call is ts.CallExpression => {
      const target = interceptorTarget(call);
      return target?.side === 'request' && e.eval(target.client, e.root).some((entity) => isClient(entity, client));
    }),
  );
}

/** Whether an entity is a client: an instance by where it was made, or the package itself. */
export function isClient(entity: Entity, client: MadeEntity | undefined): boolean {
  if (!client) return entity.kind === 'external' && (entity.module === 'axios' || (entity.module === '' && entity.path[0] === 'axios'));
  return entity.kind === 'made' && entity.node === client.node;
}

function handled(e: Evaluator, node: ts.FunctionLikeDeclaration, inner: Context, client: MadeEntity | undefined): Interception {
  const config: Entity = client
    ? { kind: 'part', of: client, path: ['sent'] }
    : { kind: 'part', of: { kind: 'made', type: 'client', library: 'axios', node: undefined, context: e.root }, path: ['sent'] };
  const headers: Entity = { ...config, path: ['sent', 'headers'] };
  const results = returned(e, node, inner).filter((entity) => entity.kind === 'record');
  const set = (object: Entity, name: string, loose: boolean): Found => writesIn(e, node, object, name, inner, loose);
  const wholeHeaders = set(config, 'headers', false);
  const authorization = [set(headers, 'authorization', true), authorizationOf(e, wholeHeaders.value, node, inner)];
  const auth = [set(config, 'auth', false)];
  for (const result of results) {
    authorization.push(authorizationOf(e, foundIn(e, [result], 'headers', node, inner).value, node, inner));
    auth.push(foundIn(e, [result], 'auth', node, inner));
  }
  return { authorization: merged(authorization), auth: merged(auth) };
}

/** What any of several ways sets; missing only where none of them surely sets it. */
function merged(founds: readonly Found[]): Found {
  const present = founds.filter((found) => found.value.length > 0);
  if (present.length === 0) return MISSING;
  return { ...combine(present), absent: present.every((found) => found.absent) };
}

/** What a handler, or a function that it calls, writes to a member of the request. */
function writesIn(e: Evaluator, node: ts.FunctionLikeDeclaration, object: Entity, name: string, inner: Context, loose: boolean): Found {
  const body = node.body!;
  const items = writesNear(e, node, object, name, loose).map((write) => ({ node: write.node, find: () => writeFound(e, write, inner) }));
  if (items.length === 0) return MISSING;
  const reached = reaching(e, items, body, inner, true);
  if (reached.items.length === 0) return MISSING;
  const found = combine(reached.items.map((item) => item.find()));
  return { ...found, absent: found.absent || !reached.sealed };
}

/** The places in a handler, or in a function that it calls, that write to a member of an object: the same for every request. */
function writesNear(e: Evaluator, node: ts.FunctionLikeDeclaration, object: Entity, name: string, loose: boolean): readonly MemberWrite[] {
  return e.once<string, readonly MemberWrite[]>('writesNear', `${idOf(node)}|${objectKey(object)}|${name}|${loose}`, [], () =>
    e.program.writesTo(name).filter((write) => {
      if (!loose && write.name !== name) return false;
      const home = functionAround(write.node);
      const near = isInside(write.node, node) || (isFunctionNode(home) && callSitesIn(e, home, node).length > 0);
      return near && refersTo(e, write.object, object, e.root);
    }),
  );
}

function writeFound(e: Evaluator, write: MemberWrite, inner: Context): Found {
  if (!write.value) return MISSING;
  return placed(e.eval(write.value, e.contexts.at(inner, write.node)), write.node);
}
