import type { Audit, AuditFile, Outcome } from '../../audit/audit.ts';
import { outcomesOf } from '../../audit/audit.ts';
import { folderOf } from '../../files/paths.ts';
import type { Finding } from '../../findings/finding.ts';
import { compareText } from '../../findings/order.ts';
import { MIGRATED_RULES } from '../../migrate/subjects.ts';
import type { Count } from '../summary.ts';
import { activeFindings } from '../totals.ts';

/** The counts of some names, the most frequent first. */
export function countsOf(names: Iterable<string>): Count[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((left, right) => right.count - left.count || compareText(left.name, right.name));
}

/** Findings of calls that a migration answers: what sends a user name and password. */
export function callFindings(findings: readonly Finding[]): Finding[] {
  return activeFindings(findings).filter(({ rule }) => MIGRATED_RULES.includes(rule));
}

export interface OutcomeCounts {
  readonly calls: number;
  readonly migrates: number;
  readonly manual: number;
}

export function outcomeCounts(findings: readonly Finding[], outcomeOf: (finding: Finding) => Outcome | undefined): OutcomeCounts {
  const kinds = findings.map((finding) => outcomeOf(finding)?.kind);
  const count = (kind: Outcome['kind']): number => kinds.filter((known) => known === kind).length;
  return { calls: findings.length, migrates: count('migrates'), manual: count('manual') };
}

export interface FileRow extends AuditFile, OutcomeCounts {
  readonly findings: number;
}

/** The files with findings that count, the fullest first. */
export function fileRows(audit: Audit): FileRow[] {
  const outcomeOf = outcomesOf(audit);
  const byFile = new Map<string, Finding[]>();
  for (const finding of activeFindings(audit.result.findings)) {
    const list = byFile.get(finding.file);
    if (list) list.push(finding);
    else byFile.set(finding.file, [finding]);
  }
  return audit.files
    .flatMap((file): FileRow[] => {
      const own = byFile.get(file.file);
      return own ? [{ ...file, findings: own.length, ...outcomeCounts(callFindings(own), outcomeOf) }] : [];
    })
    .sort((left, right) => right.findings - left.findings || compareText(left.file, right.file));
}

export interface ReasonRow {
  readonly id: string;
  readonly findings: readonly { readonly finding: Finding; readonly message: string }[];
}

/** The calls that are left to a person, by reason, the most frequent first. */
export function reasonRows(audit: Audit): ReasonRow[] {
  const outcomeOf = outcomesOf(audit);
  const rows = new Map<string, { finding: Finding; message: string }[]>();
  for (const finding of callFindings(audit.result.findings)) {
    const outcome = outcomeOf(finding);
    if (outcome?.kind !== 'manual') continue;
    const list = rows.get(outcome.reason) ?? [];
    list.push({ finding, message: outcome.message });
    rows.set(outcome.reason, list);
  }
  return [...rows]
    .map(([id, findings]) => ({ id, findings }))
    .sort((left, right) => right.findings.length - left.findings.length || compareText(left.id, right.id));
}

export interface ResourceRow {
  /** The first segment behind `/JSSResource/`. */
  readonly name: string;
  readonly count: number;
  /** Calls by method; `?` where it is not known. */
  readonly methods: readonly Count[];
}

/** The Classic resources that calls with Basic credentials use. */
export function resourceRows(findings: readonly Finding[]): ResourceRow[] {
  const methods = new Map<string, string[]>();
  for (const { endpoint, method } of callFindings(findings)) {
    if (endpoint?.api !== 'classic') continue;
    const name = endpoint.resource?.split('/')[0] || '{}';
    const list = methods.get(name) ?? [];
    list.push(method ?? '?');
    methods.set(name, list);
  }
  return countsOf([...methods].flatMap(([name, list]) => list.map(() => name))).map(({ name, count }) => ({
    name,
    count,
    methods: countsOf(methods.get(name)!),
  }));
}

/** Findings about endpoints that a token does not bring back, by what is said of them. */
export function deadEndpoints(
  findings: readonly Finding[],
): { readonly rule: string; readonly message: string; readonly findings: readonly Finding[] }[] {
  const rows = new Map<string, Finding[]>();
  for (const finding of activeFindings(findings)) {
    if (finding.rule !== 'removed-endpoint' && finding.rule !== 'deprecated-endpoint') continue;
    const key = `${finding.rule === 'removed-endpoint' ? 0 : 1}\u0000${finding.message}`;
    const list = rows.get(key) ?? [];
    list.push(finding);
    rows.set(key, list);
  }
  return [...rows]
    .sort(([left], [right]) => compareText(left, right))
    .map(([, list]) => ({ rule: list[0]!.rule, message: list[0]!.message, findings: list }));
}

/** Active findings by folder, the fullest first; `.` is where the scan was started. */
export function folderCounts(findings: readonly Finding[]): Count[] {
  return countsOf(activeFindings(findings).map(({ file }) => folderOf(file) || '.'));
}

/** Active findings by owner; those of files that nobody owns under the empty name. */
export function ownerCounts({ result, files }: Pick<Audit, 'result' | 'files'>): Count[] {
  const owners = new Map(files.map((file) => [file.file, file.owners]));
  return countsOf(
    activeFindings(result.findings).flatMap(({ file }) => {
      const own = owners.get(file) ?? [];
      return own.length > 0 ? own : [''];
    }),
  );
}
