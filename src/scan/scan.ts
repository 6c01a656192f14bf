import { ruleSetOf } from '../config/rule-set.ts';
import { vocabularyOf } from '../config/settings.ts';
import { guardedCalls } from '../http/guard.ts';
import { withVocabulary } from '../http/vocabulary.ts';
import { findingsFor } from '../rules/engine.ts';
import type { Analysis } from './analyse.ts';
import { conclude } from './conclude.ts';
import { prepareEngine } from './engine-flags.ts';
import type { GroupResult } from './group-result.ts';
import { groupsOf } from './groups.ts';
import { joinResults } from './join-results.ts';
import type { ScanOptions } from './options.ts';
import { prepare } from './prepare.ts';
import type { ScanResult } from './result.ts';
import { runGroup } from './run-group.ts';
import { shownUrls, urlsFor } from './urls.ts';

/** The most characters of texts that a scan holds at a time. */
const MAX_HELD = 32 * 1024 * 1024;

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
  const prepared = await prepare(options, MAX_HELD);
  const { workspace, selection, total, watch } = prepared;
  const ruleSet = await ruleSetOf(options.settings);
  const groups = groupsOf(selection, workspace);
  watch.lap('reading');
  prepareEngine(total);
  const results: GroupResult[] = [];
  let done = 0;
  for (const group of groups) {
    options.onProgress?.({ phase: 'parsing', done, total });
    results.push(await runGroup(group, workspace, ruleSet, options));
    workspace.release();
    for (const paths of group.selected.values()) done += paths.length;
  }
  watch.lap('parsing');
  const joined = await joinResults(results, async (index, secrets) => {
    const result = await runGroup(groups[index]!, workspace, ruleSet, options, secrets);
    workspace.release();
    return result;
  });
  const { findings, urls, redactor, calls, problems } = joined;
  const source = workspace.read.bind(workspace);
  const stats = { files: prepared.targets.size, scripts: prepared.scripts.length, parsed: total, calls, time: watch.times };
  return conclude(
    {
      ...prepared,
      findings,
      redactor,
      source,
      stats,
      problems: [...prepared.problems, ...problems],
      urls: (finding) => shownUrls(urls(finding), redactor),
    },
    ruleSet,
    options,
  );
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
