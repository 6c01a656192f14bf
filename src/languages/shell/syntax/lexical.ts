import { blanksOfAssignments } from './assignment-lines.ts';
import { isKeyword, isWord, startsStatement, startsWord } from './boundaries.ts';
import { heredocBody, heredocOperator } from './heredocs.ts';
import type { Dialect } from './ir.ts';
import { type LexicalScan, Notes } from './notes.ts';
import { scanArithmetic, scanDollar } from './scan-expansions.ts';
import { readShortForm } from './short-forms.ts';

/** What ends a run of commands. `;;` stands for the end of a case's arm, `end` for that of zsh's `foreach`. */
export type Closer = ')' | '`' | '}' | ';;' | 'end' | undefined;

const MAX_DEPTH = 150;
/** How much may be read twice, because what was opened never closes: so many times the text, and something for short ones. */
const MAX_REREAD = { times: 4, characters: 50_000 };
const MAX_TEST = 4000;
const GLOB_QUALIFIER = /^\([NDnoOaAmMcUGrwxftpsSLk^.,/@=%*+\-\d[\]]{1,12}\)/;

const HEADS = 'fs';
const ZSH_HEADS = 'fsriwuc';

/** A character that stands for itself, wherever it is. */
const ORDINARY = 1;
/** One that does so but where a word starts. */
const LETTER = 2;
const kinds = new Uint8Array(128);
for (let code = 33; code < 127; code++) {
  const character = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(character)) kinds[code] = LETTER;
  else if (/[\d!%*+,./:?@\]^~-]/.test(character)) kinds[code] = ORDINARY;
}

/** Walks a shell text once: quotes, expansions, comments, here-documents, brackets. */
export class Scanner {
  readonly text: string;
  readonly zsh: boolean;
  offset = 0;
  private readonly notes = new Notes();
  private readonly maxReread: number;
  private depth = 0;
  /** Delimiters of here-documents that no further line of the text is. */
  private readonly absent = new Set<string>();
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

  /** Whether so much has been read twice that nothing is tried any more. */
  get isTired(): boolean {
    return this.reread > this.maxReread;
  }

  countReread(characters: number): void {
    this.reread += characters;
  }

  /** Walks commands up to and over the closer; true when it was found. */
  commands(closer: Closer): boolean {
    const { text } = this;
    let cases = 0;
    let braces = 0;
    while (this.offset < text.length) {
      const at = this.offset;
      const kind = kinds[text.charCodeAt(at)];
      if (kind === ORDINARY || (kind === LETTER && !(startsWord(text, at) && startsStatement(text, at)))) {
        this.skipOrdinary();
        continue;
      }
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
      }
      if (kind === LETTER) {
        if (closer === 'end' && isKeyword(this.text, at, 'end')) {
          this.offset += 3;
          return true;
        }
        if ((this.zsh ? ZSH_HEADS : HEADS).includes(character) && this.shortForm()) continue;
        for (const blank of blanksOfAssignments(text, at)) this.masks.put(blank, blank + 1, ';');
        if (isKeyword(this.text, at, 'case')) cases++;
        else if (cases > 0 && isKeyword(this.text, at, 'esac')) cases--;
        this.skipOrdinary();
        continue;
      }
      this.step(closer);
    }
    return false;
  }

  /** Steps over characters that stand for themselves: behind the first of them no word starts. */
  private skipOrdinary(): void {
    const { text } = this;
    this.offset++;
    for (let kind = kinds[text.charCodeAt(this.offset)]; kind === ORDINARY || kind === LETTER; kind = kinds[text.charCodeAt(this.offset)])
      this.offset++;
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
        scanDollar(this, false);
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
    // Behind an assignment and a comment the grammar takes a keyword for the name of a command.
    this.masks.blank(this.offset, end);
    this.offset = end;
  }

  /**
   * Walks what an opening of some characters opens. Where that never closes, the opening is plain text: false. Once too much
   * has been read twice, it counts as closed by the end of the text instead.
   */
  attempt(opening: number, walk: () => boolean): boolean {
    const start = this.offset;
    this.offset += opening;
    if (this.depth >= MAX_DEPTH) {
      this.notes.unbalanced = true;
      return false;
    }
    this.depth++;
    const closed = walk();
    this.depth--;
    if (closed) return true;
    this.notes.unbalanced = true;
    if (this.isTired) return true;
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
  singleQuoted(opening: number): void {
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
  doubleQuoted(): boolean {
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
        else if (character === '$') runs = scanDollar(this, true) || runs;
        else if (character === '`') runs = this.attempt(1, () => this.commands('`')) || runs;
        else this.offset++;
      }
      return false;
    });
    if (!closed) this.masks.fill(start, start + 1, '_');
    return closed && runs;
  }

  private parenthesis(): void {
    const { text } = this;
    const at = this.offset;
    const before = at > 0 ? text[at - 1]! : '\n';
    if (text[at + 1] === '(' && /[\s;&|(!]/.test(before) && scanArithmetic(this, 2)) return;
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
        else if (character === '$') runs = scanDollar(this, false) || runs;
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
      const line = `${heredoc.stripTabs} ${closer !== undefined} ${heredoc.delimiter}`;
      let body = this.absent.has(line) || this.isTired ? undefined : heredocBody(text, heredoc, from, closer !== undefined);
      if (!body) {
        this.notes.unbalanced = true;
        if (!this.absent.has(line)) this.reread += text.length - from;
        this.absent.add(line);
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
