import type { Span } from '../../../values/value.ts';
import type { Grammar } from '../../tree-sitter/engine.ts';
import type { Lowering } from './context.ts';
import type { Module } from './ir.ts';
import { lowerBlock } from './statements.ts';

const FOREIGN = /__unbasic_\d+/g;

/** Python itself takes no more levels of indentation; the grammar's scanner has no room for many hundreds, and fails. */
const MAX_INDENTATION = 100;
const INDENTATION = /^[ \t]*(?=[^\s#])/gm;

/** Whether a text has more levels of indentation than Python takes. */
function isTooDeep(text: string): boolean {
  const levels = [0];
  for (const [{ length }] of text.matchAll(INDENTATION)) {
    while (length < levels.at(-1)!) levels.pop();
    if (length > levels.at(-1)! && levels.push(length) > MAX_INDENTATION) return true;
  }
  return false;
}

/**
 * Parses a Python text and lowers it. Throws a RangeError for one that is nested too deep.
 * `locate` turns offsets of the text into places of the real file; `embedded` says that the text may hold names of the script around it.
 */
export function parseModule(grammar: Grammar, text: string, locate: (start: number, end: number) => Span, embedded = false): Module {
  const context: Lowering = { text, locate, foreign: embedded ? FOREIGN : undefined, scopes: [] };
  if (isTooDeep(text)) throw new RangeError('too many levels of indentation');
  // The grammar takes LF alone as a line end; the text keeps its length.
  const readable = text.replace(/\r(?!\n)/g, '\n');
  const { root, hasErrors } = grammar.parse(readable);
  const errors = hasErrors ? root.descendantsOfType('ERROR') : [];
  return {
    body: lowerBlock(context, root),
    errors: errors.map((node) => ({ text: node.text, span: locate(node.startIndex, node.endIndex) })),
  };
}
