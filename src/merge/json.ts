import { byCodeUnit } from '../files/paths.ts';
import { parseBaseline } from '../findings/baseline.ts';
import type { Finding } from '../findings/finding.ts';
import type { Problem } from '../languages/language.ts';
import { distinct } from '../scan/conclude.ts';
import { sortedOnce } from '../scan/join-results.ts';
import type { ScanResult } from '../scan/result.ts';
import type { ShardReport } from '../scan/shard.ts';
import { staleNote } from '../scan/suppress.ts';
import { checkParts, type Input, MergeError, shardIn } from './parts.ts';

interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly shard?: unknown;
}

function isReport(value: unknown): value is Report {
  const { tool, findings, problems } = (value ?? {}) as Partial<Report>;
  return tool?.name === 'unbasic' && Array.isArray(findings) && Array.isArray(problems);
}

/** The note of the entries that no part has any more. */
export function staleProblems(shards: readonly ShardReport[]): Problem[] {
  const file = shards.find(({ stale }) => stale)?.stale?.file;
  if (file === undefined) return [];
  const entries = shards.flatMap(({ stale }) => stale?.entries ?? []).sort(byCodeUnit);
  return staleNote(file, parseBaseline(entries.join('\n'), file));
}

/** The result of the whole scan, made of the JSON reports of its parts. Throws a MergeError. */
export function mergeReports(inputs: readonly (Input & { readonly value: unknown })[], rules: ScanResult['rules']): ScanResult {
  const reports = inputs.map(({ name, value }) => {
    if (!isReport(value)) throw new MergeError(`${name} is no JSON report of unbasic; make it with --format json`);
    return value;
  });
  checkParts(reports.map(({ tool, shard }, index) => ({ name: inputs[index]!.name, version: tool.version, shard: shardIn(shard) })));
  const shards = reports.map(({ shard }) => shardIn(shard)!);
  const scripts = shards.reduce((sum, shard) => sum + shard.scripts, 0);
  return {
    findings: sortedOnce(reports.flatMap(({ findings }) => findings)),
    problems: distinct([...reports.flatMap(({ problems }) => problems), ...staleProblems(shards)]),
    failed: [],
    rules,
    stats: { files: scripts, scripts, parsed: scripts, calls: 0, time: {} },
    urls: () => [],
    excerpt: () => [],
  };
}
