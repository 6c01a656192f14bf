import { lineEndOf, withLineEnd } from './line-ends.ts';
import type { Edit } from './plan.ts';

/** Edits that cannot be made: two that overlap, or one that is no range of the text. */
export class EditError extends Error {
  readonly code: 'EDITS_OVERLAP' | 'EDIT_OUT_OF_RANGE';
  readonly edits: readonly Edit[];

  constructor(code: EditError['code'], edits: readonly Edit[], message: string) {
    super(message);
    this.name = 'EditError';
    this.code = code;
    this.edits = edits;
  }
}

/** Edits of one text, checked and in the order of their places, without those that change nothing. */
export type OrderedEdits = readonly Edit[];

function shown({ start, end }: Edit): string {
  return start === end ? `an insertion at ${start}` : `${start} to ${end}`;
}

function check(text: string, edit: Edit): void {
  const { start, end } = edit;
  if (Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start <= end && end <= text.length) return;
  throw new EditError('EDIT_OUT_OF_RANGE', [edit], `An edit (${shown(edit)}) is no range of a text of ${text.length} characters.`);
}

/**
 * Brings edits in order and gives what they insert the text's own line ends. An insertion may touch a replacement but not stand inside it.
 * Throws an EditError that names the edits.
 */
export function orderEdits(text: string, edits: readonly Edit[]): OrderedEdits {
  const lineEnd = lineEndOf(text);
  for (const edit of edits) check(text, edit);
  const sorted = [...edits].sort((left, right) => left.start - right.start || left.end - right.end);
  sorted.forEach((edit, index) => {
    const before = sorted[index - 1];
    if (before && before.end > edit.start)
      throw new EditError('EDITS_OVERLAP', [before, edit], `Two edits overlap: ${shown(before)} and ${shown(edit)}.`);
  });
  return sorted
    .map((edit) => ({ ...edit, replacement: withLineEnd(edit.replacement, lineEnd) }))
    .filter(({ start, end, replacement }) => text.slice(start, end) !== replacement);
}

/** The part of a text between two offsets, with the edits that lie in it made. The edits are in order and within the part. */
export function applyOrdered(text: string, edits: OrderedEdits, from = 0, to = text.length): string {
  const parts: string[] = [];
  let at = from;
  for (const { start, end, replacement } of edits) {
    parts.push(text.slice(at, start), replacement);
    at = end;
  }
  parts.push(text.slice(at, to));
  return parts.join('');
}

/** The text with the edits made; every character outside of them stays. Throws an EditError. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return applyOrdered(text, orderEdits(text, edits));
}

/** Where an offset of the text stands once the edits are made: behind what is inserted at it, and at the start of what replaces it. */
export function movedOffset(edits: OrderedEdits, offset: number): number {
  let shift = 0;
  for (const { start, end, replacement } of edits) {
    if (end <= offset) shift += replacement.length - (end - start);
    else return Math.min(start, offset) + shift;
  }
  return offset + shift;
}
