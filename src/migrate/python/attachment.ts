import type { Credential, HttpCall } from '../../http/call.ts';
import type { EndpointData } from '../../http/endpoint-data.ts';
import { classifySequence } from '../../http/url.ts';
import type { Span } from '../../values/value.ts';

/** A place where Basic credentials are attached, with the calls that carry them. */
export interface Attachment {
  readonly span: Span;
  readonly credential: Credential;
  readonly client: string;
  readonly calls: readonly HttpCall[];
  /** The same calls can go out without these credentials: the place may hold none, or others. */
  readonly mixed: 'none' | 'others' | undefined;
  /** The same credentials go to addresses that are known not to be the Classic API's. */
  readonly elsewhere: boolean;
}

export function spanKey({ file, start, end }: Span): string {
  return `${file}\u0000${start}\u0000${end}`;
}

function basics({ credentials }: HttpCall): Credential[] {
  return credentials.filter(({ scheme }) => scheme === 'basic');
}

/**
 * The places where the Basic credentials of some calls are attached, by spanKey and client.
 * @param chosen the calls that matter
 * @param all every call of the scan: others at the same places say what else they can carry, and where else the credentials go
 */
export function attachmentsOf(chosen: readonly HttpCall[], all: readonly HttpCall[], data: EndpointData): Map<string, Attachment> {
  const atPlace = new Map<string, HttpCall[]>();
  for (const call of all) {
    const key = spanKey(call.span);
    const list = atPlace.get(key);
    if (list) list.push(call);
    else atPlace.set(key, [call]);
  }
  const sent = new Map<string, HttpCall[]>();
  for (const call of all) {
    for (const { span } of basics(call)) {
      const calls = sent.get(spanKey(span));
      if (calls) calls.push(call);
      else sent.set(spanKey(span), [call]);
    }
  }
  const goesElsewhere = ({ url }: HttpCall): boolean =>
    url.alternatives.some((one) => !['classic', 'unknown'].includes(classifySequence(one, data).api));
  const found = new Map<string, { credential: Credential; client: string; calls: HttpCall[] }>();
  for (const call of chosen) {
    for (const credential of basics(call)) {
      const key = attachmentKey(call, credential);
      const known = found.get(key);
      if (known) known.calls.push(call);
      else found.set(key, { credential, client: call.client, calls: [call] });
    }
  }
  return new Map(
    [...found].map(([key, { credential, client, calls }]) => {
      const siblings = [...new Set(calls.map(({ span }) => spanKey(span)))].flatMap((place) => atPlace.get(place) ?? []);
      const same = (one: Credential): boolean => spanKey(one.span) === spanKey(credential.span);
      const others = siblings.some((call) => call.credentials.some((one) => same(one) && one.scheme !== 'basic'));
      const none = siblings.some((call) => call.credentials.length === 0);
      const mixed = others ? 'others' : none ? 'none' : undefined;
      const elsewhere = (sent.get(spanKey(credential.span)) ?? []).some(goesElsewhere);
      return [key, { span: credential.span, credential, client, calls, mixed, elsewhere }];
    }),
  );
}

export function attachmentKey(call: HttpCall, credential: Credential): string {
  return `${spanKey(credential.span)}\u0000${call.client}\u0000${call.language}`;
}
