import type { SourceFile } from '../../files/source.ts';
import type { Finding } from '../../findings/finding.ts';
import type { EndpointData } from '../../http/endpoint-data.ts';
import { classifySequence } from '../../http/url.ts';
import type { CallSite } from '../../languages/shell/calls/extractor.ts';
import type { Sequence } from '../../values/value.ts';
import type { Edit, ManualReason } from '../plan.ts';
import { manual } from './credentials.ts';

/** A word of the answer whose meaning differs: milliseconds since 1970 there, a date in ISO 8601 here. */
const READS_EXPIRY = /expires/i;

/** Puts the current path in the place of an old token endpoint's. Undefined where the finding's call is not known. */
export function rewriteTokenEndpoint(
  { file }: Finding,
  sites: readonly CallSite[],
  source: SourceFile,
  data: EndpointData,
): { readonly edits: readonly Edit[]; readonly level: 'safe' | 'suggested' } | { readonly reason: ManualReason } | undefined {
  const edits = new Map<number, Edit>();
  let level: 'safe' | 'suggested' = 'safe';
  for (const { call } of sites) {
    for (const alternative of call.url.alternatives) {
      const endpoint = classifySequence(alternative, data);
      const { token } = endpoint;
      if (endpoint.api !== 'token' || !token?.replacement) continue;
      const path = endpoint.resource;
      const place = placeOf(alternative, path, file, source.text);
      if (!place) return { reason: manual('unsupported-construct', 'The path of the token endpoint is put together from pieces.') };
      if (token.status === 'legacy' && !/oauth/.test(path) && READS_EXPIRY.test(source.text))
        return {
          reason: manual(
            'unsupported-construct',
            'The script reads when the token expires, which the current endpoint writes as a date, not as a number.',
          ),
        };
      // Servers of before mid-2025 may lack the versioned path.
      if (/oauth/.test(path)) level = 'suggested';
      edits.set(place.start, { ...place, replacement: token.replacement });
    }
  }
  return edits.size > 0 ? { edits: [...edits.values()], level } : undefined;
}

/** Where a path stands in the file, when it stands there in one piece. */
function placeOf(sequence: Sequence, path: string, file: string, text: string): { start: number; end: number } | undefined {
  for (const piece of sequence) {
    if (piece.kind !== 'text' || !piece.exact || piece.span?.file !== file) continue;
    const at = piece.text.indexOf(path);
    if (at < 0) continue;
    const start = piece.span.start + at;
    return text.startsWith(path, start) ? { start, end: start + path.length } : undefined;
  }
  return undefined;
}
