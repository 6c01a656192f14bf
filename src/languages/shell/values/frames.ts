import type { Block, Command, FunctionDefinition, Point, Word } from '../syntax/ir.ts';

/** One call of a function: what `$1` means inside it. `undefined` in place of a frame stands for all calls at once. */
export interface Frame {
  readonly id: number;
  readonly definition: FunctionDefinition;
  readonly call: CallSite;
  /** The frame that the call itself stands in. */
  readonly outer: Frame | undefined;
  readonly depth: number;
}

/** A command whose first word is a function's name, after any wrapper. */
export interface CallSite {
  readonly command: Command;
  readonly args: readonly Word[];
  readonly point: Point;
}

/** The text of a word without expansions; undefined when it has any. */
export function plainText(word: Word | undefined): string | undefined {
  if (!word) return undefined;
  if (word.parts.length === 1) {
    const part = word.parts[0]!;
    return part.kind === 'text' ? part.text : undefined;
  }
  let result = '';
  for (const part of word.parts) {
    if (part.kind !== 'text') return undefined;
    result += part.text;
  }
  return result;
}

/** The function that a point stands in; undefined at a script's own level. */
export function functionAround(point: Point): FunctionDefinition | undefined {
  for (let parent = point.block.parent; parent; parent = parent.block.parent)
    if (parent.statement?.kind === 'function') return parent.statement;
  return undefined;
}

/** A script's own block, seen from anywhere in it. */
export function outermost(block: Block): Block {
  let current = block;
  while (current.parent) current = current.parent.block;
  return current;
}
