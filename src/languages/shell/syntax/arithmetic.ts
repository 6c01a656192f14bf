import type { Assignment } from './ir.ts';

const ASSIGNS = /(?<![\w$[])([A-Za-z_]\w*)\s*(?:\+\+|--|(?:[-+*/%&|^]|<<|>>)?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)/g;

/** The assignments inside `((…))` or `let …`: their values are not computed, so each is an assignment of something unknown. */
export function arithmeticAssignments(text: string, start: number, end: number): Assignment[] {
  if (!text.startsWith('((', start) && !text.startsWith('let', start) && !text.startsWith('$((', start)) return [];
  return [...text.slice(start, end).matchAll(ASSIGNS)].map((match) => ({
    start,
    end,
    name: match[1] ?? match[2]!,
    append: false,
    value: { kind: 'word', word: { start, end, parts: [{ kind: 'arithmetic', quoted: true, commands: [], start, end }] } },
  }));
}
