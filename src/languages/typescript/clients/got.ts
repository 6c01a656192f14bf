import type { ts } from 'ts-morph';
import { text, type Value } from '../../../values/value.ts';
import { isInside } from '../syntax/nodes.ts';
import { givenFrame } from '../values/context.ts';
import type { Abstract, MadeEntity } from '../values/entity.ts';
import type { Found } from '../values/exports.ts';
import { listVariants } from '../values/lists.ts';
import { combine, MISSING, placed } from '../values/properties.ts';
import { reaching } from '../values/reaching.ts';
import { joinBase } from '../values/urls.ts';
import { clientChain, optionAuthentication, optionIn, optionMethod, optionText } from './configured.ts';
import { connectionOptions } from './connection.ts';
import { type Authentication, headerAuthentication, layered, userinfoAuthentication } from './credentials.ts';
import { type Draft, methodNamed, type Site, type Target } from './request.ts';

const SENDING = new Set(['stream', 'paginate', 'request', 'paginate.all', 'paginate.each']);

/** A call of got or ky, or of an instance that `extend` or `create` made. */
function readOptionsClient(client: 'got' | 'ky', site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const member = target.path.join('.');
  const fixed = methodNamed(target.path.at(-1));
  if ((member !== '' && fixed === undefined && !SENDING.has(member)) || site.args.length === 0) return [];
  const first = site.arg(0);
  const urlFirst = first.every((entity) => entity.kind !== 'record' && entity.kind !== 'rest');
  const own: Abstract = urlFirst ? (site.args[1] ? site.arg(1) : []) : first;
  const layers = [own, ...clientChain(e, target.client)];
  const url = (): Value => {
    const path = urlFirst ? e.asValue(first, site.args[0]!, context) : (optionText(site, [own], 'url') ?? text(''));
    return joinBase(optionText(site, layers, 'prefixUrl', 'prefix', 'baseUrl', 'baseURL'), path);
  };
  return [
    {
      client,
      method: () => fixed ?? optionMethod(site, layers),
      url,
      credentials: () =>
        layered([
          () => hookAuthentication(site, layers, target.client),
          ...optionAuthentication(site, layers, client === 'got' ? { auth: true, names: ['username', 'password'] } : { auth: false }),
          () => userinfoAuthentication(url(), call),
        ]),
      connection: () => layers.flatMap((layer) => connectionOptions(e, layer, call, context)),
    },
  ];
}

/** What the `beforeRequest` hooks set. */
function hookAuthentication(site: Site, layers: readonly Abstract[], client: MadeEntity | undefined): Authentication {
  const { e, call, context } = site;
  const hooks = optionIn(site, layers, 'hooks').value;
  const founds: Found[] = [];
  for (const list of optionIn(site, [hooks], 'beforeRequest').value) {
    if (list.kind !== 'list') continue;
    for (const { value } of listVariants(e, list, call, context).flat()) {
      for (const hook of value) {
        if (hook.kind !== 'function' || !hook.node.body) continue;
        const frame = givenFrame(hook.node, context, [[{ kind: 'unknown', name: 'request', cause: 'computed' }]], hook.self);
        const inner = e.contexts.enter(e.contexts.at(hook.context, hook.node), hook.node, frame);
        const writes = e.program.writesTo('authorization').filter((write) => isInside(write.node, hook.node) && write.value);
        const reached = reaching(e, writes, hook.node.body, inner);
        if (reached.items.length === 0) continue;
        const values = reached.items.map(
          (write): Found => ({ ...placed(e.eval(write.value as ts.Expression, inner), write.node), absent: !reached.sealed }),
        );
        founds.push(combine(values));
      }
    }
  }
  return headerAuthentication(
    e,
    founds.length === 0 ? MISSING : combine(founds),
    'Authorization',
    client ? 'handler' : 'authorization-header',
    call,
    context,
  );
}

export function readGot(site: Site, target: Target): readonly Draft[] {
  return readOptionsClient('got', site, target);
}

export function readKy(site: Site, target: Target): readonly Draft[] {
  return readOptionsClient('ky', site, target);
}
