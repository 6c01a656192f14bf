import { sharedMethod, shownBase } from '../findings/build.ts';
import type { Redactor } from '../findings/redact.ts';
import { userNames, viaWords } from '../findings/words.ts';
import type { Endpoint } from '../http/endpoint.ts';
import type { MessageValues } from './message.ts';
import { emptiedOf, type Match } from './place.ts';

const MAX_URL = 160;

/** What the placeholders of a rule's message stand for at one of its matches. */
export function messageValues(match: Match, redactor: Redactor): MessageValues {
  const { call, credential, endpoint, classic, token } = match.observations[0]!;
  const calls = [...new Set(match.observations.map((observation) => observation.call))];
  const entry = classic.removed ?? classic.deprecated;
  const resources = new Set([endpoint.resource]);
  const emptied = emptiedOf(match);
  for (const observation of match.observations) if (!emptied.has(observation)) resources.add(observation.endpoint.resource);
  const others = resources.size - 1;
  const more = others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'resource' : 'resources'})`;
  return {
    client: call.client,
    method: sharedMethod(calls) ?? undefined,
    resource: `${endpoint.resource}${more}`,
    base: shownBase(endpoint, { redactor }) ?? undefined,
    protocol: endpoint.protocol,
    via: credential && viaWords(credential.via),
    option: credential?.option,
    user: credential ? (userNames(credential) ?? undefined) : undefined,
    path: `${pathOf(endpoint)}${more}`,
    url: shownUrl(endpoint, redactor),
    since: entry?.since,
    date: entry?.deprecated === 'undated' ? undefined : entry?.deprecated,
    replacement: token ? endpoint.token?.replacement : entry?.replacement,
    note: token ? token.note : entry?.note,
  };
}

function pathOf(endpoint: Endpoint): string {
  if (endpoint.api === 'classic') return endpoint.resource === '' ? '/JSSResource' : `/JSSResource/${endpoint.resource}`;
  return `/${endpoint.resource}`;
}

function shownUrl(endpoint: Endpoint, redactor: Redactor): string {
  const base = shownBase(endpoint, { redactor }) ?? '';
  const path = endpoint.resource === '' ? '' : pathOf(endpoint);
  const url = `${base}${path}`;
  return url.length > MAX_URL ? `${url.slice(0, MAX_URL)}…` : url === '' ? '(empty)' : url;
}
