import { ruleSetOf } from '../config/rule-set.ts';
import { byCodeUnit } from '../files/paths.ts';
import { isAtLeast } from '../findings/severity.ts';
import { guardedCalls } from '../http/guard.ts';
import type { Problem } from '../languages/language.ts';
import { findingsFor } from '../rules/engine.ts';
import { type Analysis, analyse } from './analyse.ts';
import { coversFolder } from './coverage.ts';
import { excerptOf, utf8Column } from './excerpt.ts';
import type { ScanOptions } from './options.ts';
import type { ScanResult } from './result.ts';
import { suppress } from './suppress.ts';
import { urlsOf } from './urls.ts';

/** Problems in the order of their files, each once. */
export function distinct(problems: readonly Problem[]): Problem[] {
  const keyed = new Map(problems.map((problem) => [`${problem.file}\u0000${problem.code}\u0000${problem.message}`, problem]));
  return [...keyed].sort(([left], [right]) => byCodeUnit(left, right)).map(([, problem]) => problem);
}

/**
 * Scans files and folders: the library's entry. Reads files and runs `git`; prints nothing and changes nothing. The same files give the
 * same result, times in `stats` aside. What cannot be read or parsed is listed under `problems`.
 * Throws a RuleError, a ConfigError, a BaselineError or a GitError for what the options name and cannot be used.
 */
export async function scan(options: ScanOptions = {}): Promise<ScanResult> {
  return judge(await analyse(options), options);
}

/** What the rules say of an analysis that was made with these options. Throws as scan does. */
export async function judge(analysis: Analysis, options: ScanOptions): Promise<ScanResult> {
  const { calls, sightings, source, targets, redactor } = analysis;
  options.onProgress?.({ phase: 'judging', done: 0, total: calls.length });
  const start = performance.now();
  const ruleSet = await ruleSetOf(options.settings);
  const found = findingsFor(calls, sightings, { rules: ruleSet, source, guarded: guardedCalls(calls) });
  const own = found.filter(({ file }) => targets.has(file));
  const { findings: marked, problems, baseline } = suppress(own, analysis, ruleSet.rules, options);
  const level = options.severity ?? options.settings?.severity;
  const findings = marked.filter(
    ({ rule, severity }) =>
      (options.rules?.includes(rule) ?? options.settings?.rules[rule] !== 'off') && (level === undefined || isAtLeast(severity, level)),
  );
  return {
    findings,
    problems: distinct([...analysis.problems, ...problems]),
    failed: analysis.failed,
    rules: ruleSet.rules.map(({ id, severity, title }) => ({ id, severity, title })),
    stats: { ...analysis.stats, time: { ...analysis.stats.time, judging: performance.now() - start } },
    urls: (finding) => urlsOf(finding, calls, analysis),
    excerpt: (file, range) => excerptOf(source(file), range, redactor),
    unusedPatterns: options.settings && coversFolder(options.settings.folder, options) ? analysis.unusedPatterns : [],
    baseline,
    utf8Column: (file, position) => utf8Column(source(file), position),
  };
}
