import { closingBracket } from '../brackets.ts';
import { lowerShortForm } from '../compounds.ts';
import type { AssignedValue, Assignment, Redirect, Statement, Word } from '../ir.ts';
import { redirectKind } from '../redirects.ts';
import { lowerArithmetic } from '../simple-commands.ts';
import {
  AMPERSAND,
  BLANK,
  CLOSE_BRACKET,
  CLOSE_PARENTHESIS,
  ENDS,
  EQUALS,
  GREATER,
  isDigit,
  isLowerCase,
  kindOf,
  LESS,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PARENTHESIS,
  PIPE,
  PLUS,
  SEMICOLON,
  STRANGE,
  startsName,
  TAB,
} from './characters.ts';
import { braceGroup, caseCommand, forCommand, functionBody, ifCommand, subshell, whileCommand } from './compounds.ts';
import { group, NOT_PLAIN, type Reader } from './reader.ts';
import { skipArithmetic, skipOpening, skipWord } from './word-ends.ts';

const DECLARATIONS = new Set(['export', 'local', 'declare', 'typeset', 'readonly']);
/** More words or elements than the grammar's tree is read for. */
const MAX_WORDS = 4000;

/** Reads one command of any kind. */
export function command(reader: Reader): Statement[] {
  const start = reader.at;
  const code = reader.code();
  if (isLowerCase(code)) {
    switch (reader.keyword()) {
      case 'if':
        return redirected(reader, start, ifCommand(reader));
      case 'case':
        return redirected(reader, start, caseCommand(reader));
      case 'for':
      case 'select':
        return redirected(reader, start, forCommand(reader));
      case 'while':
      case 'until':
        return redirected(reader, start, whileCommand(reader));
      case 'function':
        return namedFunction(reader);
      case 'in':
      case 'time':
      case 'coproc':
      case 'foreach':
      case 'repeat':
      case 'end':
        throw NOT_PLAIN;
    }
    return simple(reader);
  }
  if (code === OPEN_PARENTHESIS) {
    if (reader.code(start + 1) === OPEN_PARENTHESIS) return arithmetic(reader, start);
    return redirected(reader, start, subshell(reader));
  }
  if (code === OPEN_BRACE && reader.endsWord(start + 1)) return redirected(reader, start, braceGroup(reader));
  if (code === OPEN_BRACKET) return test(reader, start);
  return simple(reader);
}

function arithmetic(reader: Reader, start: number): Statement[] {
  reader.at += 2;
  skipArithmetic(reader);
  const end = reader.at;
  if (atRedirect(reader)) throw NOT_PLAIN;
  return lowerArithmetic(reader.lowering, start + reader.base, end + reader.base);
}

/** `[ … ]` and `[[ … ]]`: one word. */
function test(reader: Reader, start: number): Statement[] {
  const isDouble = reader.code(start + 1) === OPEN_BRACKET;
  if (!reader.endsWord(start + (isDouble ? 2 : 1))) throw NOT_PLAIN;
  reader.at = start + (isDouble ? 2 : 1);
  for (;;) {
    const code = reader.code();
    if (code === CLOSE_BRACKET && kindOf(reader.code(reader.at - 1)) === ENDS) {
      const length = isDouble ? 2 : 1;
      if ((!isDouble || reader.code(reader.at + 1) === CLOSE_BRACKET) && reader.endsWord(reader.at + length)) {
        reader.at += length;
        break;
      }
    }
    const kind = kindOf(code);
    if (Number.isNaN(code) || kind === STRANGE) throw NOT_PLAIN;
    if (kind === 2) skipOpening(reader, code);
    else if (!isDouble && kind === ENDS && code !== BLANK && code !== TAB && code !== LESS && code !== GREATER) throw NOT_PLAIN;
    else reader.at++;
  }
  const { base, lowering } = reader;
  const end = reader.at + base;
  const redirects: Redirect[] = [];
  while (atRedirect(reader)) redirects.push(redirect(reader));
  return [
    {
      kind: 'command',
      start: start + base,
      end,
      assignments: [],
      words: [lowering.words.word(start + base, end)],
      redirects,
      declares: 'test',
    },
  ];
}

/** Gives a compound command the redirections behind it. */
function redirected(reader: Reader, start: number, statement: Statement): Statement[] {
  const redirects: Redirect[] = [];
  while (atRedirect(reader)) redirects.push(redirect(reader));
  if (redirects.length === 0) return [statement];
  if (statement.kind === 'loop' || statement.kind === 'group') return [{ ...statement, redirects }];
  const whole = group('brace', start + reader.base, redirects.at(-1)!.end, [reader.lowering.blockFrom([statement])]);
  return [{ ...whole, redirects }];
}

function namedFunction(reader: Reader): Statement[] {
  const start = reader.at;
  reader.expect('function');
  reader.skipBlanks();
  const name = reader.at;
  if (!skipWord(reader)) throw NOT_PLAIN;
  const end = reader.at;
  reader.skipBlanks();
  if (reader.code() === OPEN_PARENTHESIS) {
    reader.at++;
    reader.skipBlanks();
    reader.expectCode(CLOSE_PARENTHESIS);
  }
  return [functionBody(reader, start, name, end)];
}

function simple(reader: Reader): Statement[] {
  const { lowering, base } = reader;
  const start = reader.at;
  const form = lowering.shortFormAt(start + base);
  if (form) {
    reader.at++;
    const redirects: Redirect[] = [];
    while (atRedirect(reader)) redirects.push(redirect(reader));
    return [lowerShortForm(lowering, form, redirects)];
  }
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  let declares: string | undefined;
  let end = start;
  let isOpen = true;
  for (;;) {
    reader.skipBlanks();
    const code = reader.code();
    if (atRedirect(reader)) {
      redirects.push(redirect(reader));
      if (words.length > 0) isOpen = false;
    } else if (kindOf(code) === ENDS && !(code === LESS || code === GREATER)) {
      if (code !== OPEN_PARENTHESIS) break;
      return [shortFunction(reader, start, end, words.length === 1 && assignments.length === 0 && redirects.length === 0)];
    } else {
      const assignment = (words.length === 0 || declares !== undefined) && startsName(code) ? readAssignment(reader) : undefined;
      if (assignment) assignments.push(assignment);
      else words.push(readWord(reader));
      if (words.length + assignments.length > MAX_WORDS) throw NOT_PLAIN;
      if (words.length === 1 && !assignment && assignments.length === 0) declares = declarationAt(reader, start, words[0]!);
      if (
        words.length === 1 &&
        assignments.length > 0 &&
        declares === undefined &&
        !assignment &&
        DECLARATIONS.has(textOf(reader, words[0]!))
      )
        throw NOT_PLAIN;
    }
    if (isOpen) end = reader.at;
  }
  return finish(reader, { start: start + base, end: end + base, assignments, words, redirects, declares });
}

interface Simple {
  readonly start: number;
  readonly end: number;
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
  readonly declares: string | undefined;
}

function finish(reader: Reader, found: Simple): Statement[] {
  const { start, end, assignments, words, redirects, declares } = found;
  if (words.length > 0 || assignments.length === 0) {
    if (words.length === 0 && redirects.length === 0) throw NOT_PLAIN;
    if (declares === undefined) return [{ kind: 'command', start, end, assignments, words, redirects }];
    return [{ kind: 'command', start, end, assignments, words, redirects, declares }];
  }
  const last = assignments.at(-1)!;
  const statement: Statement = { kind: 'assignment', start: assignments[0]!.start, end: last.end, assignments };
  if (redirects.length === 0) return [statement];
  return [{ ...group('brace', start, end, [reader.lowering.blockFrom([statement])]), redirects }];
}

function declarationAt(reader: Reader, start: number, first: Word): string | undefined {
  if (first.start !== start + reader.base) return undefined;
  const name = textOf(reader, first);
  return DECLARATIONS.has(name) ? name : undefined;
}

function textOf(reader: Reader, word: Word): string {
  return reader.masked.slice(word.start - reader.base, word.end - reader.base);
}

/** `name() …`: its parentheses stand here. */
function shortFunction(reader: Reader, start: number, end: number, mayBe: boolean): Statement {
  if (!mayBe || !/^[\w.:-]+$/.test(reader.masked.slice(start, end))) throw NOT_PLAIN;
  reader.at++;
  reader.skipBlanks();
  reader.expectCode(CLOSE_PARENTHESIS);
  return functionBody(reader, start, start, end);
}

/** Reads a word into its parts. */
export function readWord(reader: Reader): Word {
  const start = reader.at;
  const isPlain = skipWord(reader);
  return wordAt(reader, start, reader.at, isPlain);
}

function wordAt(reader: Reader, from: number, to: number, isPlain: boolean): Word {
  const start = from + reader.base;
  const end = to + reader.base;
  const content = isPlain ? reader.masked.slice(from, to) : '';
  if (!isPlain || !reader.lowering.text.startsWith(content, start)) return reader.lowering.words.word(start, end);
  return { start, end, parts: [{ kind: 'text', text: content, exact: true, quoted: false, start, end }] };
}

/** Reads `name=value`; undefined, and nothing read, where something else stands here. */
function readAssignment(reader: Reader): Assignment | undefined {
  const { masked, base, lowering } = reader;
  const start = reader.at;
  let at = start + 1;
  for (let code = masked.charCodeAt(at); startsName(code) || isDigit(code); code = masked.charCodeAt(at)) at++;
  const nameEnd = at;
  if (masked.charCodeAt(at) === OPEN_BRACKET) {
    at = closingBracket(masked, at + 1, Math.min(masked.length, at + 300), ']', () => undefined) + 1;
    if (masked[at - 1] !== ']') return undefined;
  }
  const targetEnd = at;
  const append = masked.charCodeAt(at) === PLUS;
  if (append) at++;
  if (masked.charCodeAt(at) !== EQUALS) return undefined;
  if (/`|\$\(/.test(masked.slice(nameEnd, targetEnd))) throw NOT_PLAIN;
  reader.at = ++at;
  const index = targetEnd > nameEnd ? lowering.words.word(nameEnd + 1 + base, targetEnd - 1 + base) : undefined;
  let value: AssignedValue;
  if (reader.code() === OPEN_PARENTHESIS) value = { kind: 'array', words: elements(reader) };
  else {
    const isEmpty =
      reader.endsWord(at) && !((reader.code() === LESS || reader.code() === GREATER) && reader.code(at + 1) === OPEN_PARENTHESIS);
    value = { kind: 'word', word: isEmpty ? { start: at + base, end: at + base, parts: [] } : readWord(reader) };
    if (reader.code() === OPEN_PARENTHESIS) throw NOT_PLAIN;
  }
  return { start: start + base, end: reader.at + base, name: masked.slice(start, nameEnd), index, append, value };
}

function elements(reader: Reader): Word[] {
  const words: Word[] = [];
  reader.at++;
  for (;;) {
    reader.skipLines();
    if (reader.code() === CLOSE_PARENTHESIS) break;
    words.push(readWord(reader));
    if (words.length > MAX_WORDS) throw NOT_PLAIN;
  }
  reader.at++;
  if (kindOf(reader.code()) !== ENDS) throw NOT_PLAIN;
  return words;
}

/** Whether a redirection stands behind any blanks. */
export function atRedirect(reader: Reader): boolean {
  reader.skipBlanks();
  let { at } = reader;
  while (isDigit(reader.code(at))) at++;
  const code = reader.code(at);
  const next = reader.code(at + 1);
  if (code === LESS || code === GREATER) return next !== OPEN_PARENTHESIS;
  return code === AMPERSAND && next === GREATER && at === reader.at;
}

const OPERATOR = /&>>|&>|>>|>&-|<&-|>&|<&|>\||<|>/y;

export function redirect(reader: Reader): Redirect {
  const { masked, base, lowering } = reader;
  const start = reader.at;
  while (isDigit(reader.code())) reader.at++;
  const operator = reader.at;
  const descriptor = operator > start ? masked.slice(start, operator) : undefined;
  const heredoc = lowering.lexical.heredocs.get(operator);
  if (heredoc) {
    reader.at = heredoc.end;
    const body = { start: heredoc.bodyStart + base, end: heredoc.bodyEnd + base, quoted: heredoc.quoted, stripTabs: heredoc.stripTabs };
    const word = lowering.words.document(body.start, body.end, body.quoted, body.stripTabs);
    return { kind: 'here-document', start: start + base, end: heredoc.end + base, body, word };
  }
  const isText = lowering.lexical.hereStrings.has(operator);
  OPERATOR.lastIndex = operator;
  const found = OPERATOR.exec(masked)![0];
  reader.at = operator + found.length;
  if (found.endsWith('-')) {
    if (!reader.endsWord(reader.at)) throw NOT_PLAIN;
    return { kind: redirectKind(found, descriptor), start: start + base, end: reader.at + base, word: undefined };
  }
  reader.skipBlanks();
  const code = reader.code();
  if (code === NEWLINE || code === SEMICOLON || code === PIPE) throw NOT_PLAIN;
  const word = readWord(reader);
  const end = reader.at + base;
  return isText
    ? { kind: 'here-string', start: start + base, end, word }
    : { kind: redirectKind(found, descriptor), start: start + base, end, word };
}
