import { slicePiece } from '../../../values/text.ts';
import type { Piece, Sequence, Value } from '../../../values/value.ts';

/** Splits an alternative at separators that stand outside quotes. Pieces for which `whole` holds are never split. */
export function splitSequence(sequence: Sequence, separators: string, whole?: ReadonlySet<Piece>): Sequence[] {
  const fields: Piece[][] = [];
  let current: Piece[] | undefined;
  for (const piece of sequence) {
    if (piece.kind === 'unknown' || whole?.has(piece)) {
      current ??= [];
      current.push(piece);
      continue;
    }
    let at = 0;
    while (at < piece.text.length) {
      const start = at;
      const separates = separators.includes(piece.text[at]!);
      while (at < piece.text.length && separators.includes(piece.text[at]!) === separates) at++;
      if (separates) {
        if (current) fields.push(current);
        current = undefined;
      } else {
        current ??= [];
        current.push(slicePiece(piece, start, at));
      }
    }
  }
  if (current) fields.push(current);
  return fields;
}

/** Splits a text at each place of a separator, as zsh's `${(s:,:)x}` does. Unknown pieces are never split. */
export function splitAtText(sequence: Sequence, separator: string): Sequence[] {
  if (separator === '') return [sequence];
  const fields: Piece[][] = [[]];
  for (const piece of sequence) {
    if (piece.kind === 'unknown') {
      fields.at(-1)!.push(piece);
      continue;
    }
    let start = 0;
    for (;;) {
      const found = piece.text.indexOf(separator, start);
      const end = found < 0 ? piece.text.length : found;
      if (end > start) fields.at(-1)!.push(slicePiece(piece, start, end));
      if (found < 0) break;
      fields.push([]);
      start = found + separator.length;
    }
  }
  return fields.filter((field) => field.length > 0);
}

/** Whether any known text of a value has a blank. */
export function hasBlanks(value: Value): boolean {
  return value.alternatives.some((sequence) => sequence.some((piece) => piece.kind === 'text' && /[ \t\n]/.test(piece.text)));
}
