import { concat, text, type Value } from '../../../values/value.ts';
import type { Abstract } from '../values/entity.ts';
import { builderAuthentication } from './builders.ts';
import { optionAuthentication, optionMethod, optionText } from './configured.ts';
import { connectionOptions } from './connection.ts';
import { layered, userinfoAuthentication } from './credentials.ts';
import type { Draft, Site, Target } from './request.ts';

function readNode(protocol: string, site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const [member] = target.path;
  if ((member !== 'request' && member !== 'get') || site.args.length === 0) return [];
  const first = site.arg(0);
  const urlFirst = first.every(
    (entity) => entity.kind === 'text' || entity.kind === 'made' || entity.kind === 'unknown' || entity.kind === 'external',
  );
  const second: Abstract = urlFirst && site.args[1] ? site.arg(1).filter((entity) => entity.kind !== 'function') : [];
  const options: Abstract = urlFirst ? second : first;
  const url = (): Value => (urlFirst ? e.asValue(first, site.args[0]!, context) : composed(site, protocol, options));
  return [
    {
      client: `node:${protocol}`,
      method: () => (member === 'get' ? 'GET' : optionMethod(site, [options])),
      url,
      credentials: () =>
        layered([
          ...builderAuthentication(site),
          ...optionAuthentication(site, [options], { auth: true }),
          () => userinfoAuthentication(url(), call),
        ]),
      connection: () => connectionOptions(e, options, call, context),
    },
  ];
}

/** The URL that `hostname`, `port` and `path` make. */
function composed(site: Site, protocol: string, options: Abstract): Value {
  const host = optionText(site, [options], 'hostname', 'host');
  const port = optionText(site, [options], 'port');
  const path = optionText(site, [options], 'path', 'pathname') ?? text('/');
  if (!host) return path;
  return concat([text(`${protocol}://`), host, ...(port ? [text(':'), port] : []), path]);
}

export function readNodeHttps(site: Site, target: Target): readonly Draft[] {
  return readNode('https', site, target);
}

export function readNodeHttp(site: Site, target: Target): readonly Draft[] {
  return readNode('http', site, target);
}
