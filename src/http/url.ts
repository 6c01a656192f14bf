import { display, sliceSequence } from '../values/text.ts';
import type { Sequence, Value } from '../values/value.ts';
import type { Endpoint, TokenEndpointStatus } from './endpoint.ts';
import type { EndpointData, TokenEndpointEntry } from './endpoint-data.ts';
import { isJamfHost, isOtherHost, jamfLooking } from './jamf.ts';
import { isUndecided } from './undecided.ts';
import { resourceOf, UNKNOWN, type UrlText, urlText } from './url-path.ts';

/** `JSSResource` as a segment of its own, or directly behind an unknown; case does not matter to Jamf Pro's users. */
const CLASSIC = /(?<=^|[/\u0000])JSSResource(?=$|[/\u0000])/i;
const JAMF_PRO_API = /(?<=^|[/\u0000])(?:(uapi)(?=$|\/)|api\/(v\d{1,2}|preview)\/|api\/)/;

/**
 * What each alternative of a URL addresses. An alternative in which an unknown stands where the host or the path would
 * decide is `unknown`; one that is certainly neither the Classic API nor the Jamf Pro API is `other`.
 */
export function classifyUrl(url: Value, data: EndpointData): Endpoint[] {
  const endpoints = url.alternatives.map((sequence) => classifySequence(sequence, data));
  if (url.truncated && !endpoints.some((endpoint) => endpoint.api === 'classic')) {
    endpoints.push(classifySequence([{ kind: 'unknown', name: 'more', cause: 'limit' }], data));
  }
  return endpoints;
}

/** What one alternative of a URL addresses. */
export function classifySequence(sequence: Sequence, data: EndpointData): Endpoint {
  const url = urlText(sequence);
  const protocol = url.scheme === 'unknown' ? undefined : url.scheme;
  const base = (end: number): Sequence => sliceSequence(sequence, url.offsets[0]!, url.offsets[end]!);
  const host = hostOf(url);
  const foreign = isOtherHost(host, data) || (protocol !== undefined && protocol !== 'http' && protocol !== 'https');
  if (!foreign) {
    const found = classic(url) ?? token(url, data) ?? jamfProApi(url, sequence, data);
    if (found) {
      const { api, start, resource } = found;
      const baseEnd = start > 0 && url.text[start - 1] === '/' ? start - 1 : start;
      return { api, base: base(baseEnd), resource, url: sequence, protocol, ...(found.token ? { token: found.token } : {}) };
    }
  }
  const undecided = !foreign && isUndecided(url, host, data);
  // A relative path has no host: the client puts one in front of it.
  const pathStart = undecided && url.scheme === undefined && !host.includes(UNKNOWN) ? 0 : url.pathStart;
  return {
    api: undecided ? 'unknown' : 'other',
    base: base(pathStart),
    resource: resourceOf(url.text.slice(pathStart)),
    url: sequence,
    protocol,
  };
}

/** The host with its port, user information stripped; empty where there is none to see. */
function hostOf(url: UrlText): string {
  const schemeEnd = url.scheme === undefined ? 0 : url.text.indexOf('://') + 3;
  const slash = url.text.indexOf('/', schemeEnd);
  const authority = url.text.slice(schemeEnd, slash < 0 ? undefined : slash);
  return authority.slice(authority.lastIndexOf('@') + 1);
}

interface Found {
  readonly api: Endpoint['api'];
  /** Where the API's path starts in the URL's text. */
  readonly start: number;
  readonly resource: string;
  readonly token?: NonNullable<Endpoint['token']>;
}

function classic(url: UrlText): Found | undefined {
  const match = CLASSIC.exec(url.text);
  if (!match || url.text.slice(0, match.index).endsWith('://')) return undefined;
  return { api: 'classic', start: match.index, resource: resourceOf(url.text.slice(match.index + match[0].length)) };
}

function token(url: UrlText, data: EndpointData): Found | undefined {
  const text = url.text.endsWith('/') ? url.text.slice(0, -1) : url.text;
  let best: { entry: TokenEndpointEntry; start: number; status: TokenEndpointStatus } | undefined;
  for (const entry of data.tokenEndpoints) {
    const start = text.length - entry.path.length;
    if (start < 0 || !text.endsWith(entry.path) || (best && best.entry.path.length >= entry.path.length)) continue;
    const before = text[start - 1];
    if (start > 0 && before !== '/' && before !== UNKNOWN) continue;
    // A path that is said to lack its "/api" may have it glued to a base that is a placeholder: `FALSE` + `api/v1/auth/token`.
    if (!entry.anywhere && /\wapi\/$/.test(text.slice(0, start))) continue;
    const behindUnknown = before === UNKNOWN || text[start - 2] === UNKNOWN;
    const first = start <= url.pathStart + 1;
    if (!entry.anywhere && !first && !behindUnknown) continue;
    best = { entry, start, status: behindUnknown ? (entry.behindUnknown ?? entry.status) : entry.status };
  }
  if (!best) return undefined;
  const { entry, start, status } = best;
  const replacement = status === 'current' ? undefined : entry.replacement;
  return { api: 'token', start, resource: entry.path, token: { status, replacement } };
}

function jamfProApi(url: UrlText, sequence: Sequence, data: EndpointData): Found | undefined {
  const match = JAMF_PRO_API.exec(url.text);
  if (!match || url.text.slice(0, match.index).endsWith('://')) return undefined;
  const start = match.index;
  const resource = resourceOf(url.text.slice(start));
  const found: Found = { api: 'jamf-pro-api', start, resource };
  if (match[1]) return found;
  const [first = '', second = ''] = url.text.slice(start + match[0].length).split('/');
  const listed = (names: readonly string[]): boolean => names.includes(first) || names.includes(`${first}/${second}`);
  const { resources, commonResources, unversioned } = data.jamfProApi;
  if (!match[2]) return listed(unversioned) ? found : undefined;
  if (listed(resources)) return found;
  if (!listed(commonResources)) return undefined;
  const base = display(sliceSequence(sequence, 0, url.offsets[start]!));
  return isJamfHost(hostOf(url), data) || jamfLooking(base, data) ? found : undefined;
}
