/** A file's text as it is scanned, with what is needed to point into it and to write it back unchanged. */
export interface SourceFile {
  /** POSIX path relative to where the scan was started. */
  readonly path: string;
  /** Decoded text without a byte order mark. Line ends are as in the file. */
  readonly text: string;
  readonly bom: boolean;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'latin-1';
  /** Lines are separated by CR alone, LF or CRLF. Positions count all three as line ends. */
  readonly lineStarts: readonly number[];
}

/** Line and column, both from 1; columns count UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const LINE_END = /\r\n|\n|\r/g;

/** Offsets at which the lines of a text start. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  LINE_END.lastIndex = 0;
  for (let match = LINE_END.exec(text); match; match = LINE_END.exec(text)) starts.push(LINE_END.lastIndex);
  return starts;
}

/** The position of a UTF-16 offset in the text. */
export function positionAt(source: Pick<SourceFile, 'lineStarts'>, offset: number): Position {
  let low = 0;
  let high = source.lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (source.lineStarts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - source.lineStarts[low]! + 1 };
}

/** The text of a line (from 1) without its line end. */
export function lineText(source: SourceFile, line: number): string {
  const start = source.lineStarts[line - 1];
  if (start === undefined) return '';
  const end = source.lineStarts[line] ?? source.text.length;
  return source.text.slice(start, end).replace(/[\r\n]+$/, '');
}

/** A source made of a text in memory: for tests and for embedded use. */
export function sourceFromText(path: string, content: string): SourceFile {
  const bom = content.startsWith('\uFEFF');
  const body = bom ? content.slice(1) : content;
  return { path, text: body, bom, encoding: 'utf-8', lineStarts: lineStartsOf(body) };
}
