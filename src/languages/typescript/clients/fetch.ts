import type { Value } from '../../../values/value.ts';
import type { Abstract } from '../values/entity.ts';
import { firstOf, foundIn } from '../values/properties.ts';
import { joinBase } from '../values/urls.ts';
import { clientChain, methodIn } from './configured.ts';
import { connectionOptions } from './connection.ts';
import { authorizationOf, headerAuthentication, layered, userinfoAuthentication } from './credentials.ts';
import type { Draft, Site, Target } from './request.ts';

/** `fetch(input, init)` of the runtime and of the packages that stand in for it. */
export function readFetch(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  if (site.args.length === 0) return [];
  const input = site.arg(0);
  const init: Abstract = site.args[1] ? site.arg(1) : [];
  const requests = input.filter((entity) => entity.kind === 'made' && entity.type === 'request');
  const configured = clientChain(e, target.client);
  const option = (name: string) =>
    firstOf([
      () => foundIn(e, init, name, call, context),
      () => foundIn(e, requests, name, call, context),
      ...configured.map((layer) => () => foundIn(e, layer, name, call, context)),
    ]);
  const url = (): Value => {
    const urls = input.flatMap((entity) => (requests.includes(entity) ? foundIn(e, [entity], 'url', call, context).value : [entity]));
    const base = foundIn(e, [...init, ...configured.flat()], 'baseURL', call, context).value;
    return joinBase(base.length > 0 ? e.asValue(base, call, context) : undefined, e.asValue(urls, site.args[0]!, context));
  };
  return [
    {
      client: target.client?.library ?? 'fetch',
      method: () => methodIn(site, option('method')),
      url,
      credentials: () =>
        layered([
          () =>
            headerAuthentication(
              e,
              authorizationOf(e, option('headers').value, call, context),
              'Authorization',
              'authorization-header',
              call,
              context,
            ),
          () => userinfoAuthentication(url(), call),
        ]),
      connection: () => connectionOptions(e, init, call, context),
    },
  ];
}
