import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isWithin, type Limits } from './boundary.ts';
import { type GitTree, gitTree } from './git-files.ts';
import { reportPath } from './paths.ts';
import { walkFolder } from './walk.ts';

/** How many repositories may lie one inside the other. */
const MAX_NESTING = 16;

export interface Listing {
  /** POSIX, relative to where the scan was started. */
  readonly paths: readonly string[];
  readonly leftOut: readonly string[];
  readonly unreadable: readonly string[];
}

interface Tree extends Listing {
  readonly root: string;
}

function isFolder(path: string): boolean {
  try {
    return lstatSync(path).isDirectory();
  } catch {
    return false;
  }
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The work trees and folders around the paths of a scan, each listed once. */
export class Trees {
  private readonly cwd: string;
  private readonly trees: Tree[] = [];
  private readonly outside = new Set<string>();
  private readonly loose = new Map<string, string>();

  constructor(cwd: string) {
    this.cwd = cwd;
  }

  /** Everything listed so far: the path as reported, and where it is. */
  *files(): Generator<[string, string]> {
    for (const tree of this.trees) for (const path of tree.paths) yield [path, resolve(this.cwd, path)];
    yield* this.loose;
  }

  /** What may be read of all this: what lies in the trees, beside the files named, and those files. @param named absolute */
  limits(named: readonly string[]): Limits {
    return { roots: [...this.trees.map(({ root }) => root), ...this.outside], named };
  }

  /** The files below a folder. */
  async below(folder: string): Promise<Listing> {
    const tree = await this.treeOf(folder);
    const isBelow = (path: string): boolean => isWithin(folder, resolve(this.cwd, path));
    if (tree) {
      const paths = tree.paths.filter(isBelow);
      if (paths.length > 0 || real(folder) === real(tree.root)) return { paths, leftOut: [], unreadable: tree.unreadable.filter(isBelow) };
    }
    const walked = await walkFolder(folder, tree !== undefined);
    const name = (path: string): string => reportPath(this.cwd, join(folder, path));
    const listing: Tree = {
      root: folder,
      paths: walked.paths.map(name),
      leftOut: walked.leftOut.map(name),
      unreadable: walked.unreadable.map(name),
    };
    this.trees.push(listing);
    return listing;
  }

  /** Makes the work tree around a file known; outside of one, the files beside it. */
  async around(file: string): Promise<void> {
    const folder = dirname(file);
    if (this.outside.has(folder) || (await this.treeOf(folder))) return;
    this.outside.add(folder);
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        if (entry.isFile()) this.loose.set(reportPath(this.cwd, join(folder, entry.name)), join(folder, entry.name));
      }
    } catch {
      // The file itself was found; its neighbours are a courtesy.
    }
  }

  private async treeOf(folder: string): Promise<Tree | undefined> {
    const place = real(folder);
    const known = this.trees
      .filter((tree) => isWithin(real(tree.root), place))
      .sort((left, right) => right.root.length - left.root.length)[0];
    if (known) return known;
    if (this.outside.has(folder)) return undefined;
    const listed = await gitTree(folder);
    if (!listed) return undefined;
    const tree = { root: listed.root, leftOut: [], ...(await this.expand(folder, listed, 0)) };
    this.trees.push(tree);
    return tree;
  }

  /** A work tree's paths relative to where the scan was started, those of the repositories inside it included. */
  private async expand(folder: string, tree: GitTree, depth: number): Promise<{ paths: string[]; unreadable: string[] }> {
    const paths: string[] = [];
    const unreadable = tree.unreadable.map((path) => reportPath(this.cwd, join(folder, path)));
    for (const path of tree.paths) {
      const absolute = join(folder, path);
      const nested = path.endsWith('/') || (!/\.\w+$/.test(path) && isFolder(absolute));
      if (!nested) {
        paths.push(reportPath(this.cwd, absolute));
        continue;
      }
      const inner = depth < MAX_NESTING ? await gitTree(absolute) : undefined;
      if (!inner || real(inner.root) === real(tree.root)) continue;
      const expanded = await this.expand(absolute, inner, depth + 1);
      paths.push(...expanded.paths);
      unreadable.push(...expanded.unreadable);
    }
    return { paths, unreadable };
  }
}
