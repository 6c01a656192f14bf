import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Script } from './scripts.ts';

/** What a folder holds: each file's content and mode. `.git` is left out. */
export type Tree = ReadonlyMap<string, Script>;

/** Makes a folder hold exactly some files. */
export function layOut(folder: string, tree: Tree): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, { content, mode }] of tree) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
    chmodSync(join(folder, file), mode);
  }
}

/** Reads all that a folder holds. */
export function readTree(folder: string): Map<string, Script> {
  const tree = new Map<string, Script>();
  for (const entry of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, entry);
    const stats = lstatSync(path);
    if (!stats.isDirectory()) tree.set(entry, { content: readFileSync(path, 'utf8'), mode: stats.mode & 0o7777 });
  }
  return tree;
}

function isSame(one: Script | undefined, other: Script | undefined): boolean {
  return one?.content === other?.content && one?.mode === other?.mode;
}

/** Names of temporary files, which a killed run may leave. */
const LITTER = /(?:^|\/)\.unbasic-[0-9a-f]{8}-\d+-(?:\d+|claim)\.tmp$/;

export interface Verdict {
  /** Files that are neither the old nor the new one, or should not be there. */
  readonly harmed: readonly string[];
  readonly litter: readonly string[];
  /** Files that differ between the old and the new tree and are old, or new. */
  readonly old: number;
  readonly new: number;
}

/** Compares what is there with what was, and with what was to become of it: each file must be one of the two, whole. */
export function judge(found: Tree, before: Tree, after: Tree): Verdict {
  const litter = [...found.keys()].filter((file) => LITTER.test(file));
  const harmed: string[] = [];
  let old = 0;
  let done = 0;
  for (const file of new Set([...before.keys(), ...after.keys(), ...found.keys()])) {
    if (LITTER.test(file)) continue;
    const now = found.get(file);
    const isOld = isSame(now, before.get(file));
    const isNew = isSame(now, after.get(file));
    if (!isOld && !isNew) harmed.push(file);
    else if (!isOld) done++;
    else if (!isNew) old++;
  }
  return { harmed, litter, old, new: done };
}
