import type { Facts, MemoEntry } from './context.ts';
import { idOf } from './entity.ts';

interface Draft {
  readonly entry: MemoEntry;
  /** How deep in the evaluation the unfinished expression stands that this result was made without. */
  readonly lowest: number;
}

/** Results that were made inside a cycle: good until the expression is finished that the cycle goes through. */
export class Provisional {
  private readonly drafts = new Map<string, Draft>();
  private readonly byDepth: string[][] = [];

  find(id: string, facts: Facts): Draft | undefined {
    return this.drafts.size === 0 ? undefined : this.drafts.get(`${id}#${idOf(facts)}`);
  }

  keep(id: string, facts: Facts, draft: Draft): void {
    const key = `${id}#${idOf(facts)}`;
    this.drafts.set(key, draft);
    const depth = Math.max(0, draft.lowest);
    const list = (this.byDepth[depth] ??= []);
    list.push(key);
  }

  /** The expression at a depth is finished: what was made without it is made anew when it is wanted. */
  leave(depth: number): void {
    if (this.byDepth.length <= depth) return;
    for (const keys of this.byDepth.splice(depth)) for (const key of keys ?? []) this.drafts.delete(key);
  }
}
