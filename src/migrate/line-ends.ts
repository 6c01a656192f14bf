export type LineEnd = '\n' | '\r\n' | '\r';

const LINE_END = /\r\n|\n|\r/g;

/** The line end that a text uses most; of two that it uses alike, the one that comes first; LF where it has none. */
export function lineEndOf(text: string): LineEnd {
  const counts = new Map<string, number>();
  for (const [end] of text.matchAll(LINE_END)) counts.set(end, (counts.get(end) ?? 0) + 1);
  let best: LineEnd = '\n';
  let most = 0;
  for (const [end, count] of counts) {
    if (count <= most) continue;
    best = end as LineEnd;
    most = count;
  }
  return best;
}

/** The same text with each lone line feed as the given line end. */
export function withLineEnd(text: string, lineEnd: LineEnd): string {
  return lineEnd === '\n' ? text : text.replace(/\r\n|\n/g, (end) => (end === '\n' ? lineEnd : end));
}
