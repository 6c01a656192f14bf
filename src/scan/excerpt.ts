import { lineText, type Position, type SourceFile } from '../files/source.ts';
import type { Range } from '../findings/finding.ts';
import type { Redactor } from '../findings/redact.ts';
import type { ExcerptLine } from './result.ts';

/** The most lines of one call that are given. */
const MAX_LINES = 200;

/** One line of a source with its secrets masked. */
export function maskedLine(source: SourceFile, line: number, redactor: Redactor): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return '';
  return redactor.maskUnread(source, start, start + lineText(source, line).length);
}

/** Where a column of a line stands once the line is masked: what is left or right of it tells. */
function movedColumn(plain: string, masked: string, column: number, end: boolean): number {
  if (masked === plain) return column;
  if (masked.startsWith(plain.slice(0, column)) && !end) return column;
  const rest = plain.slice(column);
  if (masked.endsWith(rest)) return masked.length - rest.length;
  if (masked.startsWith(plain.slice(0, column))) return column;
  return end ? masked.length : masked.length - masked.trimStart().length;
}

/** The lines that a range covers, masked, each with the part that lies in the range. */
export function excerptOf(source: SourceFile | undefined, range: Range, redactor: Redactor): ExcerptLine[] {
  if (!source) return [];
  const lines: ExcerptLine[] = [];
  const last = Math.min(range.end.line, range.start.line + MAX_LINES - 1);
  for (let number = range.start.line; number <= last; number++) {
    const plain = lineText(source, number);
    const text = maskedLine(source, number, redactor);
    const from = number === range.start.line ? range.start.column - 1 : 0;
    const to = number === range.end.line ? Math.min(range.end.column - 1, plain.length) : plain.length;
    const start = movedColumn(plain, text, from, false);
    lines.push({ number, text, mark: [start, Math.max(start, movedColumn(plain, text, to, true))] });
  }
  return lines;
}

/** The column of a position counted in bytes of UTF-8, from 1. */
export function utf8Column(source: SourceFile | undefined, { line, column }: Position): number {
  return source ? Buffer.byteLength(lineText(source, line).slice(0, column - 1), 'utf8') + 1 : column;
}
