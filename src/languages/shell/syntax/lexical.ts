import { type Heredoc, heredocBody, heredocOperator } from './heredocs.ts';

/** What a lexical pass knows of a shell text before any grammar reads it. All ranges are offsets into that text. */
export interface LexicalScan {
  /** The text as the grammar gets it: same length, with what the bash grammar cannot read replaced by what it can. */
  readonly masked: string;
  readonly heredocs: readonly Heredoc[];
  /** Offsets of `<<<` operators. */
  readonly hereStrings: ReadonlySet<number>;
  readonly comments: readonly (readonly [number, number])[];
}

type Closer = ')' | '`' | undefined;

const MAX_DEPTH = 150;
/** Quotes that never close cost a walk to the end each; past so many the rest of the text is left as it is. */
const MAX_UNBALANCED = 40;
const WORD_START = /[\s;&|(){}`]/;
const GLOB_QUALIFIER = /^\([NDnoOaAmMcUGrwxftpsSLk^.,/@=%*+\-\d[\]]{1,12}\)/;
const STATEMENT_KEYWORD = /(?:^|[\s;&|(){}])(?:do|then|else|elif|if|while|until|!|\{)\s*$/;

class Scanner {
  readonly text: string;
  readonly heredocs: Heredoc[] = [];
  readonly hereStrings = new Set<number>();
  readonly comments: [number, number][] = [];
  private readonly masks: { start: number; end: number; by: (found: string) => string }[] = [];
  private pending: Heredoc[] = [];
  private offset = 0;
  private unbalanced = 0;

  constructor(text: string) {
    this.text = text;
  }

  run(): LexicalScan {
    while (this.offset < this.text.length) this.commands(undefined, 0);
    return { masked: this.masked(), heredocs: this.heredocs, hereStrings: this.hereStrings, comments: this.comments };
  }

  private masked(): string {
    let result = '';
    let from = 0;
    for (const { start, end, by } of this.masks.sort((a, b) => a.start - b.start || b.end - a.end)) {
      if (start < from) continue;
      result += this.text.slice(from, start) + by(this.text.slice(start, end));
      from = end;
    }
    return result + this.text.slice(from);
  }

  private mask(start: number, end: number, by: string): void {
    const replace = by.length === 1 ? (found: string) => by.repeat(found.length) : (found: string) => by.padEnd(found.length);
    this.masks.push({ start, end, by: replace });
  }

  private blank(start: number, end: number): void {
    this.masks.push({ start, end, by: (found) => found.replace(/[^\n]/g, ' ') });
  }

  /** Walks commands up to and over the closer; true when it was found. */
  private commands(closer: Closer, depth: number): boolean {
    const { text } = this;
    let cases = 0;
    while (this.offset < text.length) {
      const at = this.offset;
      const character = text[at]!;
      if (character === closer) {
        if (closer === ')' && cases > 0) {
          this.offset++;
          continue;
        }
        this.offset++;
        return true;
      }
      const startsWord = at === 0 || WORD_START.test(text[at - 1]!);
      if (startsWord && text.startsWith('case', at) && /^case[ \t]/.test(text.slice(at, at + 5)) && this.startsStatement(at)) cases++;
      else if (startsWord && cases > 0 && /^esac\b/.test(text.slice(at, at + 5))) cases--;
      this.step(character, startsWord, closer, depth);
    }
    return false;
  }

  private startsStatement(at: number): boolean {
    const before = text50(this.text, at);
    return /(?:^|[\n;&|({`])[ \t]*$/.test(before) || STATEMENT_KEYWORD.test(before);
  }

  private step(character: string, startsWord: boolean, closer: Closer, depth: number): void {
    const { text } = this;
    const at = this.offset;
    switch (character) {
      case '\n':
        this.offset++;
        this.readBodies(closer);
        return;
      case '\\':
        this.offset += 2;
        return;
      case "'":
        this.singleQuoted(1, false);
        return;
      case '"':
        this.doubleQuoted(depth);
        return;
      case '`':
        this.nested(1, '`', depth);
        return;
      case '$':
        this.dollar(false, depth);
        return;
      case '#':
        if (startsWord) this.comment(closer);
        else this.offset++;
        return;
      case '<':
      case '>':
        this.redirection(character, depth);
        return;
      case '(':
        this.parenthesis(depth);
        return;
      case '[':
        if (startsWord && /^\[\[\s/.test(text.slice(at, at + 3))) this.test(depth);
        else this.offset++;
        return;
      default:
        this.offset++;
    }
  }

  private comment(closer: Closer): void {
    let end = this.text.indexOf('\n', this.offset);
    if (end < 0) end = this.text.length;
    if (closer === '`') {
      const tick = this.text.indexOf('`', this.offset);
      if (tick >= 0 && tick < end) end = tick;
    }
    this.comments.push([this.offset, end]);
    this.offset = end;
  }

  /** Skips a quoted text without expansions. An unclosed quote is taken for a plain character. */
  private singleQuoted(opening: number, escapes: boolean): void {
    const start = this.offset + opening;
    let end = this.text.indexOf("'", start);
    if (escapes) for (let i = start; (end = i < this.text.length ? i : -1) >= 0 && this.text[i] !== "'"; i++) if (this.text[i] === '\\') i++;
    if (end < 0 || this.unbalanced > MAX_UNBALANCED) {
      this.unbalanced++;
      this.offset = start;
      return;
    }
    this.offset = end + 1;
  }

  /** Skips a double-quoted text; true when something inside it runs commands. */
  private doubleQuoted(depth: number): boolean {
    const start = this.offset;
    let runs = false;
    if (this.unbalanced <= MAX_UNBALANCED && depth < MAX_DEPTH) {
      this.offset++;
      while (this.offset < this.text.length) {
        const character = this.text[this.offset]!;
        if (character === '"') {
          this.offset++;
          return runs;
        }
        if (character === '\\') this.offset += 2;
        else if (character === '$') runs = this.dollar(true, depth) || runs;
        else if (character === '`') {
          this.nested(1, '`', depth);
          runs = true;
        } else this.offset++;
      }
      this.unbalanced++;
      this.rewind(start);
    }
    this.offset = start + 1;
    return runs;
  }

  /** Forgets what was noted behind an offset: the walk that noted it had read a stray quote as an opening one. */
  private rewind(start: number): void {
    const keep = <T>(list: T[], at: (item: T) => number): void => {
      while (list.length > 0 && at(list[list.length - 1]!) > start) list.pop();
    };
    keep(this.masks, (mask) => mask.start);
    keep(this.heredocs, (heredoc) => heredoc.start);
    keep(this.comments, (comment) => comment[0]);
    this.pending = this.pending.filter((heredoc) => heredoc.start <= start);
    for (const at of [...this.hereStrings]) if (at > start) this.hereStrings.delete(at);
  }

  private dollar(quoted: boolean, depth: number): boolean {
    const next = this.text[this.offset + 1];
    if (next === '(') {
      if (this.text[this.offset + 2] === '(' && this.arithmetic(3)) return false;
      this.nested(2, ')', depth);
      return true;
    }
    if (next === '{') return this.parameter(quoted, depth);
    if (next === "'" && !quoted) this.singleQuoted(2, true);
    else if (next === ')' && !quoted) {
      this.mask(this.offset, this.offset + 1, '_');
      this.offset++;
    } else this.offset += next === '$' || next === '#' ? 2 : 1;
    return false;
  }

  private nested(opening: number, closer: ')' | '`', depth: number): void {
    const start = this.offset;
    this.offset += opening;
    if (depth < MAX_DEPTH && this.unbalanced <= MAX_UNBALANCED && this.commands(closer, depth + 1)) return;
    this.unbalanced++;
    this.rewind(start);
    this.offset = start + opening;
  }

  /** `${…}`: masked to a plain name unless a command runs inside; true when one does. */
  private parameter(quoted: boolean, depth: number): boolean {
    const start = this.offset;
    let runs = false;
    this.offset += 2;
    while (this.offset < this.text.length && depth < MAX_DEPTH) {
      const character = this.text[this.offset]!;
      if (character === '}') {
        if (!runs && this.offset > start + 2) this.mask(start + 2, this.offset, '_');
        this.offset++;
        return runs;
      }
      if (character === '\\') this.offset += 2;
      else if (character === '$') runs = this.dollar(quoted, depth + 1) || runs;
      else if (character === '"') runs = this.doubleQuoted(depth + 1) || runs;
      else if (character === "'" && !quoted) this.singleQuoted(1, false);
      else if (character === '`') {
        this.nested(1, '`', depth);
        runs = true;
      } else this.offset++;
    }
    this.rewind(start);
    this.offset = start + 2;
    return false;
  }

  /** `((…))` and `$((…))`: masked to digits where nothing runs inside. False when it is no arithmetic. */
  private arithmetic(opening: number): boolean {
    const start = this.offset + opening;
    const limit = Math.min(this.text.length, start + 2000);
    let open = 0;
    for (let at = start; at < limit; at++) {
      const character = this.text[at]!;
      if (character === '`' || (character === '$' && this.text[at + 1] === '(' && this.text[at + 2] !== '(')) return false;
      if (character === '(') open++;
      else if (character === ')' && open > 0) open--;
      else if (character === ')') {
        if (this.text[at + 1] !== ')') return false;
        if (at > start && !this.text.slice(start, at).includes(';')) this.mask(start, at, '1');
        this.offset = at + 2;
        return true;
      }
    }
    return false;
  }

  private parenthesis(depth: number): void {
    const { text } = this;
    const at = this.offset;
    const before = at > 0 ? text[at - 1]! : '\n';
    if (text[at + 1] === '(' && /[\s;&|(!]/.test(before) && this.arithmetic(2)) return;
    const qualifier = /[\w*\]?>]/.test(before) ? GLOB_QUALIFIER.exec(text.slice(at, at + 16)) : null;
    if (qualifier) {
      this.mask(at, at + qualifier[0].length, '_');
      this.offset += qualifier[0].length;
      return;
    }
    this.nested(1, ')', depth);
  }

  private redirection(character: string, depth: number): void {
    const { text } = this;
    const at = this.offset;
    if (text.startsWith('<<<', at)) {
      this.hereStrings.add(at);
      this.mask(at, at + 3, '<  ');
      this.offset += 3;
      return;
    }
    const heredoc = text.startsWith('<<', at) ? heredocOperator(text, at) : undefined;
    if (heredoc) {
      this.pending.push(heredoc);
      this.offset = heredoc.end;
      return;
    }
    const numeric = /^<\d*-\d*>/.exec(text.slice(at, at + 12));
    if (numeric) {
      this.mask(at, at + numeric[0].length, '_');
      this.offset += numeric[0].length;
    } else if (text.startsWith('<>', at)) {
      this.mask(at, at + 2, '> ');
      this.offset += 2;
    } else if (text[at + 1] === '(') {
      this.offset++;
      this.nested(1, ')', depth);
    } else this.offset += text[at + 1] === character ? 2 : 1;
  }

  /** `[[ … ]]`: masked to one word where nothing runs inside. */
  private test(depth: number): void {
    const start = this.offset + 3;
    let runs = false;
    this.offset = start;
    const limit = Math.min(this.text.length, start + 4000);
    while (this.offset < limit) {
      const character = this.text[this.offset]!;
      if (character === ']' && this.text[this.offset + 1] === ']' && /\s/.test(this.text[this.offset - 1]!)) {
        if (!runs && this.offset - 1 > start) this.mask(start, this.offset - 1, '_');
        this.offset += 2;
        return;
      }
      if (character === '\\') this.offset += 2;
      else if (character === '"') runs = this.doubleQuoted(depth) || runs;
      else if (character === "'") this.singleQuoted(1, false);
      else if (character === '$') runs = this.dollar(false, depth) || runs;
      else if (character === '`') {
        this.nested(1, '`', depth);
        runs = true;
      } else this.offset++;
    }
    this.rewind(start - 3);
    this.offset = start;
  }

  /** At a line's end: takes the bodies of the here-documents that the line opened. */
  private readBodies(closer: Closer): void {
    for (const heredoc of this.pending) {
      const body = heredocBody(this.text, heredoc, this.offset, closer !== undefined);
      if (!body) continue;
      this.heredocs.push({ ...heredoc, ...body });
      this.mask(heredoc.start, heredoc.end, `<${'_'.repeat(heredoc.end - heredoc.start - 1)}`);
      this.blank(body.bodyStart, body.next);
      this.offset = body.next;
    }
    this.pending = [];
  }
}

function text50(text: string, at: number): string {
  return text.slice(Math.max(0, at - 50), at);
}

/** Finds here-documents, comments and what must be masked in a shell text. Linear but for unclosed quotes, which are bounded. */
export function scanLexically(text: string): LexicalScan {
  return new Scanner(text).run();
}
