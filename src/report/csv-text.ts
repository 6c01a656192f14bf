import { cleanText } from './clean-text.ts';

/** What makes a spreadsheet run a cell, the full-width forms included. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export type Cell = string | number | boolean | null | undefined;

/** A cell: in quotes where it must be, and with an apostrophe in front where a spreadsheet would run it (OWASP's advice). */
export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  // The first test sees what cleanText would turn into something else.
  const clean = cleanText(value);
  const text = FORMULA.test(value) || FORMULA.test(clean) ? `'${clean}` : clean;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as RFC 4180 has them. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
