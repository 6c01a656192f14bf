import { textWidth } from './printable.ts';

/** The narrowest report, and the width of one that goes to no terminal. */
export const MIN_WIDTH = 40;
export const FILE_WIDTH = 100;
const MAX_WIDTH = 120;

/** The columns that a report uses in a terminal of so many; undefined for what is no terminal. */
export function reportWidth(columns: number | undefined): number {
  return columns === undefined ? FILE_WIDTH : Math.min(Math.max(columns, MIN_WIDTH), MAX_WIDTH);
}

/** A word too long for a line, in pieces that fit. */
function pieces(word: string, width: number): string[] {
  const result: string[] = [];
  let piece = '';
  let used = 0;
  for (const character of word) {
    const size = textWidth(character);
    if (used + size > width) {
      result.push(piece);
      piece = '';
      used = 0;
    }
    piece += character;
    used += size;
  }
  return [...result, piece];
}

/** A plain text in lines of at most `width` columns, broken at spaces, and within words that are longer than a line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const word of text.split(/\s+/)) {
    if (word === '') continue;
    const size = textWidth(word);
    if (line !== '' && used + 1 + size <= width) {
      line += ` ${word}`;
      used += 1 + size;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = size > width ? pieces(word, width) : [word];
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1)!;
    used = textWidth(line);
  }
  if (line !== '') lines.push(line);
  return lines;
}
