import type { SourceFile } from '../files/source.ts';
import type { Finding } from '../findings/finding.ts';
import { rangeOf } from '../findings/ranges.ts';
import type { Redactor } from '../findings/redact.ts';
import type { HttpCall } from '../http/call.ts';
import { display } from '../values/text.ts';

/** The most URLs that are told of one call. */
const MAX_URLS = 4;

/** For each finding what the URLs of the calls at its range can be, unmasked. */
export function urlsFor(
  findings: readonly Finding[],
  calls: readonly HttpCall[],
  source: (path: string) => SourceFile | undefined,
): string[][] {
  const places = new Map<string, Set<string>>();
  for (const { file, range } of findings) places.set(placeKey(file, range), new Set());
  for (const { span, url } of calls) {
    const range = rangeOf(span, source);
    const urls = range && places.get(placeKey(span.file, range));
    if (urls) for (const alternative of url.alternatives) urls.add(display(alternative));
  }
  return findings.map(({ file, range }) => [...places.get(placeKey(file, range))!]);
}

/** Calls are a finding's where they start with it and end on its last line. */
function placeKey(file: string, { start, end }: Finding['range']): string {
  return `${start.line}:${start.column}-${end.line} ${file}`;
}

/** URLs as they may be shown. */
export function shownUrls(urls: readonly string[], redactor: Redactor): string[] {
  const all = [...new Set(urls.map((url) => redactor.maskText(url)))];
  return all.length <= MAX_URLS ? all : [...all.slice(0, MAX_URLS), `and ${all.length - MAX_URLS} more`];
}
