import { applyOrdered, type OrderedEdits } from './edits.ts';

/** Unchanged lines shown around a change. */
export const CONTEXT = 3;

export interface DiffLine {
  readonly kind: ' ' | '-' | '+';
  /** With its line feed, where it has one. */
  readonly text: string;
  /** Where the line starts in the old text; undefined for a line that is new. */
  readonly offset: number | undefined;
}

/** Changed lines with those around them; lines count from 1. */
export interface Hunk {
  readonly oldStart: number;
  readonly oldCount: number;
  readonly newStart: number;
  readonly newCount: number;
  readonly lines: readonly DiffLine[];
}

/** Lines as diffs count them: what ends with a line feed, and what stands behind the last one. */
class Lines {
  readonly text: string;
  readonly starts: number[] = [];

  constructor(text: string) {
    this.text = text;
    for (let at = 0; at < text.length; ) {
      this.starts.push(at);
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end + 1;
    }
  }

  get count(): number {
    return this.starts.length;
  }

  startOf(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  content(line: number): string {
    return this.text.slice(this.startOf(line), this.startOf(line + 1));
  }

  /** The line that an offset is in; one more than there are for the end of a text that ends with a line feed. */
  at(offset: number): number {
    if (offset >= this.text.length && (this.count === 0 || this.text.endsWith('\n'))) return this.count;
    let low = 0;
    let high = this.count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Old lines `from` up to `to`, which the new lines take the place of. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly added: readonly string[];
}

interface Block {
  readonly from: number;
  to: number;
  readonly edits: { start: number; end: number; replacement: string }[];
}

/** The lines that each edit touches; edits that share a line are one block. */
function blocksOf(lines: Lines, edits: OrderedEdits): Block[] {
  const blocks: Block[] = [];
  for (const edit of edits) {
    const from = lines.at(edit.start);
    const last = lines.at(edit.end);
    const endsLine = edit.replacement.endsWith('\n') || (edit.replacement === '' && edit.start === lines.startOf(from));
    const to = edit.end === lines.startOf(last) && endsLine ? last : last + 1;
    const block = blocks.at(-1);
    if (block && from < block.to) {
      block.to = Math.max(block.to, to);
      block.edits.push(edit);
    } else blocks.push({ from, to, edits: [edit] });
  }
  return blocks;
}

/** A block without the lines at its start and its end that stay as they are. */
function changeOf(lines: Lines, { from, to, edits }: Block): Change {
  const content = new Lines(applyOrdered(lines.text, edits, lines.startOf(from), lines.startOf(to)));
  let first = from;
  let last = Math.min(to, lines.count);
  let start = 0;
  let end = content.count;
  while (first < last && start < end && lines.content(first) === content.content(start)) {
    first++;
    start++;
  }
  while (first < last && start < end && lines.content(last - 1) === content.content(end - 1)) {
    last--;
    end--;
  }
  return { from: first, to: last, added: Array.from({ length: end - start }, (_, index) => content.content(start + index)) };
}

/** Changes that are so near that their surroundings meet. */
function together(changes: readonly Change[], context: number): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    if (group && change.from - group.at(-1)!.to <= 2 * context) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

/**
 * The hunks of a unified diff, made from the edits themselves: exact, and in time that grows with the text and not with its square.
 * @param edits in order, as orderEdits gives them
 */
export function hunksOf(text: string, edits: OrderedEdits, context = CONTEXT): Hunk[] {
  const lines = new Lines(text);
  const changes = blocksOf(lines, edits).map((block) => changeOf(lines, block));
  const real = changes.filter(({ from, to, added }) => from < to || added.length > 0);
  const hunks: Hunk[] = [];
  let shift = 0;
  for (const group of together(real, context)) {
    const from = Math.max(0, group[0]!.from - context);
    const to = Math.min(lines.count, group.at(-1)!.to + context);
    const shown: DiffLine[] = [];
    const old = (kind: ' ' | '-', start: number, end: number): void => {
      for (let line = start; line < end; line++) shown.push({ kind, text: lines.content(line), offset: lines.startOf(line) });
    };
    let at = from;
    for (const change of group) {
      old(' ', at, change.from);
      old('-', change.from, change.to);
      for (const line of change.added) shown.push({ kind: '+', text: line, offset: undefined });
      at = change.to;
    }
    old(' ', at, to);
    const oldCount = to - from;
    const newCount = shown.filter(({ kind }) => kind !== '-').length;
    const newFrom = from + shift;
    hunks.push({
      oldStart: oldCount === 0 ? from : from + 1,
      oldCount,
      newStart: newCount === 0 ? newFrom : newFrom + 1,
      newCount,
      lines: shown,
    });
    shift += newCount - oldCount;
  }
  return hunks;
}
