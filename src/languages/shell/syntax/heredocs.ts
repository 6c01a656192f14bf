/** A here-document: its operator (`<<-'EOF'`, from `<<` to the delimiter's end) and its body. */
export interface Heredoc {
  readonly start: number;
  readonly end: number;
  readonly delimiter: string;
  /** A quoted delimiter: nothing in the body is expanded. */
  readonly quoted: boolean;
  readonly stripTabs: boolean;
  readonly bodyStart: number;
  readonly bodyEnd: number;
}

const MAX_DELIMITER = 200;
const ENDS_WORD = /[\s;&|<>()`]/;

/** Reads a here-document's operator at `<<`; undefined when it is something else (a shift, `<<=`). Bash manual, "Here Documents". */
export function heredocOperator(text: string, start: number): Heredoc | undefined {
  const stripTabs = text[start + 2] === '-';
  let at = start + (stripTabs ? 3 : 2);
  while (text[at] === ' ' || text[at] === '\t') at++;
  if (text[at] === '=' || text[at] === '$') return undefined;
  const limit = Math.min(text.length, at + MAX_DELIMITER);
  let delimiter = '';
  let quoted = false;
  while (at < limit && !ENDS_WORD.test(text[at]!)) {
    const character = text[at]!;
    if (character === "'" || character === '"') {
      const close = text.indexOf(character, at + 1);
      if (close < 0 || close >= limit || text.slice(at, close).includes('\n')) return undefined;
      delimiter += text.slice(at + 1, close);
      quoted = true;
      at = close + 1;
    } else if (character === '\\') {
      delimiter += text[at + 1] ?? '';
      quoted = true;
      at += 2;
    } else {
      delimiter += character;
      at++;
    }
  }
  return delimiter === '' || at >= text.length ? undefined : { start, end: at, delimiter, quoted, stripTabs, bodyStart: 0, bodyEnd: 0 };
}

/**
 * Finds a body that starts at `from`: up to the line that is the delimiter. Inside a command substitution bash also ends
 * the document where the closing character follows the delimiter (`EOF)`). Undefined when no line ends it.
 */
export function heredocBody(
  text: string,
  heredoc: Heredoc,
  from: number,
  inSubstitution: boolean,
): { bodyStart: number; bodyEnd: number; next: number } | undefined {
  let line = from;
  while (line < text.length) {
    let end = text.indexOf('\n', line);
    if (end < 0) end = text.length;
    let start = line;
    if (heredoc.stripTabs) while (text[start] === '\t') start++;
    if (text.startsWith(heredoc.delimiter, start)) {
      const after = start + heredoc.delimiter.length;
      const rest = text.slice(after, Math.min(end, after + 40));
      if (/^\s*$/.test(rest)) return { bodyStart: from, bodyEnd: line, next: Math.min(end + 1, text.length) };
      if (inSubstitution && /^[ \t]*[)`"]/.test(rest)) return { bodyStart: from, bodyEnd: line, next: after };
    }
    line = end + 1;
  }
  return undefined;
}
