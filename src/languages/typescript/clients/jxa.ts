import { ts } from 'ts-morph';
import { literalValue, type Value } from '../../../values/value.ts';
import type { MadeEntity } from '../values/entity.ts';
import { written } from '../values/properties.ts';
import { callsTo, endOfFunction } from './builders.ts';
import { headerAuthentication, layered, userinfoAuthentication } from './credentials.ts';
import type { ClientReader } from './request.ts';

/** JavaScript for Automation: an NSURLRequest that NSURLConnection or an NSURLSession sends. */
export const readUrlRequest: ClientReader = (site, target) => {
  const { e, call, context } = site;
  if (!/^(?:sendSynchronousRequest|sendAsynchronousRequest|dataTaskWithRequest)/.test(target.path.at(-1) ?? '')) return [];
  const request = site.arg(0).find((entity): entity is MadeEntity => entity.kind === 'made' && /URLRequest/.test(entity.library));
  const made = request?.node;
  const address = made && ts.isCallExpression(made) ? made.arguments[0] : undefined;
  if (!request || !address) return [];
  const url = (): Value => e.text(address, request.context);
  return [
    {
      client: 'NSURLRequest',
      method: () => {
        const named = callsTo(site, request, 'setHTTPMethod')[0]?.arguments[0];
        const found = written(e, request, 'HTTPMethod', call, context, undefined).value;
        return named ? literalValue(e.text(named, context)) : found.length > 0 ? literalValue(e.asValue(found, call, context)) : 'GET';
      },
      url,
      credentials: () =>
        layered([
          () =>
            headerAuthentication(
              e,
              written(e, request, 'authorization', endOfFunction(call), context, undefined, true),
              'Authorization',
              'authorization-header',
              call,
              context,
            ),
          () => userinfoAuthentication(url(), call),
        ]),
      connection: () => [],
    },
  ];
};
