import { printable } from './printable.ts';

/** Half a surrogate pair, and the two code points that no text may hold. */
const ILL_FORMED = /\p{Surrogate}|[\ufffe\uffff]/gu;

/** A text that every reader of UTF-8 takes: what is no character becomes U+FFFD. */
export function wellFormed(text: string): string {
  return text.replace(ILL_FORMED, '\ufffd');
}

/** A text in one line for a file: no line end, no control character, nothing that turns the reading direction. */
export function cleanText(text: string): string {
  return printable(wellFormed(text));
}
