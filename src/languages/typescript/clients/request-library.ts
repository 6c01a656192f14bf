import { text, type Value } from '../../../values/value.ts';
import type { Abstract } from '../values/entity.ts';
import { joinBase } from '../values/urls.ts';
import { builderAuthentication } from './builders.ts';
import { clientChain, optionAuthentication, optionMethod, optionText } from './configured.ts';
import { connectionOptions } from './connection.ts';
import { layered, userinfoAuthentication } from './credentials.ts';
import { type Draft, methodNamed, type Site, type Target } from './request.ts';

/** `request(…)`, `request.get(…)`, and the same of `request-promise`: options first or second, a callback last. */
export function readRequest(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const member = target.path.at(-1);
  const fixed = methodNamed(member);
  if ((member !== undefined && fixed === undefined) || target.path.length > 1 || site.args.length === 0) return [];
  const first = site.arg(0);
  const urlFirst = first.every((entity) => entity.kind !== 'record' && entity.kind !== 'rest' && entity.kind !== 'instance');
  const second: Abstract = site.args[1] ? site.arg(1).filter((entity) => entity.kind !== 'function') : [];
  const own: Abstract = urlFirst ? second : first;
  const layers = [own, ...clientChain(e, target.client)];
  const url = (): Value => {
    const path = urlFirst ? e.asValue(first, site.args[0]!, context) : (optionText(site, [own], 'url', 'uri') ?? text(''));
    return joinBase(optionText(site, layers, 'baseUrl'), path);
  };
  return [
    {
      client: 'request',
      method: () => fixed ?? optionMethod(site, layers),
      url,
      credentials: () =>
        layered([
          ...builderAuthentication(site),
          ...optionAuthentication(site, layers, { auth: true }),
          () => userinfoAuthentication(url(), call),
        ]),
      connection: () => layers.flatMap((layer) => connectionOptions(e, layer, call, context)),
    },
  ];
}
