import { text, type Value } from '../../../values/value.ts';
import type { Abstract } from '../values/entity.ts';
import { joinBase } from '../values/urls.ts';
import { clientChain, optionAuthentication, optionMethod, optionText } from './configured.ts';
import { connectionOptions } from './connection.ts';
import { layered, userinfoAuthentication } from './credentials.ts';
import type { Draft, Site, Target } from './request.ts';

/** `request(options)` of gaxios, and of an instance that it made. */
export function readGaxios(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const member = target.path.at(-1);
  if (member !== 'request' && member !== 'fetch') return [];
  if (site.args.length === 0) return [];
  const first = site.arg(0);
  const urlFirst = first.every((entity) => entity.kind === 'text' || (entity.kind === 'made' && entity.type === 'url'));
  const own: Abstract = urlFirst ? (site.args[1] ? site.arg(1) : []) : first;
  const layers = [own, ...clientChain(e, target.client)];
  const url = (): Value =>
    joinBase(
      optionText(site, layers, 'baseURL', 'baseUrl'),
      urlFirst ? e.asValue(first, site.args[0]!, context) : (optionText(site, [own], 'url') ?? text('')),
    );
  return [
    {
      client: 'gaxios',
      method: () => optionMethod(site, layers),
      url,
      credentials: () => layered([...optionAuthentication(site, layers, { auth: false }), () => userinfoAuthentication(url(), call)]),
      connection: () => layers.flatMap((layer) => connectionOptions(e, layer, call, context)),
    },
  ];
}
