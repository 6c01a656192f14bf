import type { ScanResult } from '../../scan/result.ts';
import { jsonText } from '../json-text.ts';
import type { Reporter } from '../reporter.ts';
import { tool } from '../tool.ts';
import { totalsOf } from '../totals.ts';

/**
 * The JSON report as lines, for programs that read one at a time: each finding, each problem, and at the end the summary. `type` says which;
 * the other fields are those of the JSON report. Lines are made as they are asked for.
 */
export function* ndjsonLines(result: ScanResult): Generator<string> {
  for (const finding of result.findings) yield `${jsonText({ type: 'finding', ...finding })}\n`;
  for (const problem of result.problems) yield `${jsonText({ type: 'problem', ...problem })}\n`;
  yield `${jsonText({ type: 'summary', tool: tool(), summary: totalsOf(result) })}\n`;
}

/** All lines at once. */
export const ndjson: Reporter = (result) => [...ndjsonLines(result)].join('');
