import type { SourceFile } from '../files/source.ts';
import type { HttpCall, LanguageId, Sighting } from '../http/call.ts';

/** What a person would search for. */
const SIGNS = /JSSResource|authorization|\b(?:curl|wget)\b/gi;
const HEADER = /^authorization.{0,40}basic/i;
const CREDENTIALS = /[ \t"',[]-{1,2}(?:[A-Za-z#]{0,12}u|(?:http-)?user)(?=[\s"'$=\\])/;
const COMMENT = /^[ \t]{0,200}(?:#|\/\/|\/?\*)/;
/** The most characters that are looked at behind what was found, and in front of it for a comment sign. */
const MAX_LINE = 2000;

function kindOf(found: string, rest: string): string | undefined {
  if (/^j/i.test(found)) return 'a Classic URL';
  if (/^a/i.test(found)) return HEADER.test(rest) ? 'an Authorization header' : undefined;
  return CREDENTIALS.test(rest) ? 'a client with credentials' : undefined;
}

/**
 * What a search for calls would show in a text that could not be read at all: one sighting a line, comments left out. For any language.
 * @param calls those found, in this file and in others
 */
export function sightingsInText(
  { path, text }: Pick<SourceFile, 'path' | 'text'>,
  language: LanguageId,
  calls: readonly HttpCall[],
): Sighting[] {
  const own = calls.map(({ span }) => span).filter(({ file }) => file === path);
  own.sort((left, right) => left.start - right.start);
  let next = 0;
  let readTo = -1;
  const sightings: Sighting[] = [];
  let seenTo = 0;
  let lineStart = 0;
  let lineEnd = -1;
  for (const match of text.matchAll(SIGNS)) {
    const start = match.index;
    if (start < seenTo) continue;
    if (start >= lineEnd) {
      lineStart = text.lastIndexOf('\n', start) + 1;
      lineEnd = text.indexOf('\n', start);
      if (lineEnd < 0) lineEnd = text.length;
    }
    const what = kindOf(match[0], text.slice(start, Math.min(lineEnd, start + MAX_LINE)));
    if (!what || COMMENT.test(text.slice(lineStart, Math.min(start, lineStart + MAX_LINE)))) continue;
    seenTo = lineEnd;
    for (let span = own[next]; span && span.start <= lineEnd; span = own[++next]) readTo = Math.max(readTo, span.end);
    if (readTo >= lineStart) continue;
    sightings.push({ language, span: { file: path, start, end: start + match[0].length }, what });
  }
  return sightings;
}
