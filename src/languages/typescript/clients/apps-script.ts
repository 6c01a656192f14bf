import { text, type Value } from '../../../values/value.ts';
import type { Abstract } from '../values/entity.ts';
import { elementsOf } from '../values/lists.ts';
import { optionAuthentication, optionMethod, optionText } from './configured.ts';
import { connectionOptions } from './connection.ts';
import { layered, userinfoAuthentication } from './credentials.ts';
import type { Draft, Site, Target } from './request.ts';

/** Google Apps Script: `UrlFetchApp.fetch(url, params)` and `UrlFetchApp.fetchAll([{ url, … }])`. */
export function readUrlFetchApp(site: Site, target: Target): readonly Draft[] {
  const { e, call, context } = site;
  const member = target.path.at(-1);
  if (site.args.length === 0) return [];
  const draft = (params: Abstract, url: () => Value): Draft => ({
    client: 'UrlFetchApp',
    method: () => optionMethod(site, [params]),
    url,
    credentials: () => layered([...optionAuthentication(site, [params], { auth: false }), () => userinfoAuthentication(url(), call)]),
    connection: () => connectionOptions(e, params, call, context),
  });
  if (member === 'fetch') return [draft(site.args[1] ? site.arg(1) : [], () => e.text(site.args[0]!, context))];
  if (member !== 'fetchAll') return [];
  const requests = site.arg(0).flatMap((entity) => elementsOf(e, entity, call, context));
  return requests
    .slice(0, 16)
    .map((request) =>
      draft([request], () => (request.kind === 'text' ? request.value : (optionText(site, [[request]], 'url') ?? text('')))),
    );
}
