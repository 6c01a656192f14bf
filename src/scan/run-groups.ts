import type { Dependencies } from '../cache/dependencies.ts';
import type { GroupCache } from '../cache/group-cache.ts';
import type { WatchedWorkspace } from '../cache/watched-workspace.ts';
import { vocabularyOf } from '../config/settings.ts';
import type { Secrets } from '../findings/redact.ts';
import type { RuleSet } from '../rules/rule.ts';
import { Searched } from './foreign-secrets.ts';
import { forBothEnds, queueOf, take } from './group-queue.ts';
import type { GroupResult } from './group-result.ts';
import type { Group } from './groups.ts';
import { type Joined, joinResults } from './join-results.ts';
import type { ScanOptions } from './options.ts';
import { canStartThreads, startThread, threadsFor, type WorkerAnswer, type WorkerTask } from './parallel.ts';
import { runGroup } from './run-group.ts';
import type { FileWorkspace } from './workspace.ts';

/** With so many paths, memory is worth more than the time it takes to look after it. */
const LARGE = 5000;
/** After so many bytes of scripts memory is looked at: to ask how much is in use costs as much as to scan a small script. */
const LOOK_AFTER = 512 * 1024;

/** What all groups need. */
export interface GroupContext {
  readonly workspace: FileWorkspace;
  readonly rules: RuleSet;
  readonly options: ScanOptions;
  /** How many scripts there are in all groups. */
  readonly parsed: number;
}

/** Extracts and judges groups, and joins what they come to. The result is the same in whatever order, and on whatever threads. */
export async function runGroups(groups: readonly Group[], context: GroupContext): Promise<Joined> {
  const { workspace, options } = context;
  const cache = options.cache === undefined ? undefined : await openCache(context);
  const results: GroupResult[] = [];
  const open: number[] = [];
  for (const [index, group] of groups.entries()) {
    const known = await cache?.get(group);
    if (known) results[index] = known;
    else open.push(index);
    workspace.release();
  }
  if (workspace.paths.length > LARGE) (await import('./memory.ts')).relieveMemory();
  const fresh = await runOpen(groups, open, results, context, cache);
  const joined = await joinResults(results, async (index, secrets) => (await one(groups[index]!, context, undefined, secrets)).result);
  if (cache) {
    const searched = new Searched(joined.secrets.texts);
    for (const [index, dependencies] of fresh) {
      if (!joined.madeAgain.has(index)) cache.put(groups[index]!, results[index]!, dependencies, searched);
    }
    cache.close();
  }
  return joined;
}

/** Runs the groups that are open on as many threads as pay. What results depend on is told where there is a cache. */
async function runOpen(
  groups: readonly Group[],
  open: readonly number[],
  results: GroupResult[],
  context: GroupContext,
  cache: GroupCache | undefined,
): Promise<Map<number, Dependencies>> {
  const { workspace, options } = context;
  const fresh = new Map<number, Dependencies>();
  const total = open.reduce((sum, index) => sum + groups[index]!.scripts, 0);
  const large = workspace.paths.length > LARGE;
  let done = 0;
  const finish = ({ index, result, dependencies }: WorkerAnswer): void => {
    results[index] = result;
    if (dependencies) fresh.set(index, dependencies);
    done += groups[index]!.scripts;
  };
  const weights = open.map((index) => groups[index]!);
  const count = options.languages ? 0 : threadsFor(weights, workspace.paths.length);
  const relieve = large ? (await import('./memory.ts')).relieveMemory : undefined;
  let unlooked = 0;
  const queue = queueOf(count > 0 ? forBothEnds(open, groups) : open);
  const threads = count > 0 ? startThreads(count, { groups, queue, context, watched: cache !== undefined }, finish) : [];
  for (let index = take(queue, 'front'); index !== undefined; index = take(queue, 'front')) {
    options.onProgress?.({ phase: 'parsing', done, total });
    const watched = cache && new (await import('../cache/watched-workspace.ts')).WatchedWorkspace(workspace, cache.digest);
    finish({ index, ...(await one(groups[index]!, context, watched)) });
    unlooked += groups[index]!.weight;
    if (unlooked < LOOK_AFTER) continue;
    relieve?.();
    unlooked = 0;
  }
  await Promise.all(threads);
  // What a thread had taken when it died.
  for (const index of open) if (!results[index]) finish({ index, ...(await one(groups[index]!, context, undefined)) });
  return fresh;
}

interface ThreadTask extends Pick<WorkerTask, 'groups' | 'queue' | 'watched'> {
  readonly context: GroupContext;
}

function startThreads(count: number, task: ThreadTask, finish: (answer: WorkerAnswer) => void): Promise<void>[] {
  if (!canStartThreads()) return [];
  const { context, ...rest } = task;
  const { workspace, rules, options } = context;
  const files = workspace.entries;
  const contents = [...workspace.contents];
  const vocabulary = vocabularyOf(options.settings);
  const data = { ...rest, files, limit: workspace.limit, limits: workspace.limits, contents, vocabulary, rules };
  // A thread that dies leaves its work to the main one.
  return Array.from({ length: count }, (_, place) =>
    startThread({ ...data, end: place % 2 === 0 ? 'back' : 'front' }, finish).catch(() => {}),
  );
}

async function openCache({ options, rules, workspace }: GroupContext): Promise<GroupCache | undefined> {
  const { GroupCache: Cache } = await import('../cache/group-cache.ts');
  return Cache.open(options, rules, workspace);
}

/** The result of one group, as a copy: texts that are parts of a script would keep all of it in memory. */
async function one(
  group: Group,
  { workspace, rules, options }: GroupContext,
  watched: WatchedWorkspace | undefined,
  secrets?: Secrets,
): Promise<Omit<WorkerAnswer, 'index'>> {
  const result = await runGroup(group, watched ?? workspace, rules, options, secrets);
  const copy = structuredClone({ ...result, problems: [...result.problems, ...workspace.takeProblems()] });
  workspace.release();
  return { result: copy, dependencies: watched?.dependencies };
}
