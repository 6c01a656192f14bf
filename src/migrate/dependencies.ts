import { byCodeUnit } from '../files/paths.ts';

interface Dependent {
  readonly file: string;
  readonly together: readonly string[];
}

/** Which files must change for a file to be changed: itself, and all that it needs, directly or not. */
export class Dependencies {
  private readonly needs: ReadonlyMap<string, readonly string[]>;
  private readonly closures = new Map<string, ReadonlySet<string>>();

  /** @param items files with the files that each needs; a file that is not among them needs no change and counts for nothing */
  constructor(items: readonly Dependent[]) {
    const known = new Set(items.map(({ file }) => file));
    const needs = new Map<string, string[]>();
    for (const { file, together } of items) {
      needs.set(file, [...(needs.get(file) ?? []), ...together.filter((other) => other !== file && known.has(other))].sort(byCodeUnit));
    }
    this.needs = needs;
  }

  /** The file and all that it needs, sorted. */
  closure(file: string): ReadonlySet<string> {
    const known = this.closures.get(file);
    if (known) return known;
    const found = new Set([file]);
    for (const at of found) for (const other of this.needs.get(at) ?? []) found.add(other);
    const closure = new Set([...found].sort(byCodeUnit));
    this.closures.set(file, closure);
    return closure;
  }

  /** The files in the order in which they can be written, those together that need each other. */
  units(): string[][] {
    const units: string[][] = [];
    const done = new Set<string>();
    const sizes = [...this.needs.keys()].sort(
      (left, right) => this.closure(left).size - this.closure(right).size || byCodeUnit(left, right),
    );
    for (const file of sizes) {
      if (done.has(file)) continue;
      // What a file needs and is not in its unit has a smaller closure, so it has been written before.
      const unit = [...this.closure(file)].filter((other) => this.closure(other).has(file));
      for (const member of unit) done.add(member);
      units.push(unit);
    }
    return units;
  }
}
