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

const OPERATOR = /^<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|\\?([A-Za-z_!@%+.,:][\w!@%+.,:-]*))/;

/** Reads a here-document's operator; undefined when it is something else (a shift, `<<=`). */
export function heredocOperator(text: string, at: number): Heredoc | undefined {
  const match = OPERATOR.exec(text.slice(at, at + 120));
  if (!match) return undefined;
  const delimiter = match[2] ?? match[3] ?? match[4]!;
  const quoted = match[4] === undefined || match[0].includes('\\');
  return { start: at, end: at + match[0].length, delimiter, quoted, stripTabs: match[1] === '-', bodyStart: 0, bodyEnd: 0 };
}

/**
 * Finds a body that starts at `from`: up to the line that is the delimiter. Inside a command substitution bash also ends
 * the document where the closing character follows the delimiter (`EOF)`). Undefined when no line ends it.
 */
export function heredocBody(text: string, heredoc: Heredoc, from: number, inSubstitution: boolean): { bodyStart: number; bodyEnd: number; next: number } | undefined {
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
