import { literalValue, type Value } from '../../../values/value.ts';
import type { Abstract } from '../values/entity.ts';
import { optionAuthentication } from './configured.ts';
import { connectionOptions } from './connection.ts';
import { layered, userinfoAuthentication } from './credentials.ts';
import { type Draft, methodNamed, type Site, type Target } from './request.ts';

/** `needle(method, url, data?, options?)`, `needle.get(url, options?)`, `needle.post(url, data, options?)`. */
export function readNeedle(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const member = target.path.at(-1);
  const fixed = methodNamed(member);
  if ((member !== undefined && fixed === undefined && member !== 'request') || site.args.length === 0) return [];
  const offset = fixed === undefined ? 1 : 0;
  const urlAt = site.args[offset];
  if (!urlAt) return [];
  const rest = site.args.slice(offset + 1).map((_, index) => site.arg(offset + 1 + index).filter((entity) => entity.kind !== 'function'));
  const hasData = fixed !== undefined && fixed !== 'GET' && fixed !== 'HEAD';
  const options: Abstract = (hasData ? rest[1] : fixed === undefined ? (rest[1] ?? rest[0]) : rest[0]) ?? [];
  const url = (): Value => e.text(urlAt, context);
  return [
    {
      client: 'needle',
      method: () => fixed ?? literalValue(e.asValue(site.arg(0), call, context))?.toUpperCase(),
      url,
      credentials: () =>
        layered([
          ...optionAuthentication(site, [options], { auth: false, names: ['username', 'password'] }),
          () => userinfoAuthentication(url(), call),
        ]),
      connection: () => connectionOptions(e, options, call, context),
    },
  ];
}
