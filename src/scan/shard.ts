import { createHash } from 'node:crypto';
import type { Group } from './groups.ts';
import type { ScanOptions } from './options.ts';
import type { Preparation } from './prepare.ts';

/** One of the parts that a scan is divided into. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** What a report says of the part that it is, so that the parts can be joined and wrong ones are told. */
export interface ShardReport extends Shard {
  /** The same for all parts of one scan: made of its files and its options. */
  readonly scan: string;
  /** The scripts among the files of this part. */
  readonly scripts: number;
  /** Entries of the baseline that nothing in this part has any more, and the file that they stand in. */
  readonly stale?: { readonly file: string; readonly entries: readonly string[] } | undefined;
}

/** The part that a file or a group of files belongs to, from 1. It depends on the name alone. */
export function shardOf(name: string, count: number): number {
  return (createHash('sha256').update(name, 'utf8').digest().readUInt32BE(0) % count) + 1;
}

/** Says which files are a part's: scripts that hang together are in one part. */
export class Ownership {
  private readonly shard: Shard;
  private readonly groups = new Map<string, string>();

  constructor(shard: Shard, groups: readonly Group[]) {
    this.shard = shard;
    for (const { name, members } of groups) for (const member of members) this.groups.set(member, name);
  }

  owns(path: string): boolean {
    return shardOf(this.groups.get(path) ?? path, this.shard.count) === this.shard.index;
  }
}

/** What names a scan: its scripts, and what was asked of it. Not its other files: the reports of the parts may be among them. */
export function scanName(prepared: Pick<Preparation, 'scripts'>, { rules, severity, settings, maxFileSize }: ScanOptions): string {
  const { include, exclude, servers, clients } = settings ?? {};
  const asked = { rules, severity, maxFileSize, include, exclude, servers, clients, own: settings?.rules, level: settings?.severity };
  const hash = createHash('sha256').update(JSON.stringify(asked), 'utf8');
  for (const path of prepared.scripts) hash.update(path, 'utf8').update('\u0000');
  return hash.digest('hex').slice(0, 16);
}
