import type { ScanResult } from '../scan/result.ts';

export interface ReportOptions {
  /** 0 for no colours. */
  readonly color: 0 | 1 | 2 | 3;
  /** Columns to write to; undefined where the report goes to no terminal. */
  readonly columns: number | undefined;
  /** Findings alone, and nothing when there are none. */
  readonly quiet?: boolean | undefined;
}

/** Turns a result into the whole text of a report, the last line end included. */
export type Reporter = (result: ScanResult, options: ReportOptions) => string;

/** The formats, each loaded when it is asked for. */
const FORMATS = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  json: async () => (await import('./json.ts')).json,
} as const satisfies Record<string, () => Promise<Reporter>>;

export type Format = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as Format[];

export function loadReporter(format: Format): Promise<Reporter> {
  return FORMATS[format]();
}
