import { isKeyword, isWord, startsStatement, startsWord } from './boundaries.ts';
import { heredocBody, heredocOperator } from './heredocs.ts';
import type { Dialect } from './ir.ts';
import { type LexicalScan, Notes } from './notes.ts';
import { readShortForm } from './short-forms.ts';

/** What ends a run of commands. `;;` stands for the end of a case's arm, `end` for that of zsh's `foreach`. */
export type Closer = ')' | '`' | '}' | ';;' | 'end' | undefined;

const MAX_DEPTH = 150;
/** How much may be read twice, because what was opened never closes: so many times the text, and something for short ones. */
const MAX_REREAD = { times: 8, characters: 50_000 };
const MAX_ARITHMETIC = 2000;
const MAX_TEST = 4000;
const GLOB_QUALIFIER = /^\([NDnoOaAmMcUGrwxftpsSLk^.,/@=%*+\-\d[\]]{1,12}\)/;

/** Walks a shell text once: quotes, expansions, comments, here-documents, brackets. */
export class Scanner {
  readonly text: string;
  readonly zsh: boolean;
  offset = 0;
  private readonly notes = new Notes();
  private readonly maxReread: number;
  private depth = 0;
  private reread = 0;

  constructor(text: string, dialect: Dialect) {
    this.text = text;
    this.zsh = dialect === 'zsh';
    this.maxReread = MAX_REREAD.times * text.length + MAX_REREAD.characters;
  }

  run(): LexicalScan {
    while (this.offset < this.text.length) this.commands(undefined);
    return this.notes.result(this.text);
  }

  get masks(): Notes['masks'] {
    return this.notes.masks;
  }

  /** Walks commands up to and over the closer; true when it was found. */
  commands(closer: Closer): boolean {
    const { text } = this;
    let cases = 0;
    let braces = 0;
    while (this.offset < text.length) {
      const at = this.offset;
      const character = text[at]!;
      if (character === closer && closer !== '}') {
        this.offset++;
        if (closer === '`' || cases === 0) return true;
        continue;
      }
      if (closer === ';;' && character === ';' && /[;&|]/.test(text[at + 1] ?? '') && cases === 0) {
        this.offset += 2;
        return true;
      }
      if (character === '{' && isWord(this.text, at, 1)) braces++;
      else if (character === '}' && isWord(this.text, at, 1)) {
        if (braces === 0 && closer === ';;') return true;
        this.closeBrace(at);
        if (braces > 0) braces--;
        else if (closer === '}') return true;
        continue;
      } else if (/[a-z]/.test(character) && startsWord(this.text, at) && startsStatement(this.text, at)) {
        if (closer === 'end' && isKeyword(this.text, at, 'end')) {
          this.offset += 3;
          return true;
        }
        if (this.shortForm()) continue;
        if (isKeyword(this.text, at, 'case')) cases++;
        else if (cases > 0 && isKeyword(this.text, at, 'esac')) cases--;
        while (/[a-z]/.test(text[this.offset] ?? '')) this.offset++;
        continue;
      }
      this.step(closer);
    }
    return false;
  }

  skipBlanks(lines: boolean): void {
    const { text } = this;
    for (;;) {
      const character = text[this.offset];
      if (character === ' ' || character === '\t' || (lines && character === '\n')) this.offset++;
      else if (character === '\\' && text[this.offset + 1] === '\n') this.offset += 2;
      else if (lines && character === '#' && startsWord(this.text, this.offset)) this.comment(undefined);
      else return;
    }
  }

  /** zsh takes `}` for a closing brace wherever it stands as a word; bash wants a separator in front of it. */
  private closeBrace(at: number): void {
    this.offset = at + 1;
    if (!this.zsh) return;
    if (!startsStatement(this.text, at) && /[ \t]/.test(this.text[at - 1] ?? '')) this.masks.put(at - 1, at, ';');
    const always = /^[ \t]+always(?=[ \t\n]+\{)/.exec(this.text.slice(at + 1, at + 80))?.[0];
    if (!always) return;
    this.masks.put(at + 1, at + 1 + always.length, ';');
    this.offset += always.length;
  }

  private shortForm(): boolean {
    const start = this.offset;
    const form = readShortForm(this);
    if (form) this.notes.shortForms.push(form);
    else this.giveUp(start, start);
    return form !== undefined;
  }

  /** Reads one character, or the quoted text, expansion, comment or bracket that it opens. */
  step(closer?: Closer): void {
    const { text } = this;
    const at = this.offset;
    const character = text[at]!;
    switch (character) {
      case '\n':
        this.offset++;
        this.readBodies(closer);
        return;
      case '\\':
        // `\curl`, a way around an alias: the grammar takes the line for one that goes on.
        if (startsWord(text, at) && /[A-Za-z]/.test(text[at + 1] ?? '')) this.masks.fill(at, at + 1, '_');
        this.offset += 2;
        return;
      case "'":
        this.singleQuoted(1);
        return;
      case '"':
        this.doubleQuoted();
        return;
      case '`':
        this.attempt(1, () => this.commands('`'));
        return;
      case '$':
        this.dollar(false);
        return;
      case '#':
        if (startsWord(this.text, at)) this.comment(closer);
        else this.offset++;
        return;
      case '<':
      case '>':
        this.redirection(character);
        return;
      case '(':
        this.parenthesis();
        return;
      case '=':
        if (this.zsh && text[at + 1] === '(' && /\s/.test(text[at - 1] ?? '')) this.masks.fill(at, at + 1, '<');
        this.offset++;
        return;
      case '[':
        if (startsWord(this.text, at) && /^\[\[\s/.test(text.slice(at, at + 3))) this.test();
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
      const tick = this.text.slice(this.offset, end).indexOf('`');
      if (tick >= 0) end = this.offset + tick;
    }
    this.notes.comments.push([this.offset, end]);
    this.offset = end;
  }

  /** Walks what an opening of some characters opens. Where that never closes, the opening is plain text: false. */
  private attempt(opening: number, walk: () => boolean): boolean {
    const start = this.offset;
    this.offset += opening;
    if (this.depth >= MAX_DEPTH || this.reread > this.maxReread) {
      this.notes.unbalanced = true;
      return false;
    }
    this.depth++;
    const closed = walk();
    this.depth--;
    if (closed) return true;
    this.notes.unbalanced = true;
    this.giveUp(start, start + opening);
    return false;
  }

  /** Goes back to an offset, and forgets what was noted from `start` on. */
  private giveUp(start: number, offset: number): void {
    this.reread += this.offset - offset;
    this.offset = offset;
    this.notes.forgetFrom(start);
  }

  /** Skips a quoted text without expansions. An unclosed quote is hidden from the grammar. */
  private singleQuoted(opening: number): void {
    const { text } = this;
    const start = this.offset;
    const closed = this.attempt(opening, () => {
      if (opening === 2) while (this.offset < text.length && text[this.offset] !== "'") this.offset += text[this.offset] === '\\' ? 2 : 1;
      else this.offset = (text.indexOf("'", this.offset) + 1 || text.length + 1) - 1;
      return text[this.offset++] === "'";
    });
    if (!closed) this.masks.fill(start + opening - 1, start + opening, '_');
  }

  /** Skips a double-quoted text; true when something inside it runs commands. */
  private doubleQuoted(): boolean {
    const { text } = this;
    const start = this.offset;
    let runs = false;
    const closed = this.attempt(1, () => {
      while (this.offset < text.length) {
        const character = text[this.offset]!;
        if (character === '"') {
          this.offset++;
          return true;
        }
        if (character === '\\') this.offset += 2;
        else if (character === '$') runs = this.dollar(true) || runs;
        else if (character === '`') runs = this.attempt(1, () => this.commands('`')) || runs;
        else this.offset++;
      }
      return false;
    });
    if (!closed) this.masks.fill(start, start + 1, '_');
    return closed && runs;
  }

  /** Reads what `$` starts; true when it runs commands. */
  private dollar(quoted: boolean): boolean {
    const { text } = this;
    const at = this.offset;
    const next = text[at + 1];
    if (next === '(') {
      if (text[at + 2] === '(' && this.arithmetic(3)) return false;
      return this.attempt(2, () => this.commands(')'));
    }
    if (next === '{') return /[\s|]/.test(text[at + 2] ?? '') ? this.braceSubstitution() : this.parameter(quoted);
    if (this.zsh && /^[=~^+][A-Za-z_]/.test(text.slice(at + 1, at + 3))) this.masks.fill(at + 1, at + 2, '_');
    if (next === "'" && !quoted) this.singleQuoted(2);
    else if (next === '[' && this.oldArithmetic()) return false;
    else if (next === ')' && !quoted) {
      this.masks.fill(at, at + 1, '_');
      this.offset++;
    } else this.offset += next === '$' || next === '#' ? 2 : 1;
    return false;
  }

  /** Bash 5.3's `${ command; }`, given to the grammar as `$( command; )`. */
  private braceSubstitution(): boolean {
    const start = this.offset;
    const closed = this.attempt(2, () => this.commands('}'));
    if (!closed) return false;
    this.masks.put(start, start + 3, '$(');
    this.masks.fill(this.offset - 1, this.offset, ')');
    return true;
  }

  /** `$[…]`, arithmetic of old. */
  private oldArithmetic(): boolean {
    const found = /^\$\[[\w\s$+*/%<>()-]*\]/.exec(this.text.slice(this.offset, this.offset + 100))?.[0];
    if (!found) return false;
    this.masks.fill(this.offset, this.offset + found.length, '_');
    this.offset += found.length;
    return true;
  }

  /** `${…}`: masked to a plain name unless a command runs inside; true when one does. */
  private parameter(quoted: boolean): boolean {
    const { text } = this;
    const start = this.offset;
    let lastRun = -1;
    const closed = this.attempt(2, () => {
      while (this.offset < text.length) {
        const character = text[this.offset]!;
        let runs = false;
        if (character === '}') {
          this.offset++;
          return true;
        }
        if (character === '\\') this.offset += 2;
        else if (character === '$') runs = this.dollar(quoted);
        else if (character === '"') runs = this.doubleQuoted();
        else if (character === "'" && !quoted) this.singleQuoted(1);
        else if (character === '`') runs = this.attempt(1, () => this.commands('`'));
        else this.offset++;
        if (runs) lastRun = this.offset;
      }
      return false;
    });
    if (!closed) return false;
    if (lastRun < 0) this.masks.fill(start + 2, this.offset - 1, '_');
    else if (this.zsh) this.maskAround(start, lastRun);
    return lastRun >= 0;
  }

  /** zsh's flags and nesting around a command: what is left for the grammar is a word with the command in it. */
  private maskAround(start: number, lastRun: number): void {
    const prefix = /^\$\{(?:\([^)]{0,40}\))?(?=["$`])/.exec(this.text.slice(start, start + 50))?.[0];
    if (!prefix) return;
    this.masks.fill(start, start + prefix.length, '_');
    this.masks.fill(lastRun, this.offset, '_');
  }

  /** `((…))` and `$((…))`: masked to digits where nothing runs inside. False when it is no arithmetic. */
  private arithmetic(opening: number): boolean {
    const { text } = this;
    const start = this.offset + opening;
    const limit = Math.min(text.length, start + MAX_ARITHMETIC);
    if (this.reread > this.maxReread) return false;
    let open = 0;
    let at = start;
    for (; at < limit; at++) {
      const character = text[at]!;
      if (character === '`' || (character === '$' && text[at + 1] === '(' && text[at + 2] !== '(')) break;
      if (character === '(') open++;
      else if (character === ')' && open > 0) open--;
      else if (character === ')') {
        if (text[at + 1] !== ')') break;
        if (!text.slice(start, at).includes(';')) this.masks.fill(start, at, '1');
        this.offset = at + 2;
        return true;
      }
    }
    this.reread += at - start;
    return false;
  }

  private parenthesis(): void {
    const { text } = this;
    const at = this.offset;
    const before = at > 0 ? text[at - 1]! : '\n';
    if (text[at + 1] === '(' && /[\s;&|(!]/.test(before) && this.arithmetic(2)) return;
    const qualifier = /[\w*\]?>]/.test(before) ? GLOB_QUALIFIER.exec(text.slice(at, at + 16)) : null;
    if (qualifier) {
      this.masks.fill(at, at + qualifier[0].length, '_');
      this.offset += qualifier[0].length;
      return;
    }
    this.attempt(1, () => this.commands(')'));
  }

  private redirection(character: string): void {
    const { text } = this;
    const at = this.offset;
    if (text.startsWith('<<<', at)) {
      this.notes.hereStrings.push(at);
      this.masks.put(at, at + 3, '<');
      this.offset += 3;
      return;
    }
    const heredoc = text.startsWith('<<', at) ? heredocOperator(text, at) : undefined;
    if (heredoc) {
      this.notes.pending.push(heredoc);
      this.offset = heredoc.end;
      return;
    }
    const numeric = /^<\d*-\d*>/.exec(text.slice(at, at + 12));
    if (numeric) {
      this.masks.fill(at, at + numeric[0].length, '_');
      this.offset += numeric[0].length;
    } else if (text.startsWith('<>', at)) {
      this.masks.put(at, at + 2, '>');
      this.offset += 2;
    } else if (text[at + 1] === '(') {
      this.offset++;
      this.attempt(1, () => this.commands(')'));
    } else this.offset += text[at + 1] === character ? 2 : 1;
  }

  /** `[[ … ]]`: masked to one word where nothing runs inside. */
  test(): void {
    const { text } = this;
    const start = this.offset + 3;
    const limit = Math.min(text.length, start + MAX_TEST);
    let runs = false;
    const closed = this.attempt(3, () => {
      while (this.offset < limit) {
        const character = text[this.offset]!;
        if (character === ']' && text[this.offset + 1] === ']' && /\s/.test(text[this.offset - 1]!)) {
          this.offset += 2;
          return true;
        }
        if (character === '\\') this.offset += 2;
        else if (character === '"') runs = this.doubleQuoted() || runs;
        else if (character === "'") this.singleQuoted(1);
        else if (character === '$') runs = this.dollar(false) || runs;
        else if (character === '`') runs = this.attempt(1, () => this.commands('`')) || runs;
        else this.offset++;
      }
      return false;
    });
    if (closed && !runs) this.masks.fill(start, this.offset - 3, '_');
  }

  /** At a line's end: takes the bodies of the here-documents that the line opened. One that nothing ends goes on to the end of the text. */
  private readBodies(closer: Closer): void {
    const { text } = this;
    for (const heredoc of this.notes.pending.splice(0)) {
      const from = this.offset;
      let body = heredocBody(text, heredoc, from, closer !== undefined);
      if (!body) {
        this.notes.unbalanced = true;
        this.reread += text.length - from;
        if (closer !== undefined || /^\d+$/.test(heredoc.delimiter)) continue;
        body = { bodyStart: from, bodyEnd: text.length, next: text.length };
      }
      this.notes.heredocs.push({ ...heredoc, ...body });
      this.masks.put(heredoc.start, heredoc.end, `<${'_'.repeat(heredoc.end - heredoc.start - 1)}`);
      this.masks.blank(body.bodyStart, body.next);
      this.offset = body.next;
    }
  }
}

/** Finds here-documents, comments and what must be masked in a shell text. Linear: what is read twice is bounded. */
export function scanLexically(text: string, dialect: Dialect): LexicalScan {
  return new Scanner(text, dialect).run();
}
