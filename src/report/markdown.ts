import { printable } from './printable.ts';
import type { ReportOptions } from './reporter.ts';
import { type Theme, themeOf } from './theme.ts';
import { reportWidth, wrap } from './wrap.ts';

/** What marks the examples of a page as wrong or right. */
const EXAMPLE = /^<!--\s*(incorrect|correct)\s*-->$/;

/** Stands for a space at which a line must not be broken. */
const FIXED_SPACE = '\ue000';

/** Links as a terminal shows them, and no line break inside `code` and `**bold**`. */
function flat(text: string): string {
  return text
    .replace(/\[([^\][]{1,200})\]\(([^()\s]{1,300})\)/g, (_, label: string, target: string) =>
      label === target ? label : `${label} (${target})`,
    )
    .replace(/`[^`]{1,60}`|\*\*[^*]{1,60}\*\*/g, (part) => part.replaceAll(' ', FIXED_SPACE));
}

/** `**bold**` and `code` of one line, coloured. */
function inline(line: string, theme: Theme): string {
  return line
    .replaceAll(FIXED_SPACE, ' ')
    .replace(/\*\*([^*]{1,300})\*\*/g, (_, words: string) => theme.strong(words))
    .replace(/`([^`]{1,300})`/g, (_, code: string) => theme.rule(code));
}

function paragraph(text: string, width: number, theme: Theme): string[] {
  const item = /^(\s*)([-*]|\d+\.)\s+/.exec(text);
  if (!item) return wrap(flat(text), width).map((row) => inline(row, theme));
  const indent = ' '.repeat(item[1]!.length + item[2]!.length + 1);
  const rows = wrap(flat(text.slice(item[0].length)), width - indent.length);
  return rows.map((row, index) => (index === 0 ? `${item[1]}${item[2]} ` : indent) + inline(row, theme));
}

/** A rule's page as a terminal shows it: headings stand out, code is indented, paragraphs are wrapped. */
export function markdownText(page: string, options: Pick<ReportOptions, 'color' | 'columns'>): string {
  const theme = themeOf(options.color);
  const width = reportWidth(options.columns);
  const lines: string[] = [];
  let pending: string[] = [];
  let fenced = false;
  const flush = (): void => {
    if (pending.length > 0) lines.push(...paragraph(pending.join(' '), width, theme));
    pending = [];
  };
  for (const line of page.split(/\r?\n/).map(printable)) {
    if (/^\s*(?:```|~~~)/.test(line)) {
      flush();
      fenced = !fenced;
    } else if (fenced) lines.push(`    ${theme.dim(line)}`.trimEnd());
    else if (EXAMPLE.test(line)) {
      flush();
      lines.push(`${EXAMPLE.exec(line)![1] === 'incorrect' ? 'Incorrect' : 'Correct'}:`);
    } else if (/^#{1,6}\s/.test(line)) {
      flush();
      lines.push(theme.strong(line.replace(/^#+\s+/, '').replaceAll('`', '')));
    } else if (line.trim() === '' || line.startsWith('|')) {
      flush();
      lines.push(line.startsWith('|') ? inline(flat(line), theme) : '');
    } else if (/^\s*(?:[-*]|\d+\.)\s/.test(line)) {
      flush();
      pending = [line];
    } else pending.push(line.trim());
  }
  flush();
  return `${lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
