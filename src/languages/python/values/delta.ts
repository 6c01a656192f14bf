import type { Cell, Entity } from './abstract.ts';

/** So many fields are looked through one by one; more get an index. */
const FEW = 12;

/** What a stretch of the program wrote: for each field its last cell, in the order in which the fields were first written. */
export class Delta {
  readonly entities: Entity[] = [];
  readonly fields: string[] = [];
  readonly cells: (Cell | undefined)[] = [];
  private index: Map<Entity, Map<string, number>> | undefined;

  /** Notes that a field was written: what it holds now. */
  add(entity: Entity, field: string): void {
    if (this.indexOf(entity, field) >= 0) return;
    const at = this.entities.length;
    this.entities.push(entity);
    this.fields.push(field);
    this.cells.push(entity.fields.get(field));
    if (this.index) this.enter(this.index, at);
    else if (at === FEW) {
      this.index = new Map();
      for (let one = 0; one <= at; one++) this.enter(this.index, one);
    }
  }

  private enter(index: Map<Entity, Map<string, number>>, at: number): void {
    const entity = this.entities[at]!;
    let fields = index.get(entity);
    if (!fields) index.set(entity, (fields = new Map()));
    fields.set(this.fields[at]!, at);
  }

  /** The position of a field, -1 where it was not written. */
  indexOf(entity: Entity, field: string): number {
    if (this.index) return this.index.get(entity)?.get(field) ?? -1;
    for (let at = 0; at < this.entities.length; at++) if (this.entities[at] === entity && this.fields[at] === field) return at;
    return -1;
  }
}

export const NOTHING_WRITTEN = new Delta();
