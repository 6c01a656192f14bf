import { tool } from '../report/tool.ts';
import type { ShardReport } from '../scan/shard.ts';

/** Files that are not the parts of one scan; the message names the file and says what to do. */
export class MergeError extends Error {
  readonly code = 'MERGE_INVALID';

  constructor(message: string) {
    super(message);
    this.name = 'MergeError';
  }
}

/** A file to merge. */
export interface Input {
  readonly name: string;
  readonly text: string;
}

/** What a file says of the part that it is. */
export interface Part {
  readonly name: string;
  /** The version of the tool that made it; undefined where it does not say. */
  readonly version: string | undefined;
  readonly shard: Pick<ShardReport, 'index' | 'count' | 'scan'> | undefined;
}

function isShard(value: unknown): value is ShardReport {
  const { index, count, scan } = (value ?? {}) as Partial<ShardReport>;
  return Number.isInteger(index) && Number.isInteger(count) && typeof scan === 'string';
}

/** What an object of a report says of the part that it is. */
export function shardIn(value: unknown): ShardReport | undefined {
  return isShard(value) ? value : undefined;
}

/** Makes sure that files are all the parts of one scan, each once. Throws a MergeError. */
export function checkParts(parts: readonly Part[]): void {
  const [first] = parts;
  if (!first) throw new MergeError('there is nothing to merge; name the reports of all parts: unbasic merge shard-*.json');
  const own = tool().version;
  const seen = new Map<number, string>();
  for (const { name, version, shard } of parts) {
    if (!shard) throw new MergeError(`${name} is no part of a scan; only reports that were made with --shard can be merged`);
    if (version !== undefined && version !== own)
      throw new MergeError(`${name} was made by unbasic ${version}, and this is ${own}; make and merge all parts with one version`);
    if (shard.count !== first.shard!.count)
      throw new MergeError(
        `${name} is one of ${shard.count} parts, and ${first.name} one of ${first.shard!.count}; merge the parts of one scan`,
      );
    if (shard.scan !== first.shard!.scan)
      throw new MergeError(`${name} and ${first.name} are parts of different scans: they saw other files, or had other options`);
    if (shard.index < 1 || shard.index > shard.count) throw new MergeError(`${name} says that it is part ${shard.index} of ${shard.count}`);
    const twin = seen.get(shard.index);
    if (twin !== undefined)
      throw new MergeError(`${twin} and ${name} are both part ${shard.index} of ${shard.count}; leave out one of them`);
    seen.set(shard.index, name);
  }
  const { count } = first.shard!;
  const missing = Array.from({ length: count }, (_, at) => at + 1).filter((index) => !seen.has(index));
  if (missing.length > 0)
    throw new MergeError(`${missing.length === 1 ? 'part' : 'parts'} ${missing.join(', ')} of ${count} missing; merge all parts at once`);
}
