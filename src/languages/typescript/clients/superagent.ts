import type { ts } from 'ts-morph';
import { literalValue, type Value } from '../../../values/value.ts';
import { builderAuthentication, objectAuthentication } from './builders.ts';
import { layered, userinfoAuthentication } from './credentials.ts';
import { type Draft, methodNamed, type Site, type Target } from './request.ts';

/** `superagent.get(url).auth(user, password)`, `superagent('GET', url)`, and the same of an agent. */
export function readSuperagent(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const member = target.path.at(-1);
  const fixed = methodNamed(member);
  if ((member !== undefined && fixed === undefined) || target.path.length > 1 || site.args.length === 0) return [];
  const urlAt: ts.Expression = fixed === undefined && site.args[1] ? site.args[1] : site.args[0]!;
  const url = (): Value => e.text(urlAt, context);
  return [
    {
      client: 'superagent',
      method: () => fixed ?? (site.args[1] ? literalValue(e.asValue(site.arg(0), call, context))?.toUpperCase() : 'GET'),
      url,
      credentials: () =>
        layered([
          ...builderAuthentication(site),
          ...(target.client ? objectAuthentication(site, target.client) : []),
          () => userinfoAuthentication(url(), call),
        ]),
      connection: () => [],
    },
  ];
}
