import { cleanText } from './clean-text.ts';

/** A text as prose: nothing in it is markup, a mention, an issue's number or a link. */
export function markdownProse(text: string): string {
  return cleanText(text)
    .replace(/[\\`*_{}[\]()<>#+\-!|~$^]/g, (character) => `\\${character}`)
    .replaceAll('&', '&amp;')
    .replaceAll('@', '&#64;')
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./gi, (found) => `${found.slice(0, 3)}&#46;`);
}

/** A text as a code span, also within a table. */
export function markdownCode(text: string): string {
  // A code span cannot escape a backslash, and behind one a table's cell would end.
  if (text.includes('\\|')) return markdownProse(text);
  const clean = cleanText(text).replaceAll('|', '\\|');
  if (clean === '') return '';
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = clean.startsWith('`') || clean.endsWith('`') || (clean.startsWith(' ') && clean.endsWith(' ')) ? ' ' : '';
  return `${fence}${pad}${clean}${pad}${fence}`;
}

/** A table; the cells are Markdown already. Columns of numbers are aligned to the right. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[], numbers: readonly number[] = []): string[] {
  const rule = header.map((_, index) => (numbers.includes(index) ? '---:' : '---'));
  return [header, rule, ...rows].map((row) => `| ${row.join(' | ')} |`);
}
