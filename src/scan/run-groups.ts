import type { Dependencies } from '../cache/dependencies.ts';
import type { GroupCache } from '../cache/group-cache.ts';
import type { Secrets } from '../findings/redact.ts';
import type { RuleSet } from '../rules/rule.ts';
import { Searched } from './foreign-secrets.ts';
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
export async function runGroups(groups: readonly Group[], context: GroupContext): Promise<Joined> {
  const { workspace, options, parsed } = context;
  const cache = options.cache === undefined ? undefined : await openCache(context);
  const results: GroupResult[] = [];
  const fresh = new Map<number, Dependencies>();
  let done = 0;
  for (const [index, group] of groups.entries()) {
    options.onProgress?.({ phase: 'parsing', done, total: parsed });
    let result = await cache?.get(group);
    if (!result) {
      const watched = cache && new (await import('../cache/watched-workspace.ts')).WatchedWorkspace(workspace, cache.digest);
      result = await one(group, context, watched);
      if (watched) fresh.set(index, watched.dependencies);
    }
    results.push(result);
    workspace.release();
    done += group.scripts;
  }
  const joined = await joinResults(results, (index, secrets) => one(groups[index]!, context, undefined, secrets));
  if (cache) {
    const searched = new Searched(joined.secrets.texts);
    for (const [index, dependencies] of fresh) {
      if (!joined.madeAgain.has(index)) cache.put(groups[index]!, results[index]!, dependencies, searched);
    }
    cache.close();
  }
  return joined;
}

async function openCache({ options, rules, workspace }: GroupContext): Promise<GroupCache | undefined> {
  const { GroupCache: Cache } = await import('../cache/group-cache.ts');
  return Cache.open(options, rules, workspace);
}

/** The result of one group, as a copy: texts that are parts of a script would keep all of it in memory. */
async function one(
  group: Group,
  { workspace, rules, options }: GroupContext,
  watched: Parameters<typeof runGroup>[1] | undefined,
  secrets?: Secrets,
): Promise<GroupResult> {
  const result = await runGroup(group, watched ?? workspace, rules, options, secrets);
  const copy = structuredClone({ ...result, problems: [...result.problems, ...workspace.takeProblems()] });
  workspace.release();
  return copy;
}
