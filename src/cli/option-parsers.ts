import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSize } from '../files/size.ts';
import type { Shard } from '../scan/shard.ts';
import { UsageError } from './usage-error.ts';

/** Bytes of `--max-file-size`. */
export function sizeOption(value: string): number {
  const size = parseSize(value);
  if (size === undefined)
    throw new UsageError(`--max-file-size ${value} is no size; give bytes or a number with k, M or G, such as 500k or 2M`);
  return size;
}

/** The folder of `--cwd`, absolute. */
export function folderOption(value: string | undefined): string {
  const folder = resolve(value ?? '.');
  let isFolder = false;
  try {
    isFolder = statSync(folder).isDirectory();
  } catch {
    // Said below.
  }
  if (!isFolder) throw new UsageError(`--cwd ${value} is no folder; give one that exists`);
  return folder;
}

/** The part of `--shard 2/5`. */
export function shardOption(value: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(value) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (index === undefined || shard.index < 1 || shard.index > shard.count)
    throw new UsageError(`--shard ${value} is no part; give its number and how many there are, from 1/4 to 4/4`);
  return shard;
}

/** Rule ids of `--rule a,b --rule c`. */
export function ruleOption(value: string, previous: readonly string[] = []): string[] {
  return [...previous, ...value.split(',').map((id) => id.trim())].filter((id) => id !== '');
}
