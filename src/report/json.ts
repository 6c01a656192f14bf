import type { ScanResult } from '../scan/result.ts';
import type { Reporter } from './reporter.ts';
import { bySeverity } from './summary.ts';
import { tool } from './tool.ts';

/** The part of the JSON report that the scripts alone decide. */
export function resultData({ findings, problems }: Pick<ScanResult, 'findings' | 'problems'>): object {
  return { findings, problems };
}

/** The published form: rules/data/report.schema.json. Holds no time and no absolute path. */
export const json: Reporter = (result) => {
  const severities = bySeverity(result.findings);
  const summary = {
    scripts: result.stats.scripts,
    files: new Set(result.findings.map((finding) => finding.file)).size,
    findings: result.findings.length,
    errors: severities.error,
    warnings: severities.warning,
    infos: severities.info,
    guarded: result.findings.filter((finding) => finding.guarded).length,
    problems: result.problems.length,
  };
  return `${JSON.stringify({ tool: tool(), summary, ...resultData(result) }, null, 2)}\n`;
};
