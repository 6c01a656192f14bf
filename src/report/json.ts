import type { ScanResult } from '../scan/result.ts';
import type { Reporter } from './reporter.ts';
import { tool } from './tool.ts';
import { totalsOf } from './totals.ts';

/** The part of the JSON report that the scripts alone decide. */
export function resultData({ findings, problems }: Pick<ScanResult, 'findings' | 'problems'>): object {
  return { findings, problems };
}

/** The published form: rules/data/report.schema.json. Holds no time and no absolute path. */
export const json: Reporter = (result) => {
  const summary = totalsOf(result);
  return `${JSON.stringify({ tool: tool(), summary, ...resultData(result) }, null, 2)}\n`;
};
