import { printable } from '../report/printable.ts';

/** A path as a shell takes it, safe to print. */
export function quoted(path: string): string {
  const shown = printable(path);
  return /^[\w./:@%+,-]+$/.test(shown) && !shown.startsWith('-') ? shown : `'${shown.replaceAll("'", `'\\''`)}'`;
}
