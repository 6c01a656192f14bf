import type { Span } from '../../../values/value.ts';
import type { Grammar } from '../../tree-sitter/engine.ts';
import type { Lowering } from './context.ts';
import type { Module } from './ir.ts';
import { lowerBlock } from './statements.ts';

const FOREIGN = /__unbasic_\d+/g;

/**
 * Parses a Python text and lowers it.
 * `locate` turns offsets of the text into places of the real file; `embedded` says that the text may hold names of the script around it.
 */
export function parseModule(grammar: Grammar, text: string, locate: (start: number, end: number) => Span, embedded = false): Module {
  const context: Lowering = { text, locate, foreign: embedded ? FOREIGN : undefined, scopes: [] };
  // The grammar takes LF alone as a line end; the text keeps its length.
  const readable = text.replace(/\r(?!\n)/g, '\n');
  const { root, hasErrors } = grammar.parse(readable);
  const errors = hasErrors ? root.descendantsOfType('ERROR') : [];
  return {
    body: lowerBlock(context, root),
    errors: errors.map((node) => ({ text: node.text, span: locate(node.startIndex, node.endIndex) })),
  };
}
