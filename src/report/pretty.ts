import type { Finding, Range } from '../findings/finding.ts';
import type { ScanResult } from '../scan/result.ts';
import { wellFormed } from './clean-text.ts';
import { closingLines } from './closing.ts';
import { codeFrame } from './code-frame.ts';
import { field, INDENT } from './field.ts';
import { printable } from './printable.ts';
import type { Reporter, ReportOptions } from './reporter.ts';
import { type Theme, themeOf } from './theme.ts';
import { activeFindings } from './totals.ts';
import { credentialsOf, qualifiersOf, urlOf } from './wording.ts';
import { reportWidth, wrap } from './wrap.ts';

function isSameRange(one: Range, other: Range): boolean {
  const [a, b, c, d] = [one.start, one.end, other.start, other.end];
  return a.line === c.line && a.column === c.column && b.line === d.line && b.column === d.column;
}

/** Findings of one file in groups that share a range: their code is shown once. */
function grouped(findings: readonly Finding[]): Finding[][] {
  const groups: Finding[][] = [];
  for (const finding of findings) {
    const last = groups.at(-1);
    if (last && last[0]!.file === finding.file && isSameRange(last[0]!.range, finding.range)) last.push(finding);
    else groups.push([finding]);
  }
  return groups;
}

function heading(finding: Finding, width: number, theme: Theme): string[] {
  const { line, column } = finding.range.start;
  const position = `${line}:${column}`;
  const plain = `${INDENT}${position}  ${finding.severity}  ${finding.rule}`;
  const start = `${INDENT}${theme.strong(position)}  ${theme.severity[finding.severity](finding.severity)}  ${theme.rule(printable(finding.rule))}`;
  const sentence = wrap(printable(finding.message), width - 4).map((row) => `${INDENT}${INDENT}${row}`);
  const qualifiers = qualifiersOf(finding);
  if (qualifiers.length === 0) return [start, ...sentence];
  const rest = `(${qualifiers.join(', ')})`;
  if (plain.length + 2 + rest.length <= width) return [`${start}  ${theme.dim(rest)}`, ...sentence];
  return [start, ...wrap(rest, width - 4).map((row) => `${INDENT}${INDENT}${theme.dim(row)}`), ...sentence];
}

function distinct(texts: readonly (string | undefined)[]): string[] {
  return [...new Set(texts.filter((text) => text !== undefined))];
}

function details(group: readonly Finding[], result: ScanResult, width: number, theme: Theme): string[] {
  const urls = result.urls(group[0]!).map(printable);
  const related = group.flatMap((finding) => finding.related);
  const fixes = group.flatMap(({ rule, fix }) => (fix ? [printable(group.length > 1 ? `${rule}: ${fix.reason}` : fix.reason)] : []));
  const fields: readonly (readonly [string, readonly string[]])[] = [
    ['URL', urls.length > 0 ? urls : distinct([urlOf(group[0]!)])],
    ['Credentials', distinct(group.map(credentialsOf))],
    ['See also', distinct(related.map(({ file, range, message }) => printable(`${message} (${file}:${range.start.line})`)))],
    ['What to do', distinct(fixes)],
  ];
  return fields.flatMap(([label, texts]) => texts.flatMap((text, index) => field(index === 0 ? label : '', text, width, theme)));
}

function groupLines(group: readonly Finding[], result: ScanResult, width: number, theme: Theme): string[] {
  const { file, range } = group[0]!;
  const frame = codeFrame(result.excerpt(file, range), width - 4, theme).map((row) => `${INDENT}${INDENT}${row}`);
  const lines = group.flatMap((finding) => heading(finding, width, theme));
  return [...lines, '', ...(frame.length > 0 ? [...frame, ''] : []), ...details(group, result, width, theme), ''];
}

function report(result: ScanResult, options: ReportOptions): string[] {
  const theme = themeOf(options.color);
  const width = reportWidth(options.columns);
  const lines: string[] = [];
  let file: string | undefined;
  for (const group of grouped(activeFindings(result.findings))) {
    if (group[0]!.file !== file) {
      file = group[0]!.file;
      lines.push(theme.file(printable(file)), '');
    }
    lines.push(...groupLines(group, result, width, theme));
  }
  return options.quiet ? lines.slice(0, -1) : [...lines, ...closingLines(result, width, theme)];
}

/** The report for people: findings by file, each with its code, its URL and what to do; then what it all amounts to. */
export const pretty: Reporter = (result, options) => {
  const lines = report(result, options);
  return lines.length === 0 ? '' : wellFormed(`${lines.join('\n')}\n`);
};
