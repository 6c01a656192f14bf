import { byCodeUnit, folderOf } from '../files/paths.ts';
import type { Finding, Severity } from '../findings/finding.ts';

export interface Count {
  readonly name: string;
  readonly count: number;
}

function counted(names: readonly string[]): Count[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((left, right) => right.count - left.count || byCodeUnit(left.name, right.name));
}

/** Findings by rule, the most frequent first. */
export function byRule(findings: readonly Finding[]): Count[] {
  return counted(findings.map((finding) => finding.rule));
}

/** Findings by the folder they stand in, the fullest first; `.` is where the scan was started. */
export function byFolder(findings: readonly Finding[]): Count[] {
  return counted(findings.map((finding) => folderOf(finding.file) || '.'));
}

export function bySeverity(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  return { error: count('error'), warning: count('warning'), info: count('info') };
}

/** `1 finding`, `2 findings`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A count as people read it: `4,520`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}
