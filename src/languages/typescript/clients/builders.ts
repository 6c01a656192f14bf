import { ts } from 'ts-morph';
import { literalValue } from '../../../values/value.ts';
import { bare, functionAround, memberOf } from '../syntax/nodes.ts';
import { spanOf } from '../syntax/unit.ts';
import { memberContext } from '../values/classes.ts';
import type { Entity, MadeEntity } from '../values/entity.ts';
import type { Found } from '../values/exports.ts';
import { refersTo } from '../values/identity.ts';
import { combine, foundIn, MISSING, placed, written } from '../values/properties.ts';
import { reaching } from '../values/reaching.ts';
import { type Authentication, authOption, authorizationOf, headerAuthentication, userAndPassword } from './credentials.ts';
import type { Site } from './request.ts';

/** What is attached to a request after it was begun: `.auth(user, password)`, `.set('Authorization', …)`, `setHeader`. */
export function builderAuthentication(site: Site): (() => Authentication)[] {
  const { e, context } = site;
  const builder = e.eval(site.call as ts.CallExpression, context).find((entity): entity is MadeEntity => entity.kind === 'made');
  return builder ? objectAuthentication(site, builder) : [];
}

/** The same for anything that requests are begun from: a superagent agent. */
export function objectAuthentication(site: Site, object: MadeEntity): (() => Authentication)[] {
  return [() => authCalls(site, object), () => setHeaders(site, object)];
}

/** Where a request has been sent for sure: at the end of the function that begins it. */
export function endOfFunction(call: ts.Node): ts.Node {
  const owner = functionAround(call);
  if (ts.isSourceFile(owner)) return owner.endOfFileToken;
  const last = owner.body && ts.isBlock(owner.body) ? owner.body.getLastToken() : undefined;
  return last ?? endOfChain(call);
}

/** The call at the end of the chain that starts with a request; it stands for when the request is sent. */
export function endOfChain(call: ts.Node): ts.Node {
  let end = call;
  for (;;) {
    const access = end.parent;
    const next = access && memberOf(access)?.object === end ? access.parent : undefined;
    if (next && ts.isCallExpression(next) && next.expression === access) end = next;
    else return end;
  }
}

export function callsTo(site: Site, object: Entity, name: string): ts.CallExpression[] {
  const { e } = site;
  const base = e.contexts.base(site.context);
  return e.program.callsNamed(name).filter((call): call is ts.CallExpression => {
    if (!ts.isCallExpression(call)) return false;
    const member = memberOf(bare(call.expression));
    return member !== undefined && refersTo(e, member.object, object, base);
  });
}

function authCalls(site: Site, object: MadeEntity): Authentication {
  const { e, context } = site;
  const calls = callsTo(site, object, 'auth');
  const place = endOfFunction(site.call);
  const reached = reaching(
    e,
    calls.map((node) => ({ node })),
    place,
    context,
  );
  const sets: Authentication[] = [];
  for (const { node } of reached.items) {
    const call = node as ts.CallExpression;
    const inner = memberContext(e, object, call, context);
    const [user, password] = call.arguments;
    if (!user) continue;
    const found = (argument: ts.Expression | undefined): Found => (argument ? placed(e.eval(argument, inner), call) : MISSING);
    const options = call.arguments.slice(1).flatMap((argument) => e.eval(argument, inner));
    if (literalValue(e.asValue(foundIn(e, options, 'type', call, inner).value, call, inner)) === 'bearer') {
      sets.push({ sets: [[{ scheme: 'bearer', via: 'auth-argument', option: '.auth', span: spanOf(call) }]], absent: false });
      continue;
    }
    const isObject = found(user).value.some((entity) => entity.kind === 'record');
    sets.push(
      isObject
        ? authOption(e, found(user), '.auth', 'auth-argument', call, inner)
        : userAndPassword(e, found(user), found(password), '.auth', 'auth-argument', call, inner),
    );
  }
  return { sets: sets.flatMap((set) => set.sets), absent: sets.length === 0 || !reached.sealed };
}

function setHeaders(site: Site, object: MadeEntity): Authentication {
  const { e, context } = site;
  const place = endOfFunction(site.call);
  const named = written(e, object, 'authorization', place, context, undefined, true);
  const whole = ['set', 'headers'].flatMap((name) =>
    callsTo(site, object, name)
      .filter((call) => call.arguments.length === 1)
      .map((call) => authorizationOf(e, e.eval(call.arguments[0]!, memberContext(e, object, call, context)), call, context)),
  );
  const found = combine([named, ...whole].filter((one) => one.value.length > 0));
  return headerAuthentication(e, found, 'Authorization', 'authorization-header', site.call, context);
}
