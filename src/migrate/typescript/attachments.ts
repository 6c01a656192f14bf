import type { Credential, HttpCall } from '../../http/call.ts';
import type { EndpointApi } from '../../http/endpoint.ts';
import type { EndpointData } from '../../http/endpoint-data.ts';
import { classifyUrl } from '../../http/url.ts';
import type { Span } from '../../values/value.ts';

/** A place at which credentials are attached to requests, with all calls that get theirs from it. */
export interface Place {
  readonly span: Span;
  readonly credential: Credential;
  /** Calls that send Basic credentials from here. */
  readonly calls: HttpCall[];
  /** Whether calls send something else from the same place. */
  mixed: boolean;
}

export function spanKey({ file, start, end }: Span): string {
  return `${file}\u0000${start}\u0000${end}`;
}

/** The places at which calls get credentials, by spanKey. */
export function placesOf(calls: readonly HttpCall[]): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const call of calls) {
    for (const credential of call.credentials) {
      if (credential.scheme !== 'basic') continue;
      const key = spanKey(credential.span);
      const place = places.get(key);
      if (!place) places.set(key, { span: credential.span, credential, calls: [call], mixed: false });
      else if (!place.calls.includes(call)) place.calls.push(call);
    }
  }
  for (const call of calls)
    for (const credential of call.credentials) {
      const place = credential.scheme === 'basic' ? undefined : places.get(spanKey(credential.span));
      if (place) place.mixed = true;
    }
  return places;
}

/** What the URLs of a call can address. */
export function apisOf(call: HttpCall, data: EndpointData): ReadonlySet<EndpointApi> {
  return new Set(classifyUrl(call.url, data).map(({ api }) => api));
}
