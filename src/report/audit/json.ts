import type { Audit } from '../../audit/audit.ts';
import { outcomesOf } from '../../audit/audit.ts';
import { daysBetween } from '../age.ts';
import { jsonText } from '../json-text.ts';
import { tool } from '../tool.ts';
import { totalsOf } from '../totals.ts';
import { callFindings, outcomeCounts } from './tables.ts';

/**
 * The published form: rules/data/audit.schema.json. Holds no time but that of commits.
 * @param date the day that ages are counted to; without one there are none
 */
export function auditJson(audit: Audit, date: string | undefined): string {
  const { result, calls, role, timeline, progress } = audit;
  const { migrates, manual } = outcomeCounts(callFindings(result.findings), outcomesOf(audit));
  const files = audit.files.map(({ file, owners, lastChange }) => ({
    file,
    owners,
    lastChange,
    ...(date === undefined ? {} : { ageInDays: lastChange ? (daysBetween(lastChange.date, date) ?? null) : null }),
  }));
  const data = {
    tool: tool(),
    ...(date === undefined ? {} : { date }),
    summary: { ...totalsOf(result), calls: migrates + manual, migrates, manual },
    progress,
    files,
    findings: result.findings,
    calls,
    role,
    timeline,
    problems: result.problems,
  };
  return `${jsonText(data, 2)}\n`;
}
