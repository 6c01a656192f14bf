import { lstatSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Problem } from '../languages/language.ts';
import type { Limits } from './boundary.ts';
import { leftOutNote } from './left-out.ts';
import { byCodeUnit, reportPath } from './paths.ts';
import { notAFile, systemProblem } from './read.ts';
import { linkProblem, targetsIn } from './targets.ts';
import { Trees } from './trees.ts';

/** A file that the scan reports on. */
export interface FoundFile {
  /** POSIX, relative to where the scan was started. */
  readonly path: string;
  readonly absolute: string;
  /** Named by the user, not merely found in a folder. */
  readonly explicit: boolean;
}

export interface Discovery {
  /** What is reported on, sorted by path. */
  readonly targets: readonly FoundFile[];
  /** Every file around the targets, by its path relative to where the scan was started; the value is absolute. */
  readonly workspace: ReadonlyMap<string, string>;
  /** What of them may be read. */
  readonly limits: Limits;
  readonly problems: readonly Problem[];
  /** The paths given that do not exist or lead nowhere. */
  readonly failed: readonly string[];
}

function statOf(path: string): { stats: Stats } | { error: unknown; link: boolean } {
  try {
    return { stats: statSync(path) };
  } catch (error) {
    let link = false;
    try {
      link = lstatSync(path).isSymbolicLink();
    } catch {
      // Neither a link nor anything else.
    }
    return { error, link };
  }
}

/**
 * Finds the files to scan: every file named, and in every folder named what git lists there, or else what is there and
 * no `.gitignore` excludes. The files of the work tree around them become the workspace.
 * @param cwd absolute; paths are relative to it
 */
export async function discover(cwd: string, paths: readonly string[]): Promise<Discovery> {
  const problems: Problem[] = [];
  const failed: string[] = [];
  const trees = new Trees(cwd);
  const targets = new Map<string, FoundFile>();
  const folders: string[] = [];
  for (const given of paths) {
    const absolute = resolve(cwd, given);
    const path = reportPath(cwd, absolute);
    const status = statOf(absolute);
    if ('error' in status) {
      const code = (status.error as NodeJS.ErrnoException).code;
      failed.push(path);
      if (status.link && code === 'ENOENT') problems.push(linkProblem(path));
      else if (code === 'ENOENT' || code === 'ENOTDIR') {
        problems.push({
          file: path,
          code: 'no-such-path',
          message: `${path} does not exist. Check its spelling and the folder you are in.`,
        });
      } else problems.push(systemProblem(path, status.error));
    } else if (status.stats.isDirectory()) folders.push(absolute);
    else if (status.stats.isFile()) targets.set(path, { path, absolute, explicit: true });
    else {
      failed.push(path);
      problems.push(notAFile(path));
    }
  }
  for (const folder of new Set(folders)) {
    const listing = await trees.below(folder);
    const found = targetsIn(cwd, folder, listing.paths);
    for (const file of found.targets) if (!targets.has(file.path)) targets.set(file.path, file);
    problems.push(...found.problems, ...listing.unreadable.map((path) => systemProblem(path, { code: 'EACCES' })));
    for (const path of new Set([...listing.leftOut, ...found.leftOut])) problems.push(leftOutNote(path));
  }
  for (const target of targets.values()) if (target.explicit) await trees.around(target.absolute);
  const workspace = new Map(trees.files());
  for (const target of targets.values()) workspace.set(target.path, target.absolute);
  return {
    targets: [...targets.values()].sort((left, right) => byCodeUnit(left.path, right.path)),
    workspace,
    limits: trees.limits([...targets.values()].filter(({ explicit }) => explicit).map(({ absolute }) => absolute)),
    problems,
    failed,
  };
}
