import { positionAt, type SourceFile } from '../files/source.ts';
import type { Span } from '../values/value.ts';
import type { Range } from './finding.ts';

/** The range that a span is in its file; undefined where the file is not at hand. */
export function rangeOf(span: Span, source: (path: string) => SourceFile | undefined): Range | undefined {
  const file = source(span.file);
  if (!file) return undefined;
  return { start: positionAt(file, span.start), end: positionAt(file, Math.max(span.start, span.end)) };
}

export function spanKey(span: Span): string {
  return `${span.file}\u0000${span.start}\u0000${span.end}`;
}

export function overlaps(a: Span, b: Span): boolean {
  return a.file === b.file && a.start < b.end && b.start < a.end;
}
