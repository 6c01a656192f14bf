import type { Finding, Severity } from '../../findings/finding.ts';
import { cleanText, wellFormed } from '../clean-text.ts';
import { printable } from '../printable.ts';
import type { Reporter } from '../reporter.ts';
import { activeFindings, totalsOf, totalsText } from '../totals.ts';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** The runner reads `%0A` and its like back; nothing else is special behind the second `::`. Its log is shown on terminals. */
function data(text: string): string {
  const shown = wellFormed(text).replace(/[^\r\n]+/g, printable);
  return shown.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string | number): string {
  return data(String(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

function annotation({ severity, file, range, rule, message, fix }: Finding): string {
  const { start, end } = range;
  // Columns mean something on one line alone.
  const columns = start.line === end.line ? { col: start.column, endColumn: end.column } : {};
  const properties = { file, line: start.line, endLine: end.line, ...columns, title: rule };
  const listed = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
  const text = fix ? `${cleanText(message)}\n${cleanText(fix.reason)}` : cleanText(message);
  return `::${COMMANDS[severity]} ${listed.join(',')}::${data(text)}`;
}

/** Workflow commands that GitHub shows at the lines of a pull request. Paths are as the scan names them: start it where the repository starts. */
export const github: Reporter = (result, { quiet }) => {
  const lines = activeFindings(result.findings).map(annotation);
  const all = quiet ? lines : [...lines, `unbasic: ${totalsText(totalsOf(result))}`];
  return all.map((line) => `${line}\n`).join('');
};
