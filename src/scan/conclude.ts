import { byCodeUnit } from '../files/paths.ts';
import { keyOf } from '../findings/baseline.ts';
import type { Finding } from '../findings/finding.ts';
import { isAtLeast } from '../findings/severity.ts';
import type { Problem } from '../languages/language.ts';
import type { RuleSet } from '../rules/rule.ts';
import type { Analysis } from './analyse.ts';
import { coversFolder } from './coverage.ts';
import { excerptOf, utf8Column } from './excerpt.ts';
import type { ScanOptions } from './options.ts';
import type { ScanResult } from './result.ts';
import type { ShardReport } from './shard.ts';
import { suppress } from './suppress.ts';

/** Problems in the order of their files, each once. */
export function distinct(problems: readonly Problem[]): Problem[] {
  const keyed = new Map(problems.map((problem) => [`${problem.file}\u0000${problem.code}\u0000${problem.message}`, problem]));
  return [...keyed].sort(([left], [right]) => byCodeUnit(left, right)).map(([, problem]) => problem);
}

/** What was found, before comments, the baseline and the settings have had their say. */
export interface Found
  extends Pick<Analysis, 'problems' | 'targets' | 'failed' | 'redactor' | 'source' | 'withDirectives' | 'unusedPatterns' | 'stats'> {
  /** Sorted; in files that are not reported on as well. */
  readonly findings: readonly Finding[];
  /** What the URL of a finding's call can be, as it may be shown. */
  readonly urls: (finding: Finding) => readonly string[];
  /** The part of the scan that this is. */
  readonly part?: ShardReport | undefined;
}

/** The result of a scan: what is to be reported, and in what way. Throws a BaselineError. */
export function conclude(found: Found, ruleSet: RuleSet, options: ScanOptions): ScanResult {
  const { source, targets, redactor, urls, part } = found;
  const start = performance.now();
  const own = found.findings.filter(({ file }) => targets.has(file));
  // Marking makes other objects of the findings; their places stay the same.
  const { findings: marked, problems, baseline, stale } = suppress(own, found, ruleSet.rules, options);
  const before = new Map(marked.map((finding, index) => [finding, own[index]!]));
  const level = options.severity ?? options.settings?.severity;
  const findings = marked.filter(
    ({ rule, severity }) =>
      (options.rules?.includes(rule) ?? options.settings?.rules[rule] !== 'off') && (level === undefined || isAtLeast(severity, level)),
  );
  return {
    findings,
    problems: distinct([...found.problems, ...problems]),
    failed: found.failed,
    rules: ruleSet.rules.map(({ id, severity, title }) => ({ id, severity, title })),
    stats: { ...found.stats, time: { ...found.stats.time, judging: performance.now() - start } },
    urls: (finding) => urls(before.get(finding) ?? finding),
    excerpt: (file, range) => excerptOf(source(file), range, redactor),
    unusedPatterns: options.settings && coversFolder(options.settings.folder, options) ? found.unusedPatterns : [],
    baseline,
    shard: part && { ...part, stale: stale && { file: stale.file, entries: stale.entries.map(keyOf) } },
    utf8Column: (file, position) => utf8Column(source(file), position),
  };
}
