interface Mask {
  readonly start: number;
  readonly end: number;
  readonly by: string;
  /** Whether `by` is one character to repeat or a text to pad with blanks. */
  readonly repeats: boolean;
}

/** What the grammar reads in place of a text's original characters. Lengths and line feeds stay as they are. */
export class Masks {
  private readonly masks: Mask[] = [];

  /** Repeats a character over a range, up to the end of the line it starts in; further lines become blank. */
  fill(start: number, end: number, character: string): void {
    if (start < end) this.masks.push({ start, end, by: character, repeats: true });
  }

  /** Puts a text at the start of a range and blanks the rest. */
  put(start: number, end: number, text: string): void {
    this.masks.push({ start, end, by: text, repeats: false });
  }

  blank(start: number, end: number): void {
    this.fill(start, end, ' ');
  }

  /** Forgets every mask that starts at or behind an offset. */
  rewind(offset: number): void {
    while (this.masks.length > 0 && this.masks.at(-1)!.start >= offset) this.masks.pop();
  }

  /** The masked text. Of masks that overlap, the one that starts first holds, or the longer of two that start together. */
  apply(text: string): string {
    let result = '';
    let from = 0;
    for (const { start, end, by, repeats } of this.masks.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
      if (start < from) continue;
      result += text.slice(from, start) + masked(text.slice(start, end), by, repeats);
      from = end;
    }
    return result + text.slice(from);
  }
}

function masked(found: string, by: string, repeats: boolean): string {
  if (!found.includes('\n')) return repeats ? by.repeat(found.length) : by.padEnd(found.length).slice(0, found.length);
  const lines = found.split('\n');
  const first = lines.findIndex((line) => line !== '');
  return lines
    .map((line, index) =>
      index !== first ? ' '.repeat(line.length) : repeats ? by.repeat(line.length) : by.padEnd(line.length).slice(0, line.length),
    )
    .join('\n');
}
