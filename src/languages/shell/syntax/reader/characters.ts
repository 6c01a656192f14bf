import { NOTHING_HERE } from '../words.ts';

/** Character codes that mean something to a shell. */
export const NEWLINE = 10;
export const TAB = 9;
export const BLANK = 32;
export const BANG = 33;
export const QUOTE = 34;
export const DOLLAR = 36;
export const AMPERSAND = 38;
export const APOSTROPHE = 39;
export const OPEN_PARENTHESIS = 40;
export const CLOSE_PARENTHESIS = 41;
export const PLUS = 43;
export const SEMICOLON = 59;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const OPEN_BRACKET = 91;
export const BACKSLASH = 92;
export const CLOSE_BRACKET = 93;
export const BACKTICK = 96;
export const OPEN_BRACE = 123;
export const PIPE = 124;
export const CLOSE_BRACE = 125;

/** What a character does inside of a word. */
export const PLAIN = 0;
/** It ends the word, or starts no word. */
export const ENDS = 1;
/** Quotes, expansions: a part of the word that is more than its characters. */
export const OPENS = 2;
/** Nothing that a reader of plain scripts knows: other white space than a shell's own, control characters. */
export const STRANGE = 3;

const kinds = new Uint8Array(128);
for (let code = 0; code < BLANK; code++) kinds[code] = STRANGE;
for (const code of [NEWLINE, TAB, BLANK, AMPERSAND, OPEN_PARENTHESIS, CLOSE_PARENTHESIS, SEMICOLON, LESS, GREATER, PIPE])
  kinds[code] = ENDS;
for (const code of [QUOTE, DOLLAR, APOSTROPHE, BACKSLASH, BACKTICK, NOTHING_HERE.charCodeAt(0)]) kinds[code] = OPENS;

const STRANGE_SPACE = /\s|[\u0080-\u009f\ufeff]/;

/** What the character of a code does inside of a word; NaN, the end of the text, ends it. */
export function kindOf(code: number): number {
  if (code < 128) return kinds[code]!;
  if (Number.isNaN(code)) return ENDS;
  return STRANGE_SPACE.test(String.fromCharCode(code)) ? STRANGE : PLAIN;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function startsName(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

export function isLowerCase(code: number): boolean {
  return code >= 97 && code <= 122;
}
