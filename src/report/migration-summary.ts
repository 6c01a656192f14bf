import type { MigratedCall, MigrationResult } from '../migrate/result.ts';
import { migrationCounts } from './migration-counts.ts';
import { printable } from './printable.ts';
import type { ReportOptions } from './reporter.ts';
import { plural } from './summary.ts';
import { type Theme, themeOf } from './theme.ts';
import { reportWidth, wrap } from './wrap.ts';

interface Layout {
  readonly theme: Theme;
  readonly width: number;
}

function place({ file, range }: Pick<MigratedCall, 'file' | 'range'>): string {
  return printable(`${file}:${range.start.line}`);
}

function entry(head: string, name: string, message: string, { theme, width }: Layout): string[] {
  return [`  ${head}  ${theme.rule(name)}`, ...wrap(printable(message), width - 4).map((row) => `    ${row}`)];
}

function left({ calls }: MigrationResult, layout: Layout): string[] {
  const manual = calls.filter(({ reason }) => reason !== null);
  if (manual.length === 0) return [];
  const reasons = [...new Set(manual.map(({ reason }) => reason!.id))].filter((id) => id !== 'skipped').sort();
  const lines = manual.flatMap((call) => entry(place(call), call.reason!.id, call.reason!.message, layout));
  const help = reasons.map((id) => `  ${layout.theme.rule(`unbasic explain ${id}`)}`);
  const headed = help.length > 0 ? [layout.theme.strong('What to do by hand'), ...help, ''] : [];
  return [layout.theme.strong('Left to you'), ...lines, '', ...headed];
}

function endpoints(result: MigrationResult, layout: Layout): string[] {
  if (result.endpoints.length === 0) return [];
  const lines = result.endpoints.flatMap((finding) => entry(place(finding), finding.rule, finding.message, layout));
  return [layout.theme.strong('A token does not bring these endpoints back'), ...lines, ''];
}

function problems(result: MigrationResult, { theme, width }: Layout): string[] {
  if (result.problems.length === 0) return [];
  const lines = result.problems.flatMap(({ message }) => {
    const [first = '', ...rest] = wrap(printable(message), width - 4);
    return [`  - ${first}`, ...rest.map((row) => `    ${row}`)];
  });
  return [theme.strong('Not scanned'), ...lines, ''];
}

function verdict(result: MigrationResult, written: boolean, { theme }: Layout): string[] {
  const { changed, calls, migrated, manual } = migrationCounts(result);
  if (calls === 0) return [theme.ok('Nothing to migrate.')];
  const did = written ? (changed === 1 ? 'was changed' : 'were changed') : 'would change';
  const counts = `${plural(changed, 'file')} ${did}. Of ${plural(calls, 'call')}, ${migrated} ${written ? 'migrated' : 'can be migrated'}, ${manual} left to you.`;
  const next = written
    ? 'Read the changes and try them before you rely on them.'
    : 'Nothing was written; --write makes the changes, and so does: unbasic migrate | git apply';
  return changed > 0 ? [theme.strong(counts), next] : [theme.strong(counts)];
}

/** What a person is told beside the diff. @param written whether the changes have been made */
export function migrationSummary(
  result: MigrationResult,
  written: boolean,
  { color, columns }: Pick<ReportOptions, 'color' | 'columns'>,
): string {
  const layout: Layout = { theme: themeOf(color), width: reportWidth(columns) };
  const lines = [...left(result, layout), ...endpoints(result, layout), ...problems(result, layout), ...verdict(result, written, layout)];
  return `${lines.join('\n')}\n`;
}
