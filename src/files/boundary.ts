import { realpathSync } from 'node:fs';
import { dirname, isAbsolute, relative, sep } from 'node:path';

/** Whether a path is a folder or lies in it; both absolute and without symbolic links. */
export function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside === '' || (inside !== '..' && !inside.startsWith(`..${sep}`) && !isAbsolute(inside));
}

/** A path with all symbolic links followed; undefined where it leads nowhere. */
export function realPath(path: string): string | undefined {
  try {
    return realpathSync.native(path);
  } catch {
    return undefined;
  }
}

/** What a scan may read, as plain data. */
export interface Limits {
  /** Folders, absolute. */
  readonly roots: readonly string[];
  /** Files that the user has named, absolute: they are read wherever they lead. */
  readonly named: readonly string[];
}

/** Keeps a scan in its folders, whatever links, or an index made by hand, say. */
export class Boundary {
  private readonly roots: readonly string[];
  private readonly named: ReadonlySet<string>;
  private readonly folders = new Map<string, boolean>();

  constructor({ roots, named }: Limits) {
    this.roots = [...new Set(roots.map((root) => realPath(root) ?? root))];
    this.named = new Set(named);
  }

  private holds(real: string): boolean {
    return this.roots.some((root) => isWithin(root, real));
  }

  /** Whether a file may be read by its own name. Asks the system once for a folder. */
  allows(path: string): boolean {
    const folder = dirname(path);
    let known = this.folders.get(folder);
    if (known === undefined) {
      const real = realPath(folder);
      known = real === undefined || this.holds(real);
      this.folders.set(folder, known);
    }
    return known || this.named.has(path);
  }

  /** Whether a link may be followed to where it leads, which is given without links. */
  allowsLink(path: string, real: string): boolean {
    return this.named.has(path) || this.holds(real);
  }
}
