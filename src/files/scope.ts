import { lstatSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import type { Limits } from './boundary.ts';
import { type Discovery, discover, type FoundFile } from './discover.ts';
import { kindByName } from './extensions.ts';
import { readBlobs, workTreeRoot } from './git.ts';
import { filesSince, stagedFiles } from './git-changes.ts';
import { leftOutFolder } from './left-out.ts';
import { byCodeUnit, reportPath } from './paths.ts';
import { Trees } from './trees.ts';

/** What of the paths named is reported on, and whose content is read. */
export type Scope =
  | { readonly kind: 'all' }
  /** What the next commit changes, as the index holds it. */
  | { readonly kind: 'staged' }
  /** What has changed since a branch was left, as the work tree holds it. */
  | { readonly kind: 'since'; readonly ref: string }
  /** One text that stands for a file, which need not exist. */
  | { readonly kind: 'text'; readonly file: string; readonly bytes: Buffer };

/** The content of a file where it is not that of the disk; a number is the size of one too large to be read. */
export type Contents = ReadonlyMap<string, Buffer | number>;

export interface ScopedDiscovery extends Discovery {
  /** By the path as reported. */
  readonly contents: Contents;
}

const NO_CONTENTS: Contents = new Map();

function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep));
}

/** The files around a folder, as reported, each with its absolute path, and what of them may be read. */
async function filesAround(cwd: string, named: readonly string[] = []): Promise<{ workspace: Map<string, string>; limits: Limits }> {
  const trees = new Trees(cwd);
  await trees.below(cwd);
  return { workspace: new Map(trees.files()), limits: trees.limits(named) };
}

function scoped(cwd: string, root: string, paths: readonly string[], given: readonly string[]): FoundFile[] {
  const named = given.map((path) => resolve(cwd, path));
  const files = paths.map((path): FoundFile => {
    const absolute = join(root, path);
    return { path: reportPath(cwd, absolute), absolute, explicit: false };
  });
  return files
    .filter(({ path, absolute }) => isBelow(absolute, named) && kindByName(path) !== 'never' && leftOutFolder(path) === undefined)
    .sort((left, right) => byCodeUnit(left.path, right.path));
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

async function staged(cwd: string, paths: readonly string[], limit: number): Promise<ScopedDiscovery> {
  const [{ staged: changed, differing }, { workspace, limits }] = await Promise.all([stagedFiles(cwd), filesAround(cwd)]);
  const root = await workTreeRoot(cwd);
  const targets = scoped(
    cwd,
    root,
    changed.map(({ path }) => path),
    paths,
  );
  const blobs = new Map<string, string>();
  for (const [path, blob] of differing) if (kindByName(path) !== 'never') blobs.set(reportPath(cwd, join(root, path)), blob);
  const byPath = new Map(changed.map(({ path, blob }) => [reportPath(cwd, join(root, path)), blob]));
  for (const { path, absolute } of targets) {
    workspace.set(path, absolute);
    const blob = byPath.get(path);
    // A sparse work tree lacks files that are tracked.
    if (blob !== undefined && !blobs.has(path) && !isFile(absolute)) blobs.set(path, blob);
  }
  const read = await readBlobs(root, [...blobs.values()], limit);
  const contents = new Map<string, Buffer | number>();
  for (const [path, blob] of blobs) {
    const content = read.get(blob);
    if (content !== undefined) contents.set(path, content);
  }
  return { targets, workspace, limits, contents, problems: [], failed: [] };
}

async function since(cwd: string, ref: string, paths: readonly string[]): Promise<ScopedDiscovery> {
  const [{ root, changed }, { workspace, limits }] = await Promise.all([filesSince(cwd, ref), filesAround(cwd)]);
  const targets = scoped(
    cwd,
    root,
    changed.map(({ path }) => path),
    paths,
  ).filter(({ absolute }) => isFile(absolute));
  for (const { path, absolute } of targets) workspace.set(path, absolute);
  return { targets, workspace, limits, contents: NO_CONTENTS, problems: [], failed: [] };
}

async function text(cwd: string, file: string, bytes: Buffer): Promise<ScopedDiscovery> {
  const absolute = resolve(cwd, file);
  const path = reportPath(cwd, absolute);
  const { workspace, limits } = await filesAround(cwd, [absolute]);
  workspace.set(path, absolute);
  const targets = [{ path, absolute, explicit: true }];
  return { targets, workspace, limits, contents: new Map([[path, bytes]]), problems: [], failed: [] };
}

/**
 * Finds what a scan is to report on. Throws a GitError where git is needed and cannot help.
 * @param cwd absolute; @param limit the largest content that is read, in bytes
 */
export async function discoverScope(cwd: string, paths: readonly string[], scope: Scope, limit: number): Promise<ScopedDiscovery> {
  switch (scope.kind) {
    case 'staged':
      return staged(cwd, paths, limit);
    case 'since':
      return since(cwd, scope.ref, paths);
    case 'text':
      return text(cwd, scope.file, scope.bytes);
    default:
      return { ...(await discover(cwd, paths)), contents: NO_CONTENTS };
  }
}
