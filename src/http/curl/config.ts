import { skeleton, sliceSequence } from '../../values/text.ts';
import type { Piece, Sequence, Span } from '../../values/value.ts';
import { spanOfSequence } from '../spans.ts';
import { longOption } from './option.ts';
import { type GivenOption, givenOptions, type Spelled, spelledOptions } from './words.ts';

const BLANK = /[ \t\r\f\v]/;
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', v: '\v' };
/** The most lines of a configuration that are read. */
const MAX_LINES = 2000;

/**
 * Reads one alternative of a curl configuration (`-K`): `user = "a:b"`, `-u a:b`, `url=…`, comments.
 * See "CONFIG FILE" in curl(1). Lines that curl would not understand are passed over.
 * @param place where the configuration is used, for text that stands nowhere
 */
export function readConfig(content: Sequence, place: Span): GivenOption[] {
  const whole = skeleton(content);
  const given: GivenOption[] = [];
  let start = 0;
  for (let line = 0; line < MAX_LINES && start < whole.length; line++) {
    const newline = whole.indexOf('\n', start);
    const end = newline < 0 ? whole.length : newline;
    given.push(...readLine(content, whole, start, end, place));
    start = end + 1;
  }
  return given;
}

function readLine(content: Sequence, whole: string, lineStart: number, end: number, place: Span): GivenOption[] {
  const skip = (from: number, pattern: RegExp): number => {
    let at = from;
    while (at < end && pattern.test(whole[at]!)) at++;
    return at;
  };
  const start = skip(lineStart, BLANK);
  if (start >= end || whole[start] === '#') return [];
  // Behind an option with its dashes only blanks separate; behind a bare name also `=` and `:`.
  const dashed = whole[start] === '-';
  const keyEnd = skip(start, dashed ? /[^ \t\r\f\v]/ : /[^ \t\r\f\v=:]/);
  const valueStart = skip(keyEnd, dashed ? BLANK : /[ \t\r\f\v=:]/);
  const spelled = spelledInConfig(sliceSequence(content, start, keyEnd));
  const value = valueStart < end ? readValue(content, whole, valueStart, end) : undefined;
  const keySpan = spanOfSequence(sliceSequence(content, start, keyEnd));
  const lineSpan = value && spanOfSequence(sliceSequence(content, start, value.end));
  return givenOptions(spelled, value && { alternatives: [value.content], truncated: false }, lineSpan ?? keySpan ?? place, true);
}

function spelledInConfig(key: Sequence): Spelled[] {
  const word = skeleton(key);
  if (word.startsWith('-')) return spelledOptions(key);
  const found = longOption(word);
  return found ? [{ ...found, written: word }] : [];
}

function readValue(content: Sequence, whole: string, start: number, end: number): { content: Sequence; end: number } {
  if (whole[start] !== '"') {
    let at = start;
    while (at < end && !BLANK.test(whole[at]!)) at++;
    return { content: sliceSequence(content, start, at), end: at };
  }
  const pieces: Piece[] = [];
  let from = start + 1;
  let at = from;
  for (; at < end && whole[at] !== '"'; at++) {
    if (whole[at] !== '\\' || at + 1 >= end) continue;
    pieces.push(...sliceSequence(content, from, at));
    const control = ESCAPES[whole[at + 1]!];
    if (control) pieces.push({ kind: 'text', text: control });
    from = control ? at + 2 : at + 1;
    at++;
  }
  pieces.push(...sliceSequence(content, from, at));
  return { content: pieces, end: Math.min(at + 1, end) };
}
