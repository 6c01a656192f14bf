import { outermostSpan } from '../values/text.ts';
import type { Sequence, Span } from '../values/value.ts';

/** From the start of one span to the end of another; the first one where they stand in different files or out of order. */
export function joinSpans(first: Span, second: Span): Span {
  if (first.file !== second.file || second.start < first.start || second.end < first.end) return first;
  return { file: first.file, start: first.start, end: second.end };
}

/** Where the pieces of an alternative stand, from the first to the last; undefined where that is not one stretch of one file. */
export function spanOfSequence(sequence: Sequence): Span | undefined {
  const first = sequence[0] && outermostSpan(sequence[0]);
  const last = sequence.length > 0 ? outermostSpan(sequence[sequence.length - 1]!) : undefined;
  if (!first || !last || first.file !== last.file || last.end < first.start) return undefined;
  return joinSpans(first, last);
}
