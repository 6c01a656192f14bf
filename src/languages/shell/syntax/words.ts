import type { Block, Part, Word } from './ir.ts';
import { parseParameter } from './parameter.ts';

/** Where a word's command substitutions find their statements. */
export interface SubstitutionSource {
  /** The statements of the substitution whose text (without `$(` and `)`) is the given range. */
  substitution(start: number, end: number, opening: number): Block;
}

const ANSI: Record<string, string> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', e: '\u001b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"', '?': '?' };
const NAME = /^[A-Za-z_][A-Za-z0-9_]*/;

/** Reads words out of the original text of a script: quotes, escapes and every kind of expansion. */
export class WordReader {
  readonly text: string;
  private readonly source: SubstitutionSource;
  private depth = 0;

  constructor(text: string, source: SubstitutionSource) {
    this.text = text;
    this.source = source;
  }

  /** A word that the grammar has found the ends of. */
  word(start: number, end: number): Word {
    return { start, end, parts: this.parts(start, end, false) };
  }

  /** Text in which quotes mean nothing but expansions work: a here-document's body. */
  expanding(start: number, end: number): Word {
    return { start, end, parts: this.quotedParts(start, end, '$`\\\n') };
  }

  /** Text taken as it is. */
  verbatim(start: number, end: number): Word {
    return { start, end, parts: start < end ? [{ kind: 'text', text: this.text.slice(start, end), exact: true, quoted: true, start, end }] : [] };
  }

  private parts(start: number, end: number, quoted: boolean): Part[] {
    const parts: Part[] = [];
    if (this.depth > 40) return this.verbatim(start, end).parts.slice();
    this.depth++;
    let plain = start;
    let at = start;
    const flush = (to: number): void => {
      if (plain < to) parts.push({ kind: 'text', text: this.text.slice(plain, to), exact: true, quoted, start: plain, end: to });
    };
    while (at < end) {
      const character = this.text[at]!;
      if (character === '\\') {
        flush(at);
        if (this.text[at + 1] !== '\n' && at + 1 < end) parts.push({ kind: 'text', text: this.text[at + 1]!, exact: false, quoted: true, start: at, end: at + 2 });
        at += 2;
        plain = at;
      } else if (character === "'") {
        flush(at);
        const close = this.text.indexOf("'", at + 1);
        const to = close < 0 || close >= end ? end : close;
        parts.push({ kind: 'text', text: this.text.slice(at + 1, to), exact: true, quoted: true, start: at + 1, end: to });
        at = Math.min(to + 1, end);
        plain = at;
      } else if (character === '"') {
        flush(at);
        const close = this.closingQuote(at + 1, end);
        const inner = this.quotedParts(at + 1, close, '$`"\\\n');
        parts.push(...(inner.length > 0 ? inner : [{ kind: 'text', text: '', exact: true, quoted: true, start: at + 1, end: at + 1 } as const]));
        at = Math.min(close + 1, end);
        plain = at;
      } else if (character === '$' && this.text[at + 1] === "'") {
        flush(at);
        at = this.ansi(at, end, parts);
        plain = at;
      } else if (character === '$' && this.text[at + 1] === '"') {
        flush(at);
        at++;
        plain = at;
      } else if (character === '$' || character === '`') {
        const next = this.expansion(at, end, false, parts, flush);
        at = next ?? at + 1;
        if (next !== undefined) plain = next;
      } else if ((character === '<' || character === '>' || character === '=') && this.text[at + 1] === '(' && at === start) {
        const close = this.matching(at + 2, end, ')');
        parts.push({ kind: 'process', body: this.source.substitution(at + 2, close, at), start: at, end: Math.min(close + 1, end) });
        at = Math.min(close + 1, end);
        plain = at;
      } else at++;
    }
    flush(end);
    this.depth--;
    return parts;
  }

  /** Between double quotes: only `escapable` may follow a backslash. */
  private quotedParts(start: number, end: number, escapable: string): Part[] {
    const parts: Part[] = [];
    let plain = start;
    let at = start;
    const flush = (to: number): void => {
      if (plain < to) parts.push({ kind: 'text', text: this.text.slice(plain, to), exact: true, quoted: true, start: plain, end: to });
    };
    while (at < end) {
      const character = this.text[at]!;
      if (character === '\\' && at + 1 < end && escapable.includes(this.text[at + 1]!)) {
        flush(at);
        if (this.text[at + 1] !== '\n') parts.push({ kind: 'text', text: this.text[at + 1]!, exact: false, quoted: true, start: at, end: at + 2 });
        at += 2;
        plain = at;
      } else if (character === '$' || character === '`') {
        const next = this.expansion(at, end, true, parts, flush);
        at = next ?? at + 1;
        if (next !== undefined) plain = next;
      } else at++;
    }
    flush(end);
    return parts;
  }

  private ansi(at: number, end: number, parts: Part[]): number {
    let content = '';
    let i = at + 2;
    while (i < end && this.text[i] !== "'") {
      if (this.text[i] !== '\\') content += this.text[i++];
      else {
        const escape = this.text[i + 1] ?? '';
        content += ANSI[escape] ?? `\\${escape}`;
        i += 2;
      }
    }
    parts.push({ kind: 'text', text: content, exact: content.length === i - at - 2, quoted: true, start: at + 2, end: i });
    return Math.min(i + 1, end);
  }

  /** Reads an expansion at `at`; undefined when the character stands for itself. */
  private expansion(at: number, end: number, quoted: boolean, parts: Part[], flush: (to: number) => void): number | undefined {
    const { text } = this;
    if (text[at] === '`') {
      let close = at + 1;
      while (close < end && text[close] !== '`') close += text[close] === '\\' ? 2 : 1;
      flush(at);
      parts.push({ kind: 'command', body: this.source.substitution(at + 1, Math.min(close, end), at), quoted, start: at, end: Math.min(close + 1, end) });
      return Math.min(close + 1, end);
    }
    const next = text[at + 1] ?? '';
    if (next === '(' && at + 1 < end) {
      const close = this.matching(at + 2, end, ')');
      const after = Math.min(close + 1, end);
      flush(at);
      if (text[at + 2] === '(' && text[close - 1] === ')') parts.push({ kind: 'arithmetic', quoted, start: at, end: after });
      else parts.push({ kind: 'command', body: this.source.substitution(at + 2, close, at), quoted, start: at, end: after });
      return after;
    }
    if (next === '{' && at + 1 < end) {
      const close = this.matching(at + 2, end, '}');
      const after = Math.min(close + 1, end);
      flush(at);
      const parameter = parseParameter(text, at + 2, close, (from, to) => ({ start: from, end: to, parts: quoted ? this.patternParts(from, to) : this.parts(from, to, false) }));
      parts.push({ kind: 'parameter', parameter, quoted, start: at, end: after });
      return after;
    }
    const name = NAME.exec(text.slice(at + 1, Math.min(end, at + 129)))?.[0] ?? (/^[0-9@*#?$!-]/.test(next) && at + 1 < end ? next : undefined);
    if (name === undefined) return undefined;
    flush(at);
    parts.push({ kind: 'parameter', parameter: { name, operations: [] }, quoted, start: at, end: at + 1 + name.length });
    return at + 1 + name.length;
  }

  /** The words inside `"${x%…}"`: quotes still quote there, but for the single ones of a default. */
  private patternParts(start: number, end: number): Part[] {
    return this.parts(start, end, true);
  }

  private closingQuote(from: number, end: number): number {
    let at = from;
    while (at < end) {
      const character = this.text[at]!;
      if (character === '"') return at;
      if (character === '\\') at += 2;
      else if (character === '`') {
        at++;
        while (at < end && this.text[at] !== '`') at += this.text[at] === '\\' ? 2 : 1;
        at++;
      } else if (character === '$' && (this.text[at + 1] === '(' || this.text[at + 1] === '{')) {
        at = this.matching(at + 2, end, this.text[at + 1] === '(' ? ')' : '}') + 1;
      } else at++;
    }
    return end;
  }

  /** The offset of the bracket that closes one opened in front of `from`; `end` when there is none. */
  private matching(from: number, end: number, closer: ')' | '}'): number {
    let at = from;
    let open = 0;
    const opener = closer === ')' ? '(' : '{';
    this.depth++;
    while (at < end) {
      const character = this.text[at]!;
      if (character === closer && open-- === 0) break;
      if (character === opener) open++;
      if (character === '\\') at += 2;
      else if (character === "'" && closer === ')') {
        const close = this.text.indexOf("'", at + 1);
        at = close < 0 || close >= end ? at + 1 : close + 1;
      } else if (character === '"' && this.depth < 40) at = Math.min(this.closingQuote(at + 1, end) + 1, end);
      else if (character === '#' && closer === ')' && /\s/.test(this.text[at - 1] ?? ' ')) {
        const line = this.text.indexOf('\n', at);
        at = line < 0 || line > end ? at + 1 : line;
      } else if (character === '$' && this.text[at + 1] === '{' && this.depth < 40) at = this.matching(at + 2, end, '}') + 1;
      else at++;
    }
    this.depth--;
    return Math.min(at, end);
  }
}
