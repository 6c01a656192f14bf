import { arithmeticAssignments } from '../arithmetic.ts';
import type { Arm, Block, FunctionDefinition, Statement, Word } from '../ir.ts';
import {
  AMPERSAND,
  CLOSE_BRACE,
  CLOSE_PARENTHESIS,
  isLowerCase,
  NEWLINE,
  OPEN_BRACE,
  OPEN_PARENTHESIS,
  PIPE,
  SEMICOLON,
} from './characters.ts';
import { atRedirect, command, readWord } from './commands.ts';
import { group, NOT_PLAIN, type Reader } from './reader.ts';

const NAME = /^[A-Za-z_]\w*$/;

/** Reads `if … fi`. */
export function ifCommand(reader: Reader): Statement {
  const start = reader.at;
  const arms: Arm[] = [];
  reader.expect('if');
  for (;;) {
    const condition = reader.block();
    reader.expect('then');
    arms.push({ condition, body: reader.block() });
    if (reader.keyword() !== 'elif') break;
    reader.at += 4;
  }
  const exhaustive = reader.keyword() === 'else';
  if (exhaustive) {
    reader.at += 4;
    arms.push({ body: reader.block() });
  }
  reader.expect('fi');
  return { kind: 'conditional', form: 'if', ...range(reader, start), arms, exhaustive };
}

/** Reads `case … esac`. */
export function caseCommand(reader: Reader): Statement {
  const start = reader.at;
  reader.expect('case');
  reader.skipBlanks();
  const subject = readWord(reader);
  reader.skipLines();
  reader.expect('in');
  const arms: Arm[] = [];
  let exhaustive = false;
  for (reader.skipLines(); reader.keyword() !== 'esac'; reader.skipLines()) {
    const patterns = readPatterns(reader);
    exhaustive ||= patterns.some((word) => word.end === word.start + 1 && reader.lowering.text[word.start] === '*');
    const body = reader.block();
    let continues = false;
    if (reader.code() === SEMICOLON) {
      continues = reader.code(reader.at + 1) === AMPERSAND || reader.code(reader.at + 2) === AMPERSAND;
      reader.at += 2;
      if (reader.code() === AMPERSAND) reader.at++;
    } else if (reader.keyword() !== 'esac') throw NOT_PLAIN;
    arms.push({ patterns, body, continues });
  }
  reader.at += 4;
  return { kind: 'conditional', form: 'case', ...range(reader, start), subject, arms, exhaustive };
}

/** Reads `a | b)`. */
function readPatterns(reader: Reader): Word[] {
  const patterns: Word[] = [];
  if (reader.code() === OPEN_PARENTHESIS) reader.at++;
  for (;;) {
    reader.skipBlanks();
    patterns.push(readWord(reader));
    reader.skipBlanks();
    const code = reader.code();
    if (code !== PIPE && code !== CLOSE_PARENTHESIS) throw NOT_PLAIN;
    reader.at++;
    if (code === CLOSE_PARENTHESIS) return patterns;
  }
}

/** Reads `while … done` and `until … done`, and what stands for a zsh loop with `do` and `done`. */
export function whileCommand(reader: Reader): Statement {
  const start = reader.at;
  const form = reader.lowering.shortFormAt(start + reader.base);
  reader.at += 5;
  const condition = reader.block();
  const body = loopBody(reader);
  if (!form) return { kind: 'loop', ...range(reader, start), condition, names: [], body, redirects: [] };
  const words = form.words.map((word) => reader.lowering.words.word(word.start + reader.base, word.end + reader.base));
  return { kind: 'loop', ...range(reader, start), names: form.names, words, body, redirects: [] };
}

/** Reads `for … done` and `select … done`. */
export function forCommand(reader: Reader): Statement {
  const start = reader.at;
  reader.at += reader.keyword().length;
  reader.skipBlanks();
  if (reader.code() === OPEN_PARENTHESIS) return countingLoop(reader, start);
  const from = reader.at;
  readWord(reader);
  const name = reader.masked.slice(from, reader.at);
  if (!NAME.test(name)) throw NOT_PLAIN;
  reader.skipLines();
  let words: Word[] | undefined;
  if (reader.keyword() === 'in') {
    reader.at += 2;
    words = [];
    for (;;) {
      reader.skipBlanks();
      const code = reader.code();
      if (code === NEWLINE || code === SEMICOLON) break;
      words.push(readWord(reader));
    }
    if (words.length === 0) throw NOT_PLAIN;
  }
  if (reader.code() === SEMICOLON) reader.at++;
  reader.skipLines();
  const body = loopBody(reader);
  return { kind: 'loop', ...range(reader, start), names: [name], words, body, redirects: [] };
}

/** `for ((…; …; …)) do … done`. */
function countingLoop(reader: Reader, start: number): Statement {
  const from = reader.at;
  if (reader.code(from + 1) !== OPEN_PARENTHESIS) throw NOT_PLAIN;
  let open = 0;
  do {
    const code = reader.code();
    if (code === OPEN_PARENTHESIS) open++;
    else if (code === CLOSE_PARENTHESIS) open--;
    else if (Number.isNaN(code) || /["'`\\\n]/.test(reader.masked[reader.at]!)) throw NOT_PLAIN;
    reader.at++;
  } while (open > 0);
  const header = reader.masked.slice(from, reader.at);
  if (!header.endsWith('))') || header.includes('$(')) throw NOT_PLAIN;
  reader.skipBlanks();
  if (reader.code() === SEMICOLON) reader.at++;
  reader.skipLines();
  const names = arithmeticAssignments(reader.lowering.text, from + reader.base, reader.at + reader.base).map(
    (assignment) => assignment.name,
  );
  const body = loopBody(reader);
  return { kind: 'loop', ...range(reader, start), names: [...new Set(names)], words: [], body, redirects: [] };
}

function loopBody(reader: Reader): Block {
  reader.expect('do');
  const body = reader.block();
  reader.expect('done');
  return body;
}

/** Reads `{ … }`. */
export function braceGroup(reader: Reader): Statement {
  const start = reader.at++;
  const body = reader.block();
  reader.expectCode(CLOSE_BRACE);
  return group('brace', start + reader.base, reader.at + reader.base, [body]);
}

/** Reads `( … )`. */
export function subshell(reader: Reader): Statement {
  const start = reader.at++;
  const body = reader.block();
  reader.expectCode(CLOSE_PARENTHESIS);
  if (body.statements.length === 0) throw NOT_PLAIN;
  return group('subshell', start + reader.base, reader.at + reader.base, [body]);
}

/** Reads a function's body, which is some compound command. */
export function functionBody(reader: Reader, start: number, name: number, nameEnd: number): FunctionDefinition {
  const { lowering, base } = reader;
  reader.skipLines();
  const code = reader.code();
  let body: Block;
  if (code === OPEN_BRACE && reader.endsWord(reader.at + 1)) {
    reader.at++;
    body = reader.block();
    reader.expectCode(CLOSE_BRACE);
  } else if (code === OPEN_PARENTHESIS || (isLowerCase(code) && /^(?:if|case|for|while|until)$/.test(reader.keyword()))) {
    body = lowering.blockFrom(command(reader));
  } else throw NOT_PLAIN;
  if (atRedirect(reader)) throw NOT_PLAIN;
  const definition: FunctionDefinition = {
    kind: 'function',
    ...range(reader, start),
    name: lowering.text.slice(name + base, nameEnd + base),
    body,
  };
  lowering.define(definition);
  return definition;
}

function range(reader: Reader, start: number): { start: number; end: number } {
  return { start: start + reader.base, end: reader.at + reader.base };
}
