import type { ScanResult } from '../scan/result.ts';
import type { Proposals } from './proposal.ts';

export interface ReportOptions {
  /** 0 for no colours. */
  readonly color: 0 | 1 | 2 | 3;
  /** Columns to write to; undefined where the report goes to no terminal. */
  readonly columns: number | undefined;
  /** Findings alone, and nothing when there are none. */
  readonly quiet?: boolean | undefined;
  /** The changes that formats with fixes offer. */
  readonly proposals?: Proposals | undefined;
}

/** Turns a result into the whole text of a report, the last line end included. */
export type Reporter = (result: ScanResult, options: ReportOptions) => string;

/** The formats, each loaded when it is asked for. */
const FORMATS = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  compact: async () => (await import('./formats/compact.ts')).compact,
  json: async () => (await import('./json.ts')).json,
  ndjson: async () => (await import('./formats/ndjson.ts')).ndjson,
  sarif: async () => (await import('./formats/sarif.ts')).sarif,
  github: async () => (await import('./formats/github.ts')).github,
  gitlab: async () => (await import('./formats/gitlab.ts')).gitlab,
  junit: async () => (await import('./formats/junit.ts')).junit,
  checkstyle: async () => (await import('./formats/checkstyle.ts')).checkstyle,
  rdjson: async () => (await import('./formats/rdjson.ts')).rdjson,
  csv: async () => (await import('./formats/csv.ts')).csv,
  markdown: async () => (await import('./formats/markdown.ts')).markdown,
  html: async () => (await import('./formats/html.ts')).html,
} as const satisfies Record<string, () => Promise<Reporter>>;

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as Format[];

/** The formats that can offer fixes. */
export const FORMATS_WITH_FIXES: readonly Format[] = ['sarif', 'rdjson'];

export function loadReporter(format: Format): Promise<Reporter> {
  return FORMATS[format]();
}
