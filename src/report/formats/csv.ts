import type { Finding } from '../../findings/finding.ts';
import { type Cell, csvText } from '../csv-text.ts';
import type { Reporter } from '../reporter.ts';

const COLUMNS: readonly (readonly [name: string, value: (finding: Finding) => Cell])[] = [
  ['rule', ({ rule }) => rule],
  ['severity', ({ severity }) => severity],
  ['confidence', ({ confidence }) => confidence],
  ['guarded', ({ guarded }) => guarded],
  ['file', ({ file }) => file],
  ['line', ({ range }) => range.start.line],
  ['column', ({ range }) => range.start.column],
  ['end_line', ({ range }) => range.end.line],
  ['end_column', ({ range }) => range.end.column],
  ['language', ({ language }) => language],
  ['client', ({ client }) => client],
  ['method', ({ method }) => method],
  ['api', ({ endpoint }) => endpoint?.api],
  ['base', ({ endpoint }) => endpoint?.base],
  ['resource', ({ endpoint }) => endpoint?.resource],
  ['credentials', ({ credentials }) => credentials?.via],
  ['user', ({ credentials }) => credentials?.user],
  ['literal', ({ credentials }) => credentials?.literal],
  ['message', ({ message }) => message],
  ['fix', ({ fix }) => fix?.level],
  ['what_to_do', ({ fix }) => fix?.reason],
  ['suppressed', ({ suppression }) => suppression?.kind],
  ['suppression_reason', ({ suppression }) => suppression?.reason],
  ['fingerprint', ({ fingerprint }) => fingerprint],
];

/** One row for each finding, safe to open in a spreadsheet. */
export const csv: Reporter = ({ findings }) =>
  csvText([COLUMNS.map(([name]) => name), ...findings.map((finding) => COLUMNS.map(([, value]) => value(finding)))]);
