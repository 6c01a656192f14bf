import {
  APOSTROPHE,
  BACKSLASH,
  BACKTICK,
  CLOSE_BRACE,
  CLOSE_PARENTHESIS,
  DOLLAR,
  ENDS,
  GREATER,
  kindOf,
  LESS,
  NEWLINE,
  OPEN_BRACE,
  OPEN_PARENTHESIS,
  PLAIN,
  QUOTE,
  SEMICOLON,
  STRANGE,
} from './characters.ts';
import { NOT_PLAIN, type Reader } from './reader.ts';

/** Steps over a word; true when it is nothing but its characters. What a command substitution in it runs is read on the way. */
export function skipWord(reader: Reader): boolean {
  const { masked } = reader;
  const start = reader.at;
  let isPlain = true;
  for (;;) {
    const code = masked.charCodeAt(reader.at);
    const kind = kindOf(code);
    if (kind === PLAIN) {
      reader.at++;
      continue;
    }
    if (kind === STRANGE) throw NOT_PLAIN;
    if (kind === ENDS) {
      const isProcess = (code === LESS || code === GREATER) && reader.code(reader.at + 1) === OPEN_PARENTHESIS;
      if (!isProcess || reader.at > start) break;
      isPlain = false;
      substitution(reader, reader.at, 2);
      continue;
    }
    if (code === BACKSLASH && reader.code(reader.at + 1) === NEWLINE) {
      // A shell joins the lines, the grammar does not.
      if (kindOf(reader.code(reader.at + 2)) !== ENDS) throw NOT_PLAIN;
      break;
    }
    isPlain = false;
    skipOpening(reader, code);
  }
  if (reader.at === start || (reader.code() === OPEN_PARENTHESIS && !isPlain)) throw NOT_PLAIN;
  return isPlain;
}

/** Steps over a quoted text, an escape or an expansion outside of quotes. */
export function skipOpening(reader: Reader, code: number): void {
  if (code === APOSTROPHE) reader.at = closing(reader, "'", reader.at + 1) + 1;
  else if (code === QUOTE) quoted(reader);
  else if (code === BACKSLASH) reader.at += 2;
  else if (code === BACKTICK) backticks(reader);
  else if (code === DOLLAR) dollar(reader, false);
  else reader.at++;
}

function closing(reader: Reader, character: string, from: number): number {
  const at = reader.masked.indexOf(character, from);
  if (at < 0) throw NOT_PLAIN;
  return at;
}

function quoted(reader: Reader): void {
  reader.at++;
  for (;;) {
    const code = reader.code();
    if (Number.isNaN(code)) throw NOT_PLAIN;
    if (code === QUOTE) break;
    if (code === BACKSLASH) reader.at += 2;
    else if (code === DOLLAR) dollar(reader, true);
    else if (code === BACKTICK) backticks(reader);
    else reader.at++;
  }
  reader.at++;
}

/** What runs in backticks is read on its own, from a text without one level of backslashes. */
function backticks(reader: Reader): void {
  for (reader.at++; reader.code() !== BACKTICK; reader.at++) {
    if (reader.code() === BACKSLASH) reader.at++;
    if (reader.at >= reader.masked.length) throw NOT_PLAIN;
  }
  reader.at++;
}

function dollar(reader: Reader, inQuotes: boolean): void {
  const start = reader.at;
  const next = reader.code(start + 1);
  if (next === OPEN_PARENTHESIS) {
    if (reader.code(start + 2) === OPEN_PARENTHESIS) {
      reader.at += 3;
      skipArithmetic(reader);
    } else substitution(reader, start, 2);
  } else if (next === OPEN_BRACE) braces(reader, inQuotes);
  else if (next === APOSTROPHE && !inQuotes) {
    let at = start + 2;
    while (reader.code(at) !== APOSTROPHE) {
      at += reader.code(at) === BACKSLASH ? 2 : 1;
      if (at >= reader.masked.length) throw NOT_PLAIN;
    }
    reader.at = at + 1;
  } else reader.at++;
}

/** Steps over the rest of an arithmetic expression and its two closing parentheses. */
export function skipArithmetic(reader: Reader): void {
  let open = 0;
  for (;;) {
    const code = reader.code();
    if (code === CLOSE_PARENTHESIS && open === 0) break;
    if (Number.isNaN(code) || code === SEMICOLON || code === QUOTE || code === APOSTROPHE || code === BACKSLASH) throw NOT_PLAIN;
    if (code === DOLLAR) dollar(reader, true);
    else if (code === BACKTICK) backticks(reader);
    else {
      if (code === OPEN_PARENTHESIS) open++;
      else if (code === CLOSE_PARENTHESIS) open--;
      reader.at++;
    }
  }
  reader.at++;
  reader.expectCode(CLOSE_PARENTHESIS);
}

/** `${…}`, which the lexical pass has filled with underscores where nothing runs in it. */
function braces(reader: Reader, inQuotes: boolean): void {
  reader.at += 2;
  for (;;) {
    const code = reader.code();
    if (code === CLOSE_BRACE) break;
    if (Number.isNaN(code) || (code === APOSTROPHE && inQuotes)) throw NOT_PLAIN;
    if (code === DOLLAR) dollar(reader, inQuotes);
    else if (code === QUOTE || code === BACKSLASH || code === BACKTICK || code === APOSTROPHE) skipOpening(reader, code);
    else reader.at++;
  }
  reader.at++;
}

/** Reads the commands of `$(…)` or `<(…)`. */
function substitution(reader: Reader, opening: number, length: number): void {
  reader.at = opening + length;
  const block = reader.block();
  const close = reader.at;
  reader.expectCode(CLOSE_PARENTHESIS);
  reader.lowering.knowSubstitution(opening + reader.base, { block, closing: close + reader.base });
}
