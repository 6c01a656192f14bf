import type { HttpCall } from '../../http/call.ts';
import type { EndpointData } from '../../http/endpoint-data.ts';
import { classifySequence } from '../../http/url.ts';
import type { Workspace } from '../../languages/language.ts';
import type { Sequence } from '../../values/value.ts';
import type { Change } from './change.ts';
import { presentHelper } from './helper-place.ts';
import { unsupported } from './refusal.ts';

/** When a token expires: milliseconds since 1970 in the old answer, a date in ISO 8601 in the new one. */
const READS_EXPIRY = /\bexpires\b/;

/** Puts the current path in the place of an old or misspelt token endpoint's. Throws a Refusal. */
export function changeTokenEndpoint(calls: readonly HttpCall[], change: Change, workspace: Workspace, data: EndpointData): void {
  for (const { url, span } of calls) {
    for (const alternative of url.alternatives) {
      const { api, token, resource } = classifySequence(alternative, data);
      if (api !== 'token' || !token?.replacement) continue;
      if (token.status === 'legacy' && !resource.includes('oauth') && readsExpiry(workspace.read(span.file)?.text ?? ''))
        throw unsupported('The script reads when the token expires, which the current endpoint writes as a date, not as a number.');
      const place = placeOf(alternative, resource, workspace);
      if (!place) throw unsupported('The path of the token endpoint is put together from pieces.');
      change.edit(place.file, place.start, place.end, token.replacement);
      if (token.status === 'legacy') change.suggested = true;
    }
  }
}

function readsExpiry(text: string): boolean {
  const helper = presentHelper(text);
  return READS_EXPIRY.test(helper ? text.slice(0, helper.start) + text.slice(helper.end) : text);
}

/** Where a path stands, when it stands there in one piece. */
function placeOf(sequence: Sequence, path: string, workspace: Workspace): { file: string; start: number; end: number } | undefined {
  for (const piece of sequence) {
    if (piece.kind !== 'text' || !piece.exact || !piece.span) continue;
    const at = piece.text.indexOf(path);
    if (at < 0) continue;
    const { file } = piece.span;
    const start = piece.span.start + at;
    return workspace.read(file)?.text.startsWith(path, start) ? { file, start, end: start + path.length } : undefined;
  }
  return undefined;
}
