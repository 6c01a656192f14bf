import { join } from 'node:path';
import { IgnorePatterns } from './ignore-patterns.ts';
import { folderOf } from './paths.ts';
import { readSmall } from './read-small.ts';

/** What the `.gitignore` files of a folder outside git leave out. */
export class GitignoreFiles {
  private readonly rules = new Map<string, IgnorePatterns>();
  private readonly folders = new Map<string, boolean>([['', false]]);

  /** @param paths the `.gitignore` files, POSIX and relative to the folder; one that cannot be read leaves nothing out */
  constructor(folder: string, paths: readonly string[]) {
    for (const path of paths) {
      try {
        this.rules.set(folderOf(path), new IgnorePatterns(readSmall(join(folder, path)).toString('utf8').split(/\r?\n/)));
      } catch {
        // git passes over what it cannot read as well.
      }
    }
  }

  /** Whether a path is left out, itself or by a folder above it; one that ends in a slash is a folder's. */
  ignores(path: string): boolean {
    if (this.rules.size === 0) return false;
    const isFolder = path.endsWith('/');
    return isFolder ? this.ignoresFolder(path.slice(0, -1)) : this.ignoresFolder(folderOf(path)) || this.matches(path, path);
  }

  private ignoresFolder(folder: string): boolean {
    let known = this.folders.get(folder);
    if (known === undefined) {
      known = this.ignoresFolder(folderOf(folder)) || this.matches(folder, `${folder}/`);
      this.folders.set(folder, known);
    }
    return known;
  }

  /** The nearest file that has a pattern for a path decides. */
  private matches(path: string, pattern: string): boolean {
    for (let folder = folderOf(path); ; folder = folderOf(folder)) {
      const { ignored, unignored } = this.rules.get(folder)?.test(folder === '' ? pattern : pattern.slice(folder.length + 1)) ?? {};
      if (ignored) return true;
      if (unignored || folder === '') return false;
    }
  }
}
