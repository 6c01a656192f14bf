/** One visible unit of a line: what is printed, the columns that it takes, and where it starts in the text. */
export interface Cell {
  readonly text: string;
  readonly width: number;
  readonly offset: number;
}

const TAB = 4;
/** Characters that change what the terminal shows or the direction that it reads in. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;
const ZERO_WIDTH = /^[\p{Mn}\p{Me}]$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

function harmless(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}

function widthOf(character: string): number {
  if (character < '\u0300') return 1;
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** The cells of a line of code: tabs as spaces, control characters and escape sequences as pictures of themselves. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  let offset = 0;
  for (const character of line) {
    if (character === '\t') {
      const width = TAB - (column % TAB);
      cells.push({ text: ' '.repeat(width), width, offset });
    } else if (CONTROL.test(character)) cells.push({ text: harmless(character), width: 1, offset });
    else cells.push({ text: character, width: widthOf(character), offset });
    column += cells.at(-1)!.width;
    offset += character.length;
  }
  return cells;
}

/** A text that is safe to print: nothing in it moves the cursor, changes colours or starts a line. */
export function printable(text: string): string {
  if (!CONTROL.test(text)) return text;
  let result = '';
  for (const character of text) result += CONTROL.test(character) ? harmless(character) : character;
  return result;
}

/** The columns that a text takes once printed. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}
