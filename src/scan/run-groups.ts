import type { RuleSet } from '../rules/rule.ts';
import type { GroupResult } from './group-result.ts';
import type { Group } from './groups.ts';
import { type Joined, joinResults } from './join-results.ts';
import type { ScanOptions } from './options.ts';
import { runGroup } from './run-group.ts';
import type { FileWorkspace } from './workspace.ts';

/** What all groups need. */
export interface GroupContext {
  readonly workspace: FileWorkspace;
  readonly rules: RuleSet;
  readonly options: ScanOptions;
  /** How many scripts there are in all groups. */
  readonly parsed: number;
}

/** Extracts and judges groups one after the other, and joins what they come to. */
export async function runGroups(groups: readonly Group[], { workspace, rules, options, parsed }: GroupContext): Promise<Joined> {
  const results: GroupResult[] = [];
  let done = 0;
  for (const group of groups) {
    options.onProgress?.({ phase: 'parsing', done, total: parsed });
    const result = await runGroup(group, workspace, rules, options);
    // A copy: texts that are parts of a script would keep all of it in memory.
    results.push(structuredClone(result));
    workspace.release();
    done += group.scripts;
  }
  return joinResults(results, async (index, secrets) => {
    const result = await runGroup(groups[index]!, workspace, rules, options, secrets);
    workspace.release();
    return structuredClone(result);
  });
}
