import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { languageOfBytes } from '../../../../src/files/detect.ts';
import { childBlocks, wordsOf } from '../../../../src/languages/shell/syntax/blocks.ts';
import type { Block, ShellScript } from '../../../../src/languages/shell/syntax/ir.ts';
import { dialectOf, parseShell } from '../../../../src/languages/shell/syntax/parse.ts';
import { NOT_PLAIN, Reader } from '../../../../src/languages/shell/syntax/reader/reader.ts';
import { type Grammar, loadGrammar } from '../../../../src/languages/tree-sitter/engine.ts';
import { ROOT } from '../../../support/cli.ts';

// The reader of plain scripts must find in each script that it takes the commands that the grammar finds. These hold what the grammar misreads:
// a comment in backticks between words, an escaped blank in front of a word, a pattern that is quoted in part.
const MISREAD = ['comments-among-the-words', 'hit-stray-operands', 'clean-case-patterns'];

let grammar: Grammar;
beforeAll(async () => {
  grammar = await loadGrammar('bash');
});
afterEach(() => vi.restoreAllMocks());

function parse(text: string, path: string): ShellScript {
  const script = { text, foreign: new Map(), locate: (start: number, end: number) => ({ file: path, start, end }) };
  return parseShell(grammar, script, { file: path, dialect: dialectOf(text, path) });
}

/** The commands of a script in order: how deep each is, where it starts, its words and assignments as they are written. */
function commandsOf({ block, text }: ShellScript): string[] {
  const lines: string[] = [];
  const texts = (parts: readonly { start: number; end: number }[]): string[] => parts.map(({ start, end }) => text.slice(start, end));
  const visit = ({ statements }: Block, depth: number): void => {
    for (const statement of statements) {
      const assignments = 'assignments' in statement ? texts(statement.assignments) : [];
      lines.push(JSON.stringify([depth, statement.kind, statement.start, texts(wordsOf(statement)), assignments]));
      for (const child of childBlocks(statement)) visit(child, depth + 1);
    }
  };
  visit(block, 0);
  return lines;
}

let taken = 0;

/** Compares the two where the reader takes the text; the grammar reads well-formed scripts alone without errors. */
function compare(text: string, path: string): void {
  const parseWhole = vi.spyOn(grammar, 'parse');
  const read = parse(text, path);
  const isTaken = parseWhole.mock.calls.length === 0;
  parseWhole.mockRestore();
  if (!isTaken) return;
  taken++;
  const refuse = vi.spyOn(Reader.prototype, 'program').mockImplementation(() => {
    throw NOT_PLAIN;
  });
  const lowered = parse(text, path);
  refuse.mockRestore();
  expect(commandsOf(read), `${path}\n${text}`).toEqual(commandsOf(lowered));
}

function scripts(): (readonly [string, string])[] {
  const folder = join(ROOT, 'fixtures');
  const found: (readonly [string, string])[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || MISREAD.some((part) => path.includes(part))) continue;
    const bytes = readFileSync(path);
    if (languageOfBytes(path, bytes) === 'shell') found.push([path, bytes.toString('utf8')]);
  }
  return found.sort(([left], [right]) => (left < right ? -1 : 1));
}

test('on every shell script of the fixtures', () => {
  taken = 0;
  const all = scripts();
  for (const [path, text] of all) compare(text, path);
  expect(all.length).toBeGreaterThan(300);
  expect(taken / all.length).toBeGreaterThan(0.5);
});

/** A script in which a line is missing, or one of another script stands. */
function spliced(lines: readonly string[], other: readonly string[], turn: number): string {
  const at = (turn * 7) % lines.length;
  const inserted = turn % 2 === 0 ? [other[(turn * 13) % other.length]!] : [];
  return [...lines.slice(0, at), ...inserted, ...lines.slice(at + 1 - inserted.length)].join('\n');
}

test('on scripts that are put together of others', () => {
  taken = 0;
  // A helper that has lost a line of its frame is read, and the grammar misreads some of it.
  const all = scripts().flatMap(([path, text]) => (text.includes('# --- unbasic: ') ? [] : [[path, text.split('\n')] as const]));
  all.forEach(([path, lines], index) => {
    for (let turn = index; turn < index + 4; turn++) compare(spliced(lines, all[(index + turn) % all.length]![1], turn), path);
  });
  expect(taken).toBeGreaterThan(500);
});
