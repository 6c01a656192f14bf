import type { Finding, Severity } from '../findings/finding.ts';
import { SEVERITIES } from '../findings/severity.ts';
import type { ScanResult } from '../scan/result.ts';
import { printable } from './printable.ts';
import { byFolder, byRule, bySeverity, type Count, plural } from './summary.ts';
import type { Theme } from './theme.ts';
import { activeFindings } from './totals.ts';
import { wrap } from './wrap.ts';

/** Folders named in the summary; the others are counted together. */
const MAX_FOLDERS = 10;
/** Problems of one kind that are written out. */
const MAX_PROBLEMS = 20;

function table(title: string, counts: readonly Count[], width: number, theme: Theme): string[] {
  const digits = String(counts[0]?.count ?? 0).length;
  const rows = counts.flatMap(({ name, count }) => {
    const [first = '', ...rest] = wrap(printable(name), width - digits - 4);
    return [`  ${theme.strong(String(count).padStart(digits))}  ${first}`, ...rest.map((row) => ' '.repeat(digits + 4) + row)];
  });
  return [theme.strong(title), ...rows, ''];
}

function folders(findings: readonly Finding[]): Count[] {
  const counts = byFolder(findings);
  if (counts.length <= MAX_FOLDERS) return counts;
  const others = counts.slice(MAX_FOLDERS - 1);
  const count = others.reduce((sum, folder) => sum + folder.count, 0);
  return [...counts.slice(0, MAX_FOLDERS - 1), { name: `in ${others.length} other folders`, count }];
}

/** Problems that are no file's: comments and baselines that suppress nothing. */
const SUPPRESSION_CODES: ReadonlySet<string> = new Set(['suppression', 'stale-baseline']);

function problemLines({ problems }: Pick<ScanResult, 'problems'>, title: string, width: number, theme: Theme): string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, MAX_PROBLEMS).flatMap(({ code, message }) => {
    const [first = '', ...rest] = wrap(`${code}: ${printable(message)}`, width - 4);
    return [`  - ${first}`, ...rest.map((row) => `    ${row}`)];
  });
  const more = problems.length - MAX_PROBLEMS;
  const rest = more > 0 ? [`    and ${more} more; --format json lists them all`] : [];
  return [theme.strong(title), ...shown, ...rest, ''];
}

function verdict(result: ScanResult, width: number, theme: Theme): string[] {
  const { findings, stats } = result;
  const scripts = plural(stats.scripts, 'script');
  if (findings.length === 0) {
    return [theme.ok(stats.scripts === 0 ? 'No script was found to scan.' : `Nothing found in ${scripts}.`)];
  }
  const counts = bySeverity(findings);
  const present = SEVERITIES.filter((severity) => counts[severity] > 0);
  const words = (severity: Severity): string => (severity === 'info' ? `${counts.info} info` : plural(counts[severity], severity));
  const files = plural(new Set(findings.map((finding) => finding.file)).size, 'file');
  const head = plural(findings.length, 'finding');
  const tail = `in ${files}; ${scripts} scanned.`;
  const coloured = `${head} (${present.map((severity) => theme.severity[severity](words(severity))).join(', ')})`;
  const plain = `${head} (${present.map(words).join(', ')}) ${tail}`;
  return plain.length <= width ? [`${coloured} ${tail}`] : [coloured, ...wrap(tail, width)];
}

function nextSteps({ findings }: ScanResult, width: number, theme: Theme): string[] {
  const worst = SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity));
  const first = findings.find((finding) => finding.severity === worst);
  if (!first) return [];
  const steps = [
    [`unbasic explain ${first.rule}`, 'why it matters and what to do about it'],
    [`unbasic explain ${quoted(printable(`${first.file}:${first.range.start.line}`))}`, 'how such a finding was reached'],
  ] as const;
  return [theme.strong('Next'), ...steps.flatMap(([command, purpose]) => step(command, purpose, width, theme))];
}

function quoted(path: string): string {
  return /^[\w./:@%+,-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

function step(command: string, purpose: string, width: number, theme: Theme): string[] {
  if (command.length + purpose.length + 5 <= width) return [`  ${theme.rule(command)}  ${theme.dim(purpose)}`];
  return [`  ${theme.rule(command)}`, ...wrap(purpose, width - 6).map((row) => `      ${theme.dim(row)}`)];
}

/** What follows the findings: what was left out, the counts, and what to run next. */
export function closingLines(whole: ScanResult, width: number, theme: Theme): string[] {
  const findings = activeFindings(whole.findings);
  const result = { ...whole, findings };
  const isSuppression = ({ code }: ScanResult['problems'][number]): boolean => SUPPRESSION_CODES.has(code);
  const lines = [
    ...problemLines({ problems: result.problems.filter((problem) => !isSuppression(problem)) }, 'Not scanned', width, theme),
    ...problemLines({ problems: result.problems.filter(isSuppression) }, 'Suppressions', width, theme),
  ];
  if (findings.length > 0) {
    lines.push(...table('By rule', byRule(findings), width, theme), ...table('By folder', folders(findings), width, theme));
  }
  lines.push(...verdict(result, width, theme));
  const suppressed = whole.findings.length - findings.length;
  if (suppressed > 0) lines.push(theme.dim(`${plural(suppressed, 'finding')} suppressed; --format json lists them.`));
  if (findings.length > 0) lines.push('', ...nextSteps(result, width, theme));
  return lines;
}
