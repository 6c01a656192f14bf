import type { Finding } from '../findings/finding.ts';
import { rangeOf } from '../findings/ranges.ts';
import type { HttpCall } from '../http/call.ts';
import { display } from '../values/text.ts';
import type { Analysis } from './analyse.ts';

/** The most URLs that are told of one call. */
const MAX_URLS = 4;

/** What the URLs of the calls at a finding's range can be, as they may be shown. */
export function urlsOf(
  { file, range }: Finding,
  calls: readonly HttpCall[],
  { source, redactor }: Pick<Analysis, 'source' | 'redactor'>,
): string[] {
  const urls = new Set<string>();
  for (const call of calls) {
    if (call.span.file !== file) continue;
    const place = rangeOf(call.span, source);
    if (place?.start.line !== range.start.line || place.start.column !== range.start.column || place.end.line !== range.end.line) continue;
    for (const url of call.url.alternatives) urls.add(redactor.maskText(display(url)));
  }
  const all = [...urls];
  return all.length <= MAX_URLS ? all : [...all.slice(0, MAX_URLS), `and ${all.length - MAX_URLS} more`];
}
