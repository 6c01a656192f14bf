import type { Finding } from '../../findings/finding.ts';
import { markdownCode, markdownProse, markdownTable } from '../markdown-text.ts';
import type { Reporter } from '../reporter.ts';
import { byRule, plural } from '../summary.ts';
import { activeFindings, totalsOf, totalsText } from '../totals.ts';

function row(finding: Finding): string[] {
  const { file, range, severity, rule, message } = finding;
  return [severity, markdownCode(`${file}:${range.start.line}`), markdownCode(rule), markdownProse(message)];
}

function suppressedRow(finding: Finding): string[] {
  const { file, range, rule, suppression } = finding;
  return [
    markdownCode(`${file}:${range.start.line}`),
    markdownCode(rule),
    suppression?.kind ?? '',
    markdownProse(suppression?.reason ?? ''),
  ];
}

/** A page for a pull request or a wiki. */
export const markdown: Reporter = (result) => {
  const { findings, problems } = result;
  const active = activeFindings(findings);
  const suppressed = findings.filter(({ suppression }) => suppression !== undefined);
  const totals = totalsOf(result);
  const lines = ['# unbasic', ''];
  if (active.length === 0) lines.push(`Nothing found in ${plural(totals.scripts, 'script')}.`, '');
  else {
    lines.push(`${totalsText(totals)} in ${plural(totals.files, 'file')}; ${plural(totals.scripts, 'script')} scanned.`, '');
    const counts = byRule(active).map(({ name, count }) => [markdownCode(name), String(count)]);
    lines.push(...markdownTable(['Rule', 'Findings'], counts, [1]), '', '## Findings', '');
    lines.push(...markdownTable(['Severity', 'Place', 'Rule', 'What'], active.map(row)), '');
  }
  if (suppressed.length > 0) {
    lines.push('## Suppressed', '', ...markdownTable(['Place', 'Rule', 'By', 'Reason'], suppressed.map(suppressedRow)), '');
  }
  if (problems.length > 0) {
    lines.push('## Not scanned', '', ...problems.map(({ code, message }) => `- ${markdownCode(code)}: ${markdownProse(message)}`), '');
  }
  return `${lines.join('\n').trimEnd()}\n`;
};
