import { createHash } from 'node:crypto';
import type { Severity } from '../../findings/finding.ts';
import { cleanText, wellFormed } from '../clean-text.ts';
import { jsonText } from '../json-text.ts';
import type { Reporter } from '../reporter.ts';
import { activeFindings } from '../totals.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };

/** GitLab takes two findings with one fingerprint for one; ours tells findings of one file apart. */
function fingerprintOf(file: string, fingerprint: string): string {
  return createHash('sha256').update(`${file}\u0000${fingerprint}`, 'utf8').digest('hex');
}

/** A Code Quality report. It has no place for what is suppressed: that is left out. */
export const gitlab: Reporter = ({ findings }) => {
  const issues = activeFindings(findings).map(({ file, range, rule, severity, message, fingerprint }) => ({
    description: cleanText(message),
    check_name: rule,
    fingerprint: fingerprintOf(file, fingerprint),
    severity: SEVERITIES[severity],
    location: { path: wellFormed(file), lines: { begin: range.start.line, end: range.end.line } },
  }));
  return `${jsonText(issues, 2)}\n`;
};
