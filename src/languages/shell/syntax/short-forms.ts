import { isKeyword, isWord, startsWord } from './boundaries.ts';
import type { Scanner } from './lexical.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

export interface ShortFormArm {
  readonly condition?: Range | undefined;
  readonly patterns?: readonly Range[] | undefined;
  readonly body: Range;
}

/**
 * A compound command in one of zsh's forms without `do`, `then` or `in`: `for i (a b) { … }`, `if [[ … ]] { … }`,
 * `case $x { … }`, `repeat 3 { … }`. zshmisc(1), "Alternate Forms For Complex Commands".
 */
export interface ShortForm extends Range {
  readonly kind: 'for' | 'while' | 'if' | 'case';
  /** Where the statement stands that the grammar reads in its place: a `:`, or a `while` for a loop that has its `do` and `done`. */
  readonly placeholder: number;
  readonly names: readonly string[];
  readonly words: readonly Range[];
  readonly subject?: Range | undefined;
  /** None for a loop with `do` and `done`: the grammar reads its body. */
  readonly arms: readonly ShortFormArm[];
  readonly exhaustive: boolean;
}

const FOR = /^(?:for|select|foreach)[ \t]+((?:(?!in[ \t])[A-Za-z_]\w*(?!\w)[ \t]*)+)(\(|in[ \t])/;
const HEAD = /^(?:for|select|foreach|repeat|if|while|until|case)[ \t]/;
const COMPOUND = /^(?:if|for|while|until|case|select|repeat|foreach|function|do)[ \t\n]|^[({]/;

/** Reads a short form at the scanner's offset, a statement's start; undefined when there is none. The scanner then stands anywhere. */
export function readShortForm(scanner: Scanner): ShortForm | undefined {
  const { text, offset: start } = scanner;
  const head = HEAD.exec(text.slice(start, start + 10));
  if (!head) return undefined;
  const keyword = head[0].trim();
  if (keyword === 'for' || keyword === 'select' || keyword === 'foreach') return readFor(scanner, start, keyword);
  if (!scanner.zsh) return undefined;
  scanner.offset += keyword.length;
  if (keyword === 'repeat') return readRepeat(scanner, start);
  if (keyword === 'case') return readCase(scanner, start);
  return keyword === 'if' ? readIf(scanner, start) : readWhile(scanner, start);
}

function readFor(scanner: Scanner, start: number, keyword: string): ShortForm | undefined {
  const match = FOR.exec(scanner.text.slice(start, start + 300));
  if (!match) return undefined;
  const inParentheses = match[2] === '(';
  if (inParentheses && !scanner.zsh) return undefined;
  const names = match[1]!.trim().split(/[ \t]+/);
  scanner.offset = start + match[0].length;
  const words = readWords(scanner, inParentheses ? ' \t\n' : ' \t', inParentheses ? ')' : ';\n');
  if (!words) return undefined;
  if (inParentheses) scanner.offset++;
  if (keyword === 'foreach') return finish(scanner, start, { kind: 'for', names, words, arms: arm(readUntilEnd(scanner)) });
  return readLoopBody(scanner, start, names, words, inParentheses);
}

function readRepeat(scanner: Scanner, start: number): ShortForm | undefined {
  scanner.skipBlanks(false);
  while (scanner.offset < scanner.text.length && !/[\s;{]/.test(scanner.text[scanner.offset]!)) scanner.step();
  return readLoopBody(scanner, start, [], [], true);
}

function readLoopBody(
  scanner: Scanner,
  start: number,
  names: readonly string[],
  words: readonly Range[],
  single: boolean,
): ShortForm | undefined {
  const { text } = scanner;
  const header = scanner.offset;
  scanner.skipBlanks(false);
  if (text[scanner.offset] === ';') scanner.offset++;
  scanner.skipBlanks(true);
  const brace = readBraces(scanner);
  if (brace) return finish(scanner, start, { kind: 'for', names, words, arms: arm(brace) });
  if (!single) return undefined;
  if (isKeyword(text, scanner.offset, 'do')) {
    const separated = /[;\n]/.test(text.slice(header, scanner.offset));
    scanner.masks.put(start, header, separated ? 'while :' : 'while :;');
    return { kind: 'for', placeholder: start, start, end: header, names, words, arms: [], exhaustive: false };
  }
  return finish(scanner, start, { kind: 'for', names, words, arms: arm(readSimpleCommand(scanner)) });
}

function readWhile(scanner: Scanner, start: number): ShortForm | undefined {
  const condition = readCondition(scanner);
  const body = condition && readBraces(scanner);
  return body && finish(scanner, start, { kind: 'while', arms: [{ condition, body }] });
}

function readIf(scanner: Scanner, start: number): ShortForm | undefined {
  const arms: ShortFormArm[] = [];
  let exhaustive = false;
  for (;;) {
    const condition = exhaustive ? undefined : readCondition(scanner);
    if (!exhaustive && !condition) return undefined;
    scanner.skipBlanks(true);
    const body = readBraces(scanner);
    if (!body) return undefined;
    arms.push({ condition, body });
    const end = scanner.offset;
    scanner.skipBlanks(true);
    const next = ['elif', 'else'].find((keyword) => isKeyword(scanner.text, scanner.offset, keyword));
    if (exhaustive || !next) {
      scanner.offset = end;
      return finish(scanner, start, { kind: 'if', arms, exhaustive });
    }
    scanner.offset += next.length;
    exhaustive = next === 'else';
  }
}

function readCase(scanner: Scanner, start: number): ShortForm | undefined {
  const { text } = scanner;
  scanner.skipBlanks(false);
  const from = scanner.offset;
  while (scanner.offset < text.length && !/\s/.test(text[scanner.offset]!)) scanner.step();
  const subject = { start: from, end: scanner.offset };
  scanner.skipBlanks(true);
  if (text[scanner.offset] !== '{' || !isWord(text, scanner.offset, 1)) return undefined;
  scanner.offset++;
  const arms: ShortFormArm[] = [];
  for (;;) {
    scanner.skipBlanks(true);
    if (text[scanner.offset] === '}') break;
    if (text[scanner.offset] === '(') scanner.offset++;
    const patterns = readWords(scanner, ' \t\n|', ')');
    if (!patterns) return undefined;
    const body = ++scanner.offset;
    if (!scanner.commands(';;')) return undefined;
    arms.push({ patterns, body: { start: body, end: scanner.offset } });
  }
  scanner.offset++;
  const exhaustive = arms.some((each) => each.patterns!.some((pattern) => text.slice(pattern.start, pattern.end) === '*'));
  return finish(scanner, start, {
    kind: 'case',
    subject,
    arms: arms.map((each) => ({ ...each, body: withoutTerminator(text, each.body) })),
    exhaustive,
  });
}

function withoutTerminator(text: string, body: Range): Range {
  return /;[;&|]$/.test(text.slice(body.start, body.end)) ? { start: body.start, end: body.end - 2 } : body;
}

/** What zsh takes for a condition in front of `{`: `[[ … ]]`, `((…))` and `( … )`, joined by `&&` and `||`. */
function readCondition(scanner: Scanner): Range | undefined {
  const { text } = scanner;
  scanner.skipBlanks(false);
  const start = scanner.offset;
  for (;;) {
    while (text[scanner.offset] === '!') {
      scanner.offset++;
      scanner.skipBlanks(false);
    }
    const from = scanner.offset;
    if (text[from] === '(' || /^\[\[\s/.test(text.slice(from, from + 3))) scanner.step();
    const end = scanner.offset;
    if (end <= from + 2) return undefined;
    scanner.skipBlanks(false);
    if (text.startsWith('&&', scanner.offset) || text.startsWith('||', scanner.offset)) {
      scanner.offset += 2;
      scanner.skipBlanks(true);
    } else return { start, end };
  }
}

/** A body in braces, without them; the scanner stands behind the closing one. */
function readBraces(scanner: Scanner): Range | undefined {
  scanner.skipBlanks(false);
  const { text } = scanner;
  if (text[scanner.offset] !== '{' || !isWord(text, scanner.offset, 1)) return undefined;
  const start = ++scanner.offset;
  return scanner.commands('}') ? { start, end: scanner.offset - 1 } : undefined;
}

function readUntilEnd(scanner: Scanner): Range | undefined {
  const start = scanner.offset;
  return scanner.commands('end') ? { start, end: scanner.offset - 3 } : undefined;
}

/** One command up to the end of its line, or another short form. */
function readSimpleCommand(scanner: Scanner): Range | undefined {
  const { text } = scanner;
  const start = scanner.offset;
  if (readShortForm(scanner)) return { start, end: scanner.offset };
  scanner.offset = start;
  if (COMPOUND.test(text.slice(start, start + 10))) return undefined;
  while (scanner.offset < text.length) {
    const character = text[scanner.offset]!;
    if (character === ';' || character === '\n' || character === ')' || (character === '}' && isWord(text, scanner.offset, 1))) break;
    scanner.step();
  }
  return scanner.offset > start ? { start, end: scanner.offset } : undefined;
}

/** Words up to one of some closing characters, at which the scanner then stands. Undefined when the text ends first. */
function readWords(scanner: Scanner, separators: string, closers: string): Range[] | undefined {
  const { text } = scanner;
  const words: Range[] = [];
  let start = -1;
  const end = (): void => {
    if (start >= 0) words.push({ start, end: scanner.offset });
    start = -1;
  };
  while (scanner.offset < text.length) {
    const character = text[scanner.offset]!;
    if (closers.includes(character)) {
      end();
      return words;
    }
    if (separators.includes(character) || (character === '\\' && text[scanner.offset + 1] === '\n')) {
      end();
      scanner.offset += character === '\\' ? 2 : 1;
    } else if (character === '#' && startsWord(text, scanner.offset)) scanner.skipBlanks(true);
    else {
      if (start < 0) start = scanner.offset;
      scanner.step();
    }
  }
  return undefined;
}

function arm(body: Range | undefined): ShortFormArm[] {
  return body ? [{ body }] : [];
}

type Found = Pick<ShortForm, 'kind' | 'arms'> & Partial<Pick<ShortForm, 'names' | 'words' | 'subject' | 'exhaustive'>>;

/** Hides a short form behind a `:` at its last character. */
function finish(scanner: Scanner, start: number, found: Found): ShortForm | undefined {
  if (found.arms.length === 0 && found.kind !== 'case') return undefined;
  const end = scanner.offset;
  scanner.masks.blank(start, end - 1);
  scanner.masks.put(end - 1, end, ':');
  return { names: [], words: [], exhaustive: false, ...found, placeholder: end - 1, start, end };
}
