import type { ExcerptLine } from '../scan/result.ts';
import { type Cell, cellsOf } from './printable.ts';
import type { Theme } from './theme.ts';

/** A call of more lines than this is shown by its first and last lines and those that hold its URL. */
const MAX_LINES = 7;
const FIRST = 3;
const LAST = 1;
/** How many rows of the terminal one line of code may take. */
const MAX_ROWS = 4;

type Shown = ExcerptLine | { readonly skipped: number };

/** The lines to show of a long call. */
function select(lines: readonly ExcerptLine[]): Shown[] {
  if (lines.length <= MAX_LINES) return [...lines];
  const url = lines.findIndex((line) => /JSSResource|https?:|\/(?:u?api)\//i.test(line.text));
  const kept = lines.filter((_, index) => index < FIRST || index >= lines.length - LAST || index === url);
  const shown: Shown[] = [];
  for (const [index, line] of kept.entries()) {
    const before = kept[index - 1];
    if (before && line.number > before.number + 1) shown.push({ skipped: line.number - before.number - 1 });
    shown.push(line);
  }
  return shown;
}

/** Where the mark starts and ends without the blanks around it. */
function trimmed({ text, mark }: ExcerptLine): readonly [number, number] | undefined {
  if (!mark) return undefined;
  let [start, end] = mark;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  return start < end ? [start, end] : undefined;
}

function rowsOf(cells: readonly Cell[], width: number): Cell[][] {
  const rows: Cell[][] = [[]];
  let used = 0;
  for (const cell of cells) {
    if (used + cell.width > width) {
      if (rows.length === MAX_ROWS) {
        rows.at(-1)!.push({ text: '…', width: 1, offset: cell.offset });
        return rows;
      }
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(cell);
    used += cell.width;
  }
  return rows;
}

/** A very long line from shortly before its mark, so that the mark is what is seen. */
function windowed(line: ExcerptLine, width: number): ExcerptLine {
  const limit = width * MAX_ROWS * 2;
  if (line.text.length <= limit) return line;
  const from = Math.max((line.mark?.[0] ?? 0) - 8, 0);
  const text = (from > 0 ? '…' : '') + line.text.slice(from, from + limit);
  const shift = from > 0 ? from - 1 : 0;
  return { ...line, text, mark: line.mark && [line.mark[0] - shift, Math.min(line.mark[1] - shift, text.length)] };
}

/** A line's rows, each marked row followed by one that underlines it. */
function linesOf(line: ExcerptLine, gutter: number, width: number, theme: Theme): string[] {
  const mark = trimmed(line);
  const rows: string[] = [];
  for (const [index, cells] of rowsOf(cellsOf(line.text), width).entries()) {
    const label = index === 0 ? String(line.number) : '';
    rows.push(`${theme.dim(`${label.padStart(gutter)} │`)} ${cells.map((cell) => cell.text).join('')}`.trimEnd());
    if (!mark) continue;
    const under = cells
      .map((cell) => (cell.offset >= mark[0] && cell.offset < mark[1] ? '^' : ' ').repeat(cell.width))
      .join('')
      .trimEnd();
    if (under !== '') rows.push(`${theme.dim(`${' '.repeat(gutter)} │`)} ${under.replace(/\^.*$/, (part) => theme.mark(part))}`);
  }
  return rows;
}

/** The lines of a call with line numbers, the call underlined; every row fits into `width` columns. */
export function codeFrame(lines: readonly ExcerptLine[], width: number, theme: Theme): string[] {
  const gutter = String(lines.at(-1)?.number ?? 0).length;
  const room = Math.max(width - gutter - 3, 16);
  return select(lines).flatMap((line) =>
    'skipped' in line
      ? [theme.dim(`${' '.repeat(gutter)} ┆ ${line.skipped} more ${line.skipped === 1 ? 'line' : 'lines'}`)]
      : linesOf(windowed(line, room), gutter, room, theme),
  );
}
