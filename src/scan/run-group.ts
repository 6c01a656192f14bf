import type { SourceFile } from '../files/source.ts';
import { Redactor, type Secrets, secretsOf } from '../findings/redact.ts';
import type { HttpCall, Sighting } from '../http/call.ts';
import { guardedCalls } from '../http/guard.ts';
import type { Problem, Workspace } from '../languages/language.ts';
import { findingsFor } from '../rules/engine.ts';
import type { RuleSet } from '../rules/rule.ts';
import { extract } from './extract.ts';
import type { GroupResult } from './group-result.ts';
import type { Group } from './groups.ts';
import type { ScanOptions } from './options.ts';
import { urlsFor } from './urls.ts';

/** Remembers what it was asked to mask. */
class WatchedRedactor extends Redactor {
  readonly shown = new Set<string>();

  override maskText(text: string): string {
    this.shown.add(text);
    return super.maskText(text);
  }
}

/**
 * Extracts and judges one group of scripts.
 * @param secrets what to mask; by default what the group's own calls hold
 */
export async function runGroup(
  group: Pick<Group, 'selected'>,
  workspace: Workspace,
  rules: RuleSet,
  options: Pick<ScanOptions, 'languages'>,
  secrets?: Secrets,
): Promise<GroupResult> {
  const calls: HttpCall[] = [];
  const problems: Problem[] = [];
  const sightings: Sighting[] = [];
  for (const [language, paths] of group.selected) {
    const part = await extract(language, paths, workspace, options);
    for (const call of part.calls) calls.push(call);
    for (const sighting of part.sightings) sightings.push(sighting);
    problems.push(...part.problems);
  }
  const own = secretsOf(calls);
  const redactor = new WatchedRedactor(secrets ?? own);
  const source = (path: string): SourceFile | undefined => workspace.read(path);
  const findings = findingsFor(calls, sightings, { rules, source, guarded: guardedCalls(calls), redactor });
  return { findings, urls: urlsFor(findings, calls, source), problems, calls: calls.length, secrets: own, shown: [...redactor.shown] };
}
