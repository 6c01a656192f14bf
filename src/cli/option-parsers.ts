import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseSize } from '../files/size.ts';
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

/** Rule ids of `--rule a,b --rule c`. */
export function ruleOption(value: string, previous: readonly string[] = []): string[] {
  return [...previous, ...value.split(',').map((id) => id.trim())].filter((id) => id !== '');
}
