const MAX_NESTING = 40;

/** The offset of the bracket that closes an expansion, where the grammar has found it. */
export type KnownClosing = (opening: number) => number | undefined;

/** The offset of a character between two offsets; `end` when it is not there. */
export function indexWithin(text: string, character: string, from: number, end: number): number {
  const code = character.charCodeAt(0);
  let at = from;
  while (at < end && text.charCodeAt(at) !== code) at++;
  return at;
}

/** The offset of the backtick that closes a command substitution whose text starts at `from`; `end` when there is none. */
export function closingBacktick(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && text[at] !== '`') at += text[at] === '\\' ? 2 : 1;
  return Math.min(at, end);
}

/** The offset of the double quote that closes a text which starts at `from`; `end` when there is none. */
export function closingQuote(text: string, from: number, end: number, known: KnownClosing, nesting = 0): number {
  let at = from;
  while (at < end) {
    const character = text[at]!;
    if (character === '"') return at;
    if (character !== '\\' && character !== '`' && character !== '$') at++;
    else if (character === '\\') at += 2;
    else if (character === '`') at = closingBacktick(text, at + 1, end) + 1;
    else if (character === '$' && text[at + 1] === '(') at = (known(at) ?? closingBracket(text, at + 2, end, ')', known, nesting + 1)) + 1;
    else if (character === '$' && text[at + 1] === '{') at = (known(at) ?? closingBracket(text, at + 2, end, '}', known, nesting + 1)) + 1;
    else at++;
  }
  return end;
}

/** The offset of the bracket that closes one opened in front of `from`; `end` when there is none. Brackets nested too deep count as plain text. */
export function closingBracket(text: string, from: number, end: number, closer: ')' | '}' | ']', known: KnownClosing, nesting = 0): number {
  const opener = closer === ')' ? '(' : closer === '}' ? '{' : '[';
  const nests = nesting < MAX_NESTING;
  let open = 0;
  let at = from;
  while (at < end) {
    const character = text[at]!;
    if (character === closer && open-- === 0) return at;
    if (character === opener) open++;
    if (character === '\\') at += 2;
    else if (character === "'" && closer === ')') {
      const close = indexWithin(text, "'", at + 1, end);
      at = close < end ? close + 1 : at + 1;
    } else if (character === '"' && nests) at = Math.min(closingQuote(text, at + 1, end, known, nesting + 1) + 1, end);
    else if (character === '#' && closer === ')' && /\s/.test(text[at - 1] ?? ' ')) at = indexWithin(text, '\n', at, end);
    else if (character === '$' && known(at) !== undefined) at = known(at)! + 1;
    else if (character === '$' && text[at + 1] === '{' && nests) at = closingBracket(text, at + 2, end, '}', known, nesting + 1) + 1;
    else at++;
  }
  return end;
}
