import { literal, MAX_ALTERNATIVES, type Piece, type Sequence, type Span, type TextPiece, type Value } from './value.ts';

/** The part of a text piece between two offsets of its text; its span narrows with it where the piece is exact. */
export function slicePiece(piece: TextPiece, start: number, end: number): TextPiece {
  if (start === 0 && end === piece.text.length) return piece;
  const span: Span | undefined =
    piece.span && piece.exact ? { file: piece.span.file, start: piece.span.start + start, end: piece.span.start + end } : piece.span;
  return { ...piece, text: piece.text.slice(start, end), span };
}

/** Splits an alternative at the first text (or match) found inside one text piece. Undefined when there is none. */
export function splitAt(sequence: Sequence, separator: string | RegExp): [Sequence, Sequence] | undefined {
  for (let index = 0; index < sequence.length; index++) {
    const piece = sequence[index]!;
    if (piece.kind !== 'text') continue;
    const at = typeof separator === 'string' ? piece.text.indexOf(separator) : piece.text.search(separator);
    if (at < 0) continue;
    const length = typeof separator === 'string' ? separator.length : (separator.exec(piece.text)?.[0].length ?? 0);
    const left: Piece[] = [...sequence.slice(0, index)];
    const right: Piece[] = [...sequence.slice(index + 1)];
    if (at > 0) left.push(slicePiece(piece, 0, at));
    if (at + length < piece.text.length) right.unshift(slicePiece(piece, at + length, piece.text.length));
    return [left, right];
  }
  return undefined;
}

/** Joins neighbouring text pieces for matching: each unknown becomes one U+0000, so offsets into the result can be mapped back. */
export function skeleton(sequence: Sequence): string {
  let result = '';
  for (const piece of sequence) result += piece.kind === 'text' ? piece.text : '\u0000';
  return result;
}

/** The part of an alternative between two offsets of its skeleton. */
export function sliceSequence(sequence: Sequence, start: number, end = Number.POSITIVE_INFINITY): Sequence {
  const result: Piece[] = [];
  let offset = 0;
  for (const piece of sequence) {
    const length = piece.kind === 'text' ? piece.text.length : 1;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, length);
    if (from < to) result.push(piece.kind === 'text' ? slicePiece(piece, from, to) : piece);
    offset += length;
  }
  return result;
}

/** Whether an alternative starts with a known text. */
export function startsWith(sequence: Sequence, prefix: string): boolean {
  return skeleton(sequence).startsWith(prefix);
}

/** Changes the text of every text piece; the pieces lose their exactness where the text changed. */
export function mapText(sequence: Sequence, change: (text: string) => string): Sequence {
  return sequence.map((piece) => {
    if (piece.kind !== 'text') return piece;
    const changed = change(piece.text);
    return changed === piece.text ? piece : { ...piece, text: changed, exact: false };
  });
}

/** Cuts trailing characters that satisfy `drop` off the end of an alternative, as far as it is known. */
export function trimEnd(sequence: Sequence, drop: RegExp): Sequence {
  const whole = skeleton(sequence);
  let end = whole.length;
  while (end > 0 && whole[end - 1] !== '\u0000' && drop.test(whole[end - 1]!)) end--;
  return end === whole.length ? sequence : sliceSequence(sequence, 0, end);
}

/** Cuts leading characters that satisfy `drop` off the start of an alternative, as far as it is known. */
export function trimStart(sequence: Sequence, drop: RegExp): Sequence {
  const whole = skeleton(sequence);
  let start = 0;
  while (start < whole.length && whole[start] !== '\u0000' && drop.test(whole[start]!)) start++;
  return start === 0 ? sequence : sliceSequence(sequence, start);
}

/** An alternative as a person reads it: unknowns in braces, e.g. `{jss_url}/JSSResource/computers`. */
export function display(sequence: Sequence): string {
  return literal(sequence) ?? sequence.map((piece) => (piece.kind === 'text' ? piece.text : `{${piece.name}}`)).join('');
}

/** Several values, each alternative of one with each of the others, as argument lists; bounded. */
export function product<T>(lists: readonly (readonly T[])[], limit = MAX_ALTERNATIVES): T[][] {
  let result: T[][] = [[]];
  for (const list of lists) {
    const next: T[][] = [];
    for (const head of result) {
      for (const item of list) {
        if (next.length >= limit) break;
        next.push([...head, item]);
      }
    }
    result = next;
  }
  return result;
}

/** The spans at which a reader of the call sees this piece: the outermost use, or the piece itself. */
export function outermostSpan(piece: Piece): Span | undefined {
  return piece.trail?.use ?? piece.span;
}

export type { Value };
