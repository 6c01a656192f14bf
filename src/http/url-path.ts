import { skeleton } from '../values/text.ts';
import type { Sequence } from '../values/value.ts';

/** Stands for an unknown in the texts below. */
export const UNKNOWN = '\u0000';

/** The text of a URL alternative up to its query or fragment, runs of slashes folded, with the way back to its offsets. */
export interface UrlText {
  /** Each unknown is one U+0000; `://` is kept, every other run of slashes is one. */
  readonly text: string;
  /** For each offset of `text` (its length included) the offset in the skeleton. */
  readonly offsets: readonly number[];
  /** Where the path starts in `text`: behind the host, or behind what may be one where there is no scheme. */
  readonly pathStart: number;
  /** In lower case; `unknown` where an unknown stands in front of `://`; undefined where there is none. */
  readonly scheme: string | undefined;
}

/** The most of a text that is read as a URL. */
const MAX_LENGTH = 8192;
const SCHEME = /^(?:([a-z][a-z0-9+.-]{0,30})|[a-z]{0,5}\u0000[a-z]{0,5}):\/\//i;

/** Reads an alternative as a URL. Blanks and quotes around it are left out. */
export function urlText(sequence: Sequence): UrlText {
  const whole = skeleton(sequence).slice(0, MAX_LENGTH);
  let from = 0;
  let to = whole.length;
  while (from < to && /[\s"'<]/.test(whole[from]!)) from++;
  while (to > from && /[\s"'>]/.test(whole[to - 1]!)) to--;
  const scheme = SCHEME.exec(whole.slice(from, from + 48));
  const schemeEnd = from + (scheme?.[0].length ?? 0);
  let text = whole.slice(from, schemeEnd);
  const offsets = Array.from({ length: schemeEnd - from }, (_, index) => from + index);
  let index = schemeEnd;
  if (scheme) while (whole[index] === '/') index++;
  for (; index < to; index++) {
    const character = whole[index]!;
    if (character === '?' || character === '#') break;
    if (character === '/' && text.endsWith('/')) continue;
    text += character;
    offsets.push(index);
  }
  offsets.push(index);
  const slash = text.indexOf('/', scheme?.[0].length ?? 0);
  return {
    text,
    offsets,
    pathStart: slash < 0 ? text.length : slash,
    scheme: scheme ? (scheme[1]?.toLowerCase() ?? 'unknown') : undefined,
  };
}

/** A part of a path as a resource: no slashes around it, `{}` for each unknown or glob. */
export function resourceOf(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .map(dynamicSegment)
    .join('/');
}

function dynamicSegment(segment: string): string {
  let result = '';
  for (let index = 0; index < segment.length; index++) {
    const character = segment[index]!;
    const close = character === '{' ? segment.indexOf('}', index) : character === '[' ? segment.indexOf(']', index) : -1;
    if (character === UNKNOWN || close > 0) {
      if (!result.endsWith('{}')) result += '{}';
      if (close > 0) index = close;
    } else {
      result += character;
    }
  }
  return result;
}
