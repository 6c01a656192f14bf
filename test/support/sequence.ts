import type { Piece, Sequence, Value } from '../../src/values/value.ts';

/** Writes a symbolic string in one line: `<name>` is an unknown, all else is text. */
export function sequence(written: string): Sequence {
  const pieces: Piece[] = [];
  for (const part of written.split(/(<[^<>]+>)/)) {
    if (part === '') continue;
    if (part.startsWith('<')) pieces.push({ kind: 'unknown', name: part.slice(1, -1), cause: 'environment' });
    else pieces.push({ kind: 'text', text: part });
  }
  return pieces;
}

/** A value of one or more alternatives, each written as for `sequence`. */
export function value(...written: string[]): Value {
  return { alternatives: written.map(sequence), truncated: false };
}
