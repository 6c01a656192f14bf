import { literalSecrets } from '../findings/secrets.ts';
import type { Credential, HttpCall, Sighting } from '../http/call.ts';
import type { Endpoint } from '../http/endpoint.ts';
import type { EndpointData, TokenEndpointEntry } from '../http/endpoint-data.ts';
import { jamfLooking } from '../http/jamf.ts';
import { classifyUrl } from '../http/url.ts';
import { display } from '../values/text.ts';
import { type ClassicStatus, classicStatus } from './classic.ts';
import type { Facts } from './facts.ts';

/** One credential (or none) of one call on one of the endpoints that its URL can be. */
export interface Observation {
  readonly call: HttpCall;
  readonly endpoint: Endpoint;
  readonly credential: Credential | undefined;
  readonly classic: ClassicStatus;
  readonly token: TokenEndpointEntry | undefined;
  readonly facts: Facts;
}

export interface CallContext {
  readonly data: EndpointData;
  readonly guarded: boolean;
  /** Whether the file that the call stands in speaks of Jamf. */
  readonly fileLooksJamf: boolean;
}

/** All that can be said of a call, one observation for each endpoint and credential. */
export function observeCall(call: HttpCall, { data, guarded, fileLooksJamf }: CallContext): Observation[] {
  const insecure = call.connection.some((option) => option.kind === 'insecure');
  const credentials = call.credentials.length > 0 ? call.credentials : [undefined];
  return classifyUrl(call.url, data).flatMap((endpoint) => {
    const classic = endpoint.api === 'classic' ? classicStatus(call.method, endpoint.resource, data) : {};
    const token = endpoint.api === 'token' ? data.tokenEndpoints.find((entry) => entry.path === endpoint.resource) : undefined;
    const { protocol } = endpoint;
    const looksJamf = fileLooksJamf || endpoint.api === 'classic' || jamfLooking(display(endpoint.url), data);
    return credentials.map((credential): Observation => {
      const facts: Facts = {
        kind: 'call',
        language: call.language,
        client: call.client,
        method: call.method ?? 'unknown',
        endpoint: endpoint.api,
        resource: endpoint.resource,
        base: display(endpoint.base),
        protocol: protocol === undefined ? 'unknown' : protocol === 'http' || protocol === 'https' ? protocol : 'other',
        scheme: credential?.scheme ?? 'none',
        via: credential?.via ?? 'none',
        literal: credential !== undefined && literalSecrets(credential, data).length > 0,
        tls: insecure ? 'insecure' : 'verified',
        guarded,
        embedded: call.embedded.length > 0,
        tokenStatus: endpoint.token?.status ?? 'none',
        removed: classic.removed?.removed ?? 'no',
        deprecated: classic.deprecated !== undefined,
        jamfLooking: looksJamf,
      };
      return { call, endpoint, credential, classic, token, facts };
    });
  });
}

/** What can be said of text that no parser could read. */
export function observeSighting(sighting: Sighting, looksJamf: boolean): Facts {
  return {
    kind: 'sighting',
    language: sighting.language,
    client: 'unknown',
    method: 'unknown',
    endpoint: 'unknown',
    resource: '',
    base: '',
    protocol: 'unknown',
    scheme: 'none',
    via: 'none',
    literal: false,
    tls: 'verified',
    guarded: false,
    embedded: false,
    tokenStatus: 'none',
    removed: 'no',
    deprecated: false,
    jamfLooking: looksJamf,
  };
}
