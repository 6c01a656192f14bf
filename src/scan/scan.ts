import { byCodeUnit } from '../files/paths.ts';
import { isAtLeast } from '../findings/severity.ts';
import { guardedCalls } from '../http/guard.ts';
import type { Problem } from '../languages/language.ts';
import { findingsFor } from '../rules/engine.ts';
import { loadRules } from '../rules/load.ts';
import { analyse } from './analyse.ts';
import { excerptOf } from './excerpt.ts';
import type { ScanOptions } from './options.ts';
import type { ScanResult } from './result.ts';
import { urlsOf } from './urls.ts';

/** Problems in the order of their files, each once. */
export function distinct(problems: readonly Problem[]): Problem[] {
  const keyed = new Map(problems.map((problem) => [`${problem.file}\u0000${problem.code}\u0000${problem.message}`, problem]));
  return [...keyed].sort(([left], [right]) => byCodeUnit(left, right)).map(([, problem]) => problem);
}

/**
 * Scans files and folders: the library's entry. Reads files and runs `git`; prints nothing and changes nothing. The same files give the
 * same result, times in `stats` aside. What cannot be read or parsed is listed under `problems`.
 * Throws a RuleError when the rules that come with the tool cannot be loaded.
 */
export async function scan(options: ScanOptions = {}): Promise<ScanResult> {
  const analysis = await analyse(options);
  const { calls, sightings, source, targets, redactor } = analysis;
  options.onProgress?.({ phase: 'judging', done: 0, total: calls.length });
  const start = performance.now();
  const ruleSet = await loadRules();
  const found = findingsFor(calls, sightings, { rules: ruleSet, source, guarded: guardedCalls(calls) });
  const findings = found.filter(
    ({ file, rule, severity }) =>
      targets.has(file) &&
      (options.rules?.includes(rule) ?? true) &&
      (options.severity === undefined || isAtLeast(severity, options.severity)),
  );
  return {
    findings,
    problems: distinct(analysis.problems),
    failed: analysis.failed,
    rules: ruleSet.rules.map(({ id, severity, title }) => ({ id, severity, title })),
    stats: { ...analysis.stats, time: { ...analysis.stats.time, judging: performance.now() - start } },
    urls: (finding) => urlsOf(finding, calls, analysis),
    excerpt: (file, range) => excerptOf(source(file), range, redactor),
  };
}
