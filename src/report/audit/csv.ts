import type { Audit, Outcome } from '../../audit/audit.ts';
import { outcomesOf } from '../../audit/audit.ts';
import { daysBetween } from '../age.ts';
import { type Cell, csvText } from '../csv-text.ts';

const HEADER = [
  'file',
  'line',
  'severity',
  'rule',
  'method',
  'api',
  'resource',
  'client',
  'credentials',
  'what_becomes_of_it',
  'reason',
  'owners',
  'last_author',
  'last_change',
  'age_in_days',
  'suppressed',
  'message',
  'fingerprint',
] as const;

function outcomeCells(outcome: Outcome | undefined): [Cell, Cell] {
  if (outcome?.kind === 'migrates') return ['migrates by itself', ''];
  return outcome?.kind === 'manual' ? ['needs a person', outcome.reason] : ['', ''];
}

/** One row for each finding with what a spreadsheet needs to share the work out. Starts with a byte order mark, without which Excel misreads UTF-8. */
export function auditCsv(audit: Audit, date: string): string {
  const outcomeOf = outcomesOf(audit);
  const files = new Map(audit.files.map((file) => [file.file, file]));
  const rows = audit.result.findings.map((finding): Cell[] => {
    const { owners, lastChange } = files.get(finding.file) ?? { owners: [], lastChange: null };
    return [
      finding.file,
      finding.range.start.line,
      finding.severity,
      finding.rule,
      finding.method,
      finding.endpoint?.api,
      finding.endpoint?.resource,
      finding.client,
      finding.credentials?.via,
      ...outcomeCells(outcomeOf(finding)),
      owners.join(' '),
      lastChange?.author,
      lastChange?.date,
      lastChange ? daysBetween(lastChange.date, date) : undefined,
      finding.suppression?.kind,
      finding.message,
      finding.fingerprint,
    ];
  });
  return `\ufeff${csvText([HEADER, ...rows])}`;
}
