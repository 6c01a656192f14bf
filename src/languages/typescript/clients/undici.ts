import { text, type Value } from '../../../values/value.ts';
import type { Abstract } from '../values/entity.ts';
import { joinBase } from '../values/urls.ts';
import { optionAuthentication, optionMethod, optionText } from './configured.ts';
import { connectionOptions } from './connection.ts';
import { layered, userinfoAuthentication } from './credentials.ts';
import { readFetch } from './fetch.ts';
import type { Draft, Site, Target } from './request.ts';

const SENDING = new Set(['request', 'stream', 'pipeline']);

/** `undici.request(url, options)`, `undici.fetch`, and `client.request({ path })` of a Client or Pool. */
export function readUndici(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const [member] = target.path;
  if (member === 'fetch') return readFetch(site, { path: [] });
  if (member === undefined || !SENDING.has(member) || site.args.length === 0) return [];
  const options: Abstract = target.client ? site.arg(0) : site.args[1] ? site.arg(1) : [];
  const url = (): Value => {
    if (!target.client) return e.text(site.args[0]!, context);
    const { node } = target.client;
    const origin = node && 'arguments' in node ? (node.arguments as typeof site.args | undefined)?.[0] : undefined;
    return joinBase(origin ? e.text(origin, target.client.context) : undefined, optionText(site, [options], 'path') ?? text(''));
  };
  return [
    {
      client: 'undici',
      method: () => optionMethod(site, [options]),
      url,
      credentials: () => layered([...optionAuthentication(site, [options], { auth: false }), () => userinfoAuthentication(url(), call)]),
      connection: () => connectionOptions(e, options, call, context),
    },
  ];
}
