import type { Block, Group, Statement } from '../ir.ts';
import type { Lowering } from '../lower.ts';
import {
  AMPERSAND,
  BACKSLASH,
  BANG,
  BLANK,
  CLOSE_BRACE,
  CLOSE_PARENTHESIS,
  ENDS,
  isLowerCase,
  kindOf,
  NEWLINE,
  PIPE,
  SEMICOLON,
  TAB,
} from './characters.ts';
import { command } from './commands.ts';

/** Thrown where a script is not plain. */
export const NOT_PLAIN = Symbol('not plain');

const MAX_DEPTH = 150;
const CLOSING_WORDS = new Set(['then', 'do', 'done', 'fi', 'else', 'elif', 'esac']);
const NO_WORD = '';

/**
 * Reads well-formed scripts straight into statements, out of what the lexical pass has left of them: a tenth of the work of the grammar
 * and a copy of its tree. Whatever is not plain it leaves to the grammar, the whole script with it.
 */
export class Reader {
  readonly lowering: Lowering;
  readonly masked: string;
  readonly base: number;
  at = 0;

  constructor(lowering: Lowering) {
    this.lowering = lowering;
    this.masked = lowering.lexical.masked;
    this.base = lowering.base;
  }

  /** Reads all of the text into a block. */
  program(block: Block): void {
    this.statements(block);
    if (this.at < this.masked.length) throw NOT_PLAIN;
  }

  code(offset = this.at): number {
    return this.masked.charCodeAt(offset);
  }

  /** Reads statements up to what can only close something around them. */
  statements(block: Block): void {
    const { lowering } = this;
    if (lowering.depth >= MAX_DEPTH) throw NOT_PLAIN;
    lowering.depth++;
    for (;;) {
      this.skipLines();
      if (this.isClosing()) break;
      const statements = this.list();
      this.skipBlanks();
      const code = this.code();
      if (code === AMPERSAND) {
        this.at++;
        const job = lowering.blockFrom(statements);
        lowering.add(block, group('subshell', statements[0]!.start, statements.at(-1)!.end, [job]));
        continue;
      }
      for (const statement of statements) lowering.add(block, statement);
      if (code === NEWLINE) this.at++;
      else if (code === SEMICOLON && !this.endsArm()) this.at++;
      else if (!this.isClosing()) throw NOT_PLAIN;
    }
    lowering.depth--;
  }

  /** The same as a block of its own. */
  block(): Block {
    const block = this.lowering.newBlock();
    this.statements(block);
    return block;
  }

  /** `a && b || c`. */
  private list(): Statement[] {
    const first = this.pipeline();
    let operator = this.operator();
    if (!operator) return first;
    const members: Block[] = [this.lowering.blockFrom(first)];
    const operators: ('&&' | '||')[] = [];
    let last = first;
    while (operator) {
      operators.push(operator);
      this.at += 2;
      this.skipLines();
      last = this.pipeline();
      members.push(this.lowering.blockFrom(last));
      operator = this.operator();
    }
    return [group('list', first[0]!.start, last.at(-1)!.end, members, operators)];
  }

  private operator(): '&&' | '||' | undefined {
    this.skipBlanks();
    const code = this.code();
    if (code !== this.code(this.at + 1)) return undefined;
    return code === AMPERSAND ? '&&' : code === PIPE ? '||' : undefined;
  }

  /** `a | b`, or the same negated. */
  private pipeline(): Statement[] {
    const start = this.at;
    if (this.code() !== BANG || !this.endsWord(start + 1)) return this.unnegated();
    this.at++;
    this.skipBlanks();
    const statements = this.unnegated();
    return [group('brace', start + this.base, endOf(statements.at(-1)!), [this.lowering.blockFrom(statements)])];
  }

  private unnegated(): Statement[] {
    const first = command(this);
    if (!this.atPipe()) return first;
    const members: Block[] = [this.lowering.blockFrom(first)];
    let last = first;
    while (this.atPipe()) {
      this.at += this.code(this.at + 1) === AMPERSAND ? 2 : 1;
      this.skipLines();
      last = command(this);
      members.push(this.lowering.blockFrom(last));
    }
    return [group('pipeline', first[0]!.start, last.at(-1)!.end, members)];
  }

  private atPipe(): boolean {
    this.skipBlanks();
    return this.code() === PIPE && this.code(this.at + 1) !== PIPE;
  }

  skipBlanks(): void {
    for (;;) {
      const code = this.code();
      if (code === BLANK || code === TAB) this.at++;
      else if (code === BACKSLASH && this.code(this.at + 1) === NEWLINE) this.at += 2;
      else return;
    }
  }

  skipLines(): void {
    for (this.skipBlanks(); this.code() === NEWLINE; this.skipBlanks()) this.at++;
  }

  /** Whether something stands here that no statement starts with. */
  private isClosing(): boolean {
    const code = this.code();
    if (Number.isNaN(code) || code === CLOSE_PARENTHESIS) return true;
    if (code === SEMICOLON) return this.endsArm();
    if (code === CLOSE_BRACE) return this.endsWord(this.at + 1);
    return isLowerCase(code) && CLOSING_WORDS.has(this.keyword());
  }

  /** `;;`, `;&`. */
  private endsArm(): boolean {
    const next = this.code(this.at + 1);
    return next === SEMICOLON || next === AMPERSAND;
  }

  /** The word of small letters that stands here by itself; empty where there is none. */
  keyword(): string {
    let end = this.at;
    while (isLowerCase(this.masked.charCodeAt(end))) end++;
    return end > this.at && end - this.at < 10 && this.endsWord(end) ? this.masked.slice(this.at, end) : NO_WORD;
  }

  /** Whether no word goes on at an offset. */
  endsWord(offset: number): boolean {
    const code = this.code(offset);
    return code === BACKSLASH ? this.code(offset + 1) === NEWLINE : kindOf(code) === ENDS;
  }

  /** Steps over a keyword, which has to stand here. */
  expect(keyword: string): void {
    if (this.keyword() !== keyword) throw NOT_PLAIN;
    this.at += keyword.length;
  }

  /** Steps over a character, which has to stand here. */
  expectCode(code: number): void {
    if (this.code() !== code) throw NOT_PLAIN;
    this.at++;
  }
}

/** The end of a statement, its redirections included. */
function endOf(statement: Statement): number {
  const redirect = 'redirects' in statement ? statement.redirects.at(-1) : undefined;
  return Math.max(statement.end, redirect?.end ?? 0);
}

export function group(
  form: Group['form'],
  start: number,
  end: number,
  members: readonly Block[],
  operators: Group['operators'] = [],
): Group {
  return { kind: 'group', form, start, end, members, operators, redirects: [] };
}
