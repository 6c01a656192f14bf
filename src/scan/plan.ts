import { type Group, groupsOf } from './groups.ts';
import type { ScanOptions } from './options.ts';
import { type Preparation, prepare } from './prepare.ts';
import { Ownership, type ShardReport, scanName } from './shard.ts';

/** The most characters of texts that a scan holds at a time. */
const MAX_HELD = 32 * 1024 * 1024;

/** What a scan is to do: all that is kept of the scripts before they are parsed. In a part of a scan, what is that part's. */
export interface Plan extends Omit<Preparation, 'selection'> {
  readonly groups: readonly Group[];
  /** All files to report on, those of other parts included. */
  readonly allTargets: ReadonlySet<string>;
  /** The part of the scan that this is. */
  readonly part: ShardReport | undefined;
}

/** Finds the scripts and divides them into groups. To be called with the vocabulary in force. Throws as analyse does. */
export async function plan(options: ScanOptions): Promise<Plan> {
  const { selection, ...prepared } = await prepare(options, MAX_HELD);
  const groups = groupsOf(selection, prepared.workspace);
  prepared.watch.lap('grouping');
  const allTargets = prepared.targets;
  if (!options.shard) return { ...prepared, groups, allTargets, part: undefined };
  const ownership = new Ownership(options.shard, groups);
  const owns = (path: string): boolean => ownership.owns(path);
  const scripts = prepared.scripts.filter(owns);
  return {
    ...prepared,
    groups: groups.filter(({ name }) => owns(name)),
    allTargets,
    targets: new Set([...allTargets].filter(owns)),
    problems: prepared.problems.filter(({ file }) => owns(file)),
    scripts,
    withDirectives: prepared.withDirectives.filter(owns),
    part: { ...options.shard, scan: scanName(prepared, options), scripts: scripts.length },
  };
}
