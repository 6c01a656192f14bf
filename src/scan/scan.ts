import { ruleSetOf } from '../config/rule-set.ts';
import { vocabularyOf } from '../config/settings.ts';
import { guardedCalls } from '../http/guard.ts';
import { withVocabulary } from '../http/vocabulary.ts';
import { findingsFor } from '../rules/engine.ts';
import type { Analysis } from './analyse.ts';
import { conclude, type Found } from './conclude.ts';
import { prepareEngine } from './engine-flags.ts';
import type { ScanOptions } from './options.ts';
import { plan } from './plan.ts';
import type { ScanResult } from './result.ts';
import { runGroups } from './run-groups.ts';
import { shownUrls, urlsFor } from './urls.ts';

/**
 * Scans files and folders: the library's entry. Reads files and runs `git`; prints nothing and changes nothing. The same files give the
 * same result, times in `stats` aside. What cannot be read or parsed is listed under `problems`.
 * Throws a RuleError, a ConfigError, a BaselineError or a GitError for what the options name and cannot be used.
 */
export async function scan(options: ScanOptions = {}): Promise<ScanResult> {
  return withVocabulary(vocabularyOf(options.settings), () => scanGroups(options));
}

/** Group by group: of each, only what is reported stays. */
async function scanGroups(options: ScanOptions): Promise<ScanResult> {
  const { workspace, groups, allTargets, ...planned } = await plan(options);
  const rules = await ruleSetOf(options.settings);
  const parsed = groups.reduce((sum, { scripts }) => sum + scripts, 0);
  prepareEngine(parsed);
  const { findings, urls, redactor, calls, problems } = await runGroups(groups, { workspace, rules, options, parsed });
  planned.watch.lap('parsing');
  const reported = findings.map(({ file }) => file).filter((file) => allTargets.has(file));
  const found: Found = {
    ...planned,
    targets: planned.part ? new Set([...planned.targets, ...reported]) : planned.targets,
    findings,
    redactor,
    source: (path) => workspace.read(path),
    stats: { files: planned.targets.size, scripts: planned.scripts.length, parsed, calls, time: planned.watch.times },
    problems: [...planned.problems, ...problems],
    urls: (finding) => shownUrls(urls(finding), redactor),
  };
  return conclude(found, rules, options);
}

/** What the rules say of an analysis that was made with these options. Throws as scan does. */
export async function judge(analysis: Analysis, options: ScanOptions): Promise<ScanResult> {
  const { calls, sightings, source, redactor } = analysis;
  options.onProgress?.({ phase: 'judging', done: 0, total: calls.length });
  const ruleSet = await ruleSetOf(options.settings);
  const findings = findingsFor(calls, sightings, { rules: ruleSet, source, guarded: guardedCalls(calls), redactor });
  const urls = new Map(urlsFor(findings, calls, source).map((own, index) => [findings[index]!, own]));
  return conclude({ ...analysis, findings, urls: (finding) => shownUrls(urls.get(finding) ?? [], redactor) }, ruleSet, options);
}
