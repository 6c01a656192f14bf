import type { Explanation, Place, Step } from '../scan/explanation.ts';
import { printable } from './printable.ts';
import type { ReportOptions } from './reporter.ts';
import { type Theme, themeOf } from './theme.ts';
import { reportWidth, wrap } from './wrap.ts';

/** Deeper steps are indented no further. */
const MAX_DEPTH = 8;

function at({ file, line, column }: Place): string {
  return printable(`${file}:${line}:${column}`);
}

function stepLines({ depth, text, place }: Step, width: number, theme: Theme): string[] {
  const indent = '  '.repeat(Math.min(depth, MAX_DEPTH) + 1);
  const room = Math.max(width - indent.length, 20);
  const words = printable(place ? `${text} ${at(place)}` : text);
  const rows = wrap(words, room - 2).map((row, index) => `${indent}${index === 0 ? '· ' : '  '}${row}`);
  if (!place || place.code === '') return rows;
  const code = printable(place.code);
  const shown = code.length > room - 4 ? `${code.slice(0, room - 5)}…` : code;
  return [...rows, `${indent}    ${theme.dim(shown)}`];
}

/** How verdicts were reached, call by call and step by step. */
export function explanationText(explanations: readonly Explanation[], options: Pick<ReportOptions, 'color' | 'columns'>): string {
  const theme = themeOf(options.color);
  const width = reportWidth(options.columns);
  const lines = explanations.flatMap(({ title, place, sections }) => [
    `${theme.strong(printable(title))} at ${theme.file(at(place))}`,
    '',
    ...sections.flatMap((section) => [theme.rule(section.title), ...section.steps.flatMap((step) => stepLines(step, width, theme)), '']),
  ]);
  return `${lines.slice(0, -1).join('\n')}\n`;
}
