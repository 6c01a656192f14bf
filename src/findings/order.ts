import type { Finding } from './finding.ts';

/** Compares texts by their UTF-16 units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By path, start, end, rule and resource. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    a.range.end.line - b.range.end.line ||
    a.range.end.column - b.range.end.column ||
    compareText(a.rule, b.rule) ||
    compareText(a.endpoint?.resource ?? '', b.endpoint?.resource ?? '')
  );
}
