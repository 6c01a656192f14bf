import { closingBacktick, closingBracket, closingQuote, indexWithin, type KnownClosing } from './brackets.ts';
import { ansiEscape } from './escapes.ts';
import type { Block, Part, Word } from './ir.ts';
import { parseParameter } from './parameter.ts';
import { zshParameter } from './zsh-parameter.ts';

/** Where a word's command substitutions find their statements. */
export interface SubstitutionSource {
  /** The statements of the substitution whose text (without `$(` and `)`) is the given range. */
  substitution(start: number, end: number, opening: number, quoted: boolean): Block;
  readonly closing: KnownClosing;
}

export interface WordOptions {
  /** Values of an enclosing script stand in the text, as names in braces. */
  readonly hasForeign?: boolean | undefined;
  readonly zsh?: boolean | undefined;
}

/** Stands in a text for a character that was taken out of it: reads as nothing. */
export const NOTHING_HERE = '\u0001';

/** How src/languages/shell/embedding.ts writes a value of the enclosing script. */
const FOREIGN = /\$\{(__unbasic_\d+)\}/g;
const MAX_NAME = 128;
const MAX_DEPTH = 40;
/** What a backslash takes its meaning from inside double quotes. */
const ESCAPABLE = '$`"\\\n';
const ESCAPABLE_IN_HEREDOC = '$`\\\n';

interface Quoting {
  readonly quoted: boolean;
  /** Whether single quotes quote: not in `"${x:-'a'}"`. */
  readonly single: boolean;
}

const UNQUOTED: Quoting = { quoted: false, single: true };

const special = new Uint8Array(128);
for (const character of `\\'"$\`<>=${NOTHING_HERE}`) special[character.charCodeAt(0)] = 1;

/** Whether a character can be more than itself in a word. */
function isSpecial(code: number): boolean {
  return code < 128 && special[code] === 1;
}

function isNameCharacter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57);
}

/** The name that starts at an offset; undefined where there is none. */
function nameAt(text: string, from: number, end: number): string | undefined {
  const limit = Math.min(end, from + MAX_NAME);
  let at = from;
  while (at < limit && isNameCharacter(text.charCodeAt(at))) at++;
  const first = text.charCodeAt(from);
  return at === from || (first >= 48 && first <= 57) ? undefined : text.slice(from, at);
}

/** Parts as they are found, with the plain text between them. */
class PartList {
  readonly parts: Part[] = [];
  private readonly text: string;
  private readonly quoted: boolean;
  private plain: number;

  constructor(text: string, start: number, quoted: boolean) {
    this.text = text;
    this.plain = start;
    this.quoted = quoted;
  }

  /** Ends the plain text at `to`; the next starts at `next`. */
  flush(to: number, next: number): void {
    if (this.plain < to)
      this.parts.push({
        kind: 'text',
        text: this.text.slice(this.plain, to),
        exact: true,
        quoted: this.quoted,
        start: this.plain,
        end: to,
      });
    this.plain = next;
  }
}

/** Reads words out of the original text of a script: quotes, escapes and every kind of expansion. */
export class WordReader {
  readonly text: string;
  private readonly source: SubstitutionSource;
  private readonly options: WordOptions;
  private depth = 0;

  constructor(text: string, source: SubstitutionSource, options: WordOptions = {}) {
    this.text = text;
    this.source = source;
    this.options = options;
  }

  /** A word that the grammar has found the ends of. */
  word(start: number, end: number): Word {
    return { start, end, parts: this.parts(start, end, UNQUOTED) };
  }

  /** A here-document's body: quotes mean nothing, expansions work unless its delimiter was quoted. */
  document(start: number, end: number, quoted: boolean, stripTabs: boolean): Word {
    if (!stripTabs)
      return { start, end, parts: quoted ? this.literalParts(start, end) : this.quotedParts(start, end, ESCAPABLE_IN_HEREDOC) };
    const parts: Part[] = [];
    for (let line = start; line < end; ) {
      const next = Math.min(indexWithin(this.text, '\n', line, end) + 1, end);
      while (this.text[line] === '\t' && line < next) line++;
      parts.push(...(quoted ? this.literalParts(line, next) : this.quotedParts(line, next, ESCAPABLE_IN_HEREDOC)));
      line = next;
    }
    return { start, end, parts };
  }

  /** `((…))` as one word: what it computes is not known, but commands may run inside it. */
  arithmetic(start: number, end: number): Word {
    return { start, end, parts: [this.arithmeticPart(start, end, true)] };
  }

  private arithmeticPart(start: number, end: number, quoted: boolean): Part {
    const inner = this.text[start] === '$' ? start + 2 : start;
    const commands = this.quotedParts(inner, end, ESCAPABLE).flatMap((part) => (part.kind === 'command' ? [part.body] : []));
    return { kind: 'arithmetic', quoted, commands, start, end };
  }

  /** Text without expansions of its own. What an enclosing script put into it is a value all the same. */
  private literalParts(start: number, end: number): Part[] {
    const list = new PartList(this.text, start, true);
    if (this.options.hasForeign) {
      for (const match of this.text.slice(start, end).matchAll(FOREIGN)) {
        const at = start + match.index;
        const after = at + match[0].length;
        list.flush(at, after);
        list.parts.push({ kind: 'parameter', parameter: { name: match[1]!, operations: [] }, quoted: true, start: at, end: after });
      }
    }
    list.flush(end, end);
    return list.parts;
  }

  private parts(start: number, end: number, quoting: Quoting): Part[] {
    if (this.depth > MAX_DEPTH) return this.literalParts(start, end);
    this.depth++;
    const list = new PartList(this.text, start, quoting.quoted);
    let at = start;
    while (at < end) {
      if (!isSpecial(this.text.charCodeAt(at))) {
        at++;
        continue;
      }
      const next = this.next(at, start, end, quoting, list);
      if (next === undefined) at++;
      else at = Math.min(next, end);
    }
    list.flush(end, end);
    this.depth--;
    return list.parts;
  }

  /** Reads what starts at an offset into the list; undefined where a character stands for itself. */
  private next(at: number, start: number, end: number, quoting: Quoting, list: PartList): number | undefined {
    const { text } = this;
    const character = text[at]!;
    const second = at + 1 < end ? text[at + 1]! : '';
    switch (character) {
      case '\\':
        list.flush(at, at + 2);
        if (second !== '\n' && second !== '')
          list.parts.push({ kind: 'text', text: second, exact: false, quoted: true, start: at, end: at + 2 });
        return at + 2;
      case "'":
        return quoting.single ? this.singleQuoted(at, end, list) : undefined;
      case '"':
        return this.doubleQuoted(at, end, list);
      case '$':
        if (second === "'" && quoting.single) return this.ansiQuoted(at, end, list);
        if (second === '"') {
          list.flush(at, at + 1);
          return at + 1;
        }
        return this.expansion(at, end, quoting.quoted, list);
      case '`':
        return this.expansion(at, end, quoting.quoted, list);
      case '<':
      case '>':
      case '=':
        return second === '(' && at === start ? this.process(at, end, list) : undefined;
      case NOTHING_HERE:
        list.flush(at, at + 1);
        return at + 1;
      default:
        return undefined;
    }
  }

  /** Between double quotes: only `escapable` may follow a backslash. */
  private quotedParts(start: number, end: number, escapable: string): Part[] {
    const list = new PartList(this.text, start, true);
    let at = start;
    while (at < end) {
      if (!isSpecial(this.text.charCodeAt(at))) {
        at++;
        continue;
      }
      const character = this.text[at]!;
      if (character === '\\' && at + 1 < end && escapable.includes(this.text[at + 1]!)) {
        list.flush(at, at + 2);
        if (this.text[at + 1] !== '\n')
          list.parts.push({ kind: 'text', text: this.text[at + 1]!, exact: false, quoted: true, start: at, end: at + 2 });
        at += 2;
      } else if (character === NOTHING_HERE) list.flush(at, ++at);
      else at = (character === '$' || character === '`' ? this.expansion(at, end, true, list) : undefined) ?? at + 1;
    }
    list.flush(end, end);
    return list.parts;
  }

  private singleQuoted(at: number, end: number, list: PartList): number {
    const close = indexWithin(this.text, "'", at + 1, end);
    list.flush(at, close + 1);
    list.parts.push(...orEmpty(this.literalParts(at + 1, close), at + 1));
    return close + 1;
  }

  private doubleQuoted(at: number, end: number, list: PartList): number {
    const close = closingQuote(this.text, at + 1, end, this.source.closing);
    list.flush(at, close + 1);
    list.parts.push(...orEmpty(this.quotedParts(at + 1, close, ESCAPABLE), at + 1));
    return close + 1;
  }

  private ansiQuoted(start: number, end: number, list: PartList): number {
    let content = '';
    let at = start + 2;
    while (at < end && this.text[at] !== "'") {
      if (this.text[at] !== '\\') content += this.text[at++];
      else {
        const escaped = ansiEscape(this.text, at + 1);
        content += escaped.content;
        at += 1 + escaped.length;
      }
    }
    list.flush(start, at + 1);
    list.parts.push({
      kind: 'text',
      text: content,
      exact: content.length === at - start - 2,
      quoted: true,
      start: start + 2,
      end: Math.min(at, end),
    });
    return at + 1;
  }

  private process(at: number, end: number, list: PartList): number {
    const close = this.source.closing(at) ?? closingBracket(this.text, at + 2, end, ')', this.source.closing);
    list.flush(at, close + 1);
    list.parts.push({
      kind: 'process',
      body: this.source.substitution(at + 2, close, at, false),
      start: at,
      end: Math.min(close + 1, end),
    });
    return close + 1;
  }

  /** Reads an expansion at `at`; undefined when the character stands for itself. */
  private expansion(at: number, end: number, quoted: boolean, list: PartList): number | undefined {
    const { text } = this;
    const push = (part: Part): number => {
      list.flush(at, part.end);
      list.parts.push(part);
      return part.end;
    };
    if (text[at] === '`') {
      const close = closingBacktick(text, at + 1, end);
      return push({
        kind: 'command',
        body: this.source.substitution(at + 1, close, at, quoted),
        quoted,
        start: at,
        end: Math.min(close + 1, end),
      });
    }
    const next = at + 1 < end ? text[at + 1]! : '';
    if (next === '(') {
      const close = Math.min(this.source.closing(at) ?? closingBracket(text, at + 2, end, ')', this.source.closing), end);
      const after = Math.min(close + 1, end);
      const known = this.source.closing(at) !== undefined;
      if (!known && text[at + 2] === '(' && text[close - 1] === ')') return push(this.arithmeticPart(at, after, quoted));
      return push({ kind: 'command', body: this.source.substitution(at + 2, close, at, quoted), quoted, start: at, end: after });
    }
    if (next === '{') return push(this.braced(at, end, quoted));
    if (next === '[' && /^\$\[[\w\s$+*/%<>()-]*\]/.test(text.slice(at, Math.min(end, at + 100))))
      return push(this.arithmeticPart(at, indexWithin(text, ']', at, end) + 1, quoted));
    const found = this.options.zsh ? zshParameter(text, at, end, (from, to) => this.operand(from, to, quoted, false)) : undefined;
    if (found) return push({ kind: 'parameter', parameter: found.parameter, quoted, start: at, end: found.end });
    const name = nameAt(text, at + 1, end) ?? (/[0-9@*#?$!-]/.test(next) ? next : undefined);
    if (name === undefined) return undefined;
    return push({ kind: 'parameter', parameter: { name, operations: [] }, quoted, start: at, end: at + 1 + name.length });
  }

  /** `${…}`, and bash 5.3's `${ command; }` and `${| command; }`. */
  private braced(at: number, end: number, quoted: boolean): Part {
    const { text } = this;
    const known = this.source.closing(at);
    const close = Math.min(known ?? closingBracket(text, at + 2, end, '}', this.source.closing), end);
    const after = Math.min(close + 1, end);
    if (/[\s|]/.test(text[at + 2] ?? '')) {
      const sets = text[at + 2] === '|';
      const body = this.source.substitution(at + 3, close, at, quoted);
      return sets ? { kind: 'process', body, start: at, end: after } : { kind: 'command', body, quoted, start: at, end: after };
    }
    const parameter = parseParameter(text, at + 2, close, (from, to, literal) => this.operand(from, to, quoted, literal));
    return { kind: 'parameter', parameter, quoted, start: at, end: after };
  }

  /** A word inside `${…}`. Inside double quotes, single quotes are plain where the operand is text and not a pattern. */
  private operand(start: number, end: number, quoted: boolean, literal: boolean): Word {
    return { start, end, parts: this.parts(start, end, { quoted: quoted && literal, single: !(quoted && literal) }) };
  }
}

/** Quotes with nothing between them still make a word. */
function orEmpty(parts: Part[], at: number): Part[] {
  return parts.length > 0 ? parts : [{ kind: 'text', text: '', exact: true, quoted: true, start: at, end: at }];
}
