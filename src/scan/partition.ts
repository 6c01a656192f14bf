/** Items in disjoint parts (union-find): joining two items joins all that each is joined with. */
export class Partition {
  private readonly parents = new Map<string, string>();

  /** The item that stands for the part that an item is in. */
  of(item: string): string {
    let root = item;
    for (let parent = this.parents.get(root); parent !== undefined && parent !== root; parent = this.parents.get(root)) root = parent;
    for (let at = item; at !== root; ) {
      const next = this.parents.get(at)!;
      this.parents.set(at, root);
      at = next;
    }
    return root;
  }

  join(one: string, other: string): void {
    const left = this.of(one);
    const right = this.of(other);
    this.parents.set(left, left);
    this.parents.set(right, left);
  }

  /** All items that have been joined with another. */
  items(): IterableIterator<string> {
    return this.parents.keys();
  }
}
