import type { Finding } from '../findings/finding.ts';
import type { ScanResult } from '../scan/result.ts';
import { bySeverity, plural } from './summary.ts';

/** The counts of a result; those that a comment or the baseline suppresses are counted on their own. */
export interface Totals {
  readonly scripts: number;
  readonly files: number;
  readonly findings: number;
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
  readonly guarded: number;
  readonly suppressed: number;
  readonly problems: number;
}

/** The findings that count against a run. */
export function activeFindings(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ suppression }) => suppression === undefined);
}

export function totalsOf({ findings, problems, stats }: Pick<ScanResult, 'findings' | 'problems' | 'stats'>): Totals {
  const active = activeFindings(findings);
  const severities = bySeverity(active);
  return {
    scripts: stats.scripts,
    files: new Set(active.map(({ file }) => file)).size,
    findings: active.length,
    errors: severities.error,
    warnings: severities.warning,
    infos: severities.info,
    guarded: active.filter(({ guarded }) => guarded).length,
    suppressed: findings.length - active.length,
    problems: problems.length,
  };
}

/** `3 findings (1 error, 2 warnings), 1 suppressed`. */
export function totalsText({ findings, errors, warnings, infos, suppressed }: Totals): string {
  const parts = [errors && plural(errors, 'error'), warnings && plural(warnings, 'warning'), infos && `${infos} info`];
  const present = parts.filter((part) => part !== 0).join(', ');
  const hidden = suppressed > 0 ? `, ${suppressed} suppressed` : '';
  return `${plural(findings, 'finding')}${present === '' ? '' : ` (${present})`}${hidden}`;
}
