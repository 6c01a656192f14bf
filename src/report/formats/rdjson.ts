import type { Position } from '../../files/source.ts';
import type { Finding, Severity } from '../../findings/finding.ts';
import type { ScanResult } from '../../scan/result.ts';
import { cleanText, wellFormed } from '../clean-text.ts';
import { jsonText } from '../json-text.ts';
import type { Proposal } from '../proposal.ts';
import type { Reporter } from '../reporter.ts';
import { activeFindings } from '../totals.ts';

const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/** A suggestion replaces whole lines. One that needs a second file cannot be told in this format. */
function suggestionsOf(proposal: Proposal | undefined): object {
  const [first, ...others] = proposal?.files ?? [];
  if (!first?.lines || others.length > 0) return {};
  const { range, text } = first.lines;
  return { suggestions: [{ range: { start: { line: range.start.line }, end: { line: range.end.line } }, text }] };
}

function diagnostic(finding: Finding, proposal: Proposal | undefined, column: (file: string, position: Position) => number): object {
  const { file, range, rule, severity, message, fix, related } = finding;
  const position = (path: string, at: Position): Position => ({ line: at.line, column: column(path, at) });
  const location = (path: string, { start, end }: Finding['range']): object => ({
    path: wellFormed(path),
    range: { start: position(path, start), end: position(path, end) },
  });
  const text = fix ? `${cleanText(message)}\n${cleanText(fix.reason)}` : cleanText(message);
  return {
    message: text,
    location: location(file, range),
    severity: SEVERITIES[severity],
    code: { value: rule },
    ...suggestionsOf(proposal),
    ...(related.length > 0
      ? { relatedLocations: related.map((other) => ({ message: cleanText(other.message), location: location(other.file, other.range) })) }
      : {}),
  };
}

/** The diagnostic format of reviewdog; columns count bytes of UTF-8. It has no place for what is suppressed: that is left out. */
export const rdjson: Reporter = ({ findings, utf8Column }: ScanResult, { proposals }) => {
  const column = (file: string, position: Position): number => utf8Column?.(file, position) ?? position.column;
  const diagnostics = activeFindings(findings).map((finding) => diagnostic(finding, proposals?.(finding), column));
  return `${jsonText({ source: { name: 'unbasic' }, diagnostics }, 2)}\n`;
};
