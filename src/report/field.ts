import type { Theme } from './theme.ts';
import { wrap } from './wrap.ts';

export const INDENT = '  ';
const LABEL = 13;
/** With less room than this beside the label, label and text share a paragraph. */
const MIN_ROOM = 24;

/** A label and a text beside it, wrapped below itself. */
export function field(label: string, text: string, width: number, theme: Theme): string[] {
  const room = width - INDENT.length * 2 - LABEL;
  if (room < MIN_ROOM)
    return wrap(label === '' ? text : `${label}: ${text}`, width - INDENT.length * 2).map((row) => INDENT + INDENT + row);
  return wrap(text, room).map((row, index) => `${INDENT}${INDENT}${theme.dim((index === 0 ? label : '').padEnd(LABEL))}${row}`);
}
