import type { RuleSummary } from '../scan/result.ts';
import type { ReportOptions } from './reporter.ts';
import { themeOf } from './theme.ts';
import { reportWidth, wrap } from './wrap.ts';

/** The rules, one or two lines each. */
export function ruleList(rules: readonly RuleSummary[], options: Pick<ReportOptions, 'color' | 'columns'>): string {
  const theme = themeOf(options.color);
  const width = reportWidth(options.columns);
  const lines = rules.flatMap(({ id, severity, title }) => [
    `${theme.severity[severity](severity.padEnd(7))}  ${theme.rule(id)}`,
    ...wrap(title, width - 9).map((row) => `         ${row}`),
  ]);
  return `${lines.join('\n')}\n`;
}
