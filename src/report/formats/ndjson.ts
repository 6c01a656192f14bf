import type { Reporter } from '../reporter.ts';
import { tool } from '../tool.ts';
import { totalsOf } from '../totals.ts';

/**
 * The JSON report as lines, for programs that read one at a time: each finding, each problem, and at the end the summary. `type` says which;
 * the other fields are those of the JSON report.
 */
export const ndjson: Reporter = (result) => {
  const lines = [
    ...result.findings.map((finding) => ({ type: 'finding', ...finding })),
    ...result.problems.map((problem) => ({ type: 'problem', ...problem })),
    { type: 'summary', tool: tool(), summary: totalsOf(result) },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
};
