import { ABSENT, type Abstract, type Cell, type Entity, join, type ObjectKind } from './abstract.ts';
import { Delta } from './delta.ts';

interface Write {
  readonly entity: Entity;
  readonly field: string;
  readonly before: Cell | undefined;
}

interface Region {
  /** Objects from here on are younger than the region: nothing outside it can see them before it ends. */
  readonly firstId: number;
  readonly writes: Write[];
}

/**
 * The memory of the interpreted program. Writes happen in place; inside a region they are logged, so that the region can be
 * taken back and its outcome joined with those of other ways through the program.
 */
export class Store {
  private regions: Region[] = [];
  private innermost: Region | undefined;
  private nextId = 1;

  create(kind: ObjectKind, rest: Partial<Omit<Entity, 'id' | 'kind' | 'fields'>> = {}): Entity {
    const { span, type, external, parent, file, globals, nonlocals } = rest;
    // One shape for all objects: reading from them is what the interpretation does most.
    return { id: this.nextId++, kind, fields: new Map(), span, type, external, parent, file, globals, nonlocals };
  }

  read(entity: Entity, field: string): Abstract | undefined {
    return entity.fields.get(field)?.value;
  }

  write(entity: Entity, field: string, cell: Cell | undefined): void {
    const region = this.innermost;
    if (region && entity.id < region.firstId) region.writes.push({ entity, field, before: entity.fields.get(field) });
    if (cell) entity.fields.set(field, cell);
    else entity.fields.delete(field);
  }

  /** Starts a region: what is written from here on can be taken back. */
  begin(): void {
    this.innermost = { firstId: this.nextId, writes: [] };
    this.regions.push(this.innermost);
  }

  /** What has been written since the given number of regions was open. */
  since(depth: number): Delta {
    const delta = new Delta();
    const firstId = this.regions[depth]?.firstId ?? 0;
    for (let index = depth; index < this.regions.length; index++) {
      for (const { entity, field } of this.regions[index]!.writes) {
        if (entity.id < firstId) delta.add(entity, field);
      }
    }
    return delta;
  }

  get depth(): number {
    return this.regions.length;
  }

  private end(): Region | undefined {
    const ended = this.regions.pop();
    this.innermost = this.regions[this.regions.length - 1];
    return ended;
  }

  /** Ends the innermost region, takes its writes back and returns what they were. */
  rollback(): Delta {
    const delta = this.since(this.regions.length - 1);
    const writes = this.end()?.writes ?? [];
    for (let index = writes.length - 1; index >= 0; index--) {
      const { entity, field, before } = writes[index]!;
      if (before) entity.fields.set(field, before);
      else entity.fields.delete(field);
    }
    return delta;
  }

  /** Runs something whose writes stay, whatever becomes of the regions around: a module's first import. */
  isolated<T>(run: () => T): T {
    const { regions, innermost } = this;
    this.reset();
    try {
      return run();
    } finally {
      this.regions = regions;
      this.innermost = innermost;
    }
  }

  /** Keeps everything and closes all regions. */
  reset(): void {
    this.regions = [];
    this.innermost = undefined;
  }

  /** Ends the innermost region and keeps its writes. */
  commit(): void {
    const ended = this.end();
    const outer = this.innermost;
    if (!ended || !outer) return;
    for (const write of ended.writes) if (write.entity.id < outer.firstId) outer.writes.push(write);
  }

  /** Writes the join of several outcomes, each relative to the present state. */
  merge(deltas: readonly Delta[]): void {
    if (deltas.length === 1) {
      const { entities, fields, cells } = deltas[0]!;
      for (let at = 0; at < entities.length; at++) this.write(entities[at]!, fields[at]!, cells[at]);
      return;
    }
    for (let index = 0; index < deltas.length; index++) {
      const { entities, fields } = deltas[index]!;
      for (let at = 0; at < entities.length; at++) {
        if (!isIn(deltas, index, entities[at]!, fields[at]!)) this.mergeField(deltas, entities[at]!, fields[at]!);
      }
    }
  }

  private mergeField(deltas: readonly Delta[], entity: Entity, field: string): void {
    const present = entity.fields.get(field);
    const values: Abstract[] = [];
    let span: Cell['span'];
    for (const delta of deltas) {
      const at = delta.indexOf(entity, field);
      const cell = at < 0 ? present : delta.cells[at];
      values.push(cell?.value ?? ABSENT);
      span ??= cell?.span;
    }
    this.write(entity, field, { value: join(values), span });
  }
}

/** Whether one of the first outcomes wrote a field. */
function isIn(deltas: readonly Delta[], count: number, entity: Entity, field: string): boolean {
  for (let index = 0; index < count; index++) if (deltas[index]!.indexOf(entity, field) >= 0) return true;
  return false;
}
