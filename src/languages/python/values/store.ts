import { ABSENT, type Abstract, type Cell, type Entity, join, type ObjectKind } from './abstract.ts';

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

/** What a stretch of the program wrote: for each field its last cell. */
export type Delta = Map<Entity, Map<string, Cell | undefined>>;

/**
 * The memory of the interpreted program. Writes happen in place; inside a region they are logged, so that the region can be
 * taken back and its outcome joined with those of other ways through the program.
 */
export class Store {
  private regions: Region[] = [];
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
    const region = this.regions.at(-1);
    if (region && entity.id < region.firstId) region.writes.push({ entity, field, before: entity.fields.get(field) });
    if (cell) entity.fields.set(field, cell);
    else entity.fields.delete(field);
  }

  /** Starts a region: what is written from here on can be taken back. */
  begin(): void {
    this.regions.push({ firstId: this.nextId, writes: [] });
  }

  /** What has been written since the given number of regions was open. */
  since(depth: number): Delta {
    const delta: Delta = new Map();
    const firstId = this.regions[depth]?.firstId ?? 0;
    for (const region of this.regions.slice(depth)) {
      for (const { entity, field } of region.writes) {
        if (entity.id >= firstId) continue;
        let fields = delta.get(entity);
        if (!fields) {
          fields = new Map();
          delta.set(entity, fields);
        }
        fields.set(field, entity.fields.get(field));
      }
    }
    return delta;
  }

  get depth(): number {
    return this.regions.length;
  }

  /** Ends the innermost region, takes its writes back and returns what they were. */
  rollback(): Delta {
    const delta = this.since(this.regions.length - 1);
    const region = this.regions.pop()?.writes ?? [];
    for (let index = region.length - 1; index >= 0; index--) {
      const { entity, field, before } = region[index]!;
      if (before) entity.fields.set(field, before);
      else entity.fields.delete(field);
    }
    return delta;
  }

  /** Runs something whose writes stay, whatever becomes of the regions around: a module's first import. */
  isolated<T>(run: () => T): T {
    const regions = this.regions;
    this.regions = [];
    try {
      return run();
    } finally {
      this.regions = regions;
    }
  }

  /** Keeps everything and closes all regions. */
  reset(): void {
    this.regions = [];
  }

  /** Ends the innermost region and keeps its writes. */
  commit(): void {
    const ended = this.regions.pop();
    const outer = this.regions.at(-1);
    if (!ended || !outer) return;
    for (const write of ended.writes) if (write.entity.id < outer.firstId) outer.writes.push(write);
  }

  /** Writes the join of several outcomes, each relative to the present state. */
  merge(deltas: readonly Delta[]): void {
    const only = deltas.length === 1 ? deltas[0] : undefined;
    const touched = new Map<Entity, Set<string>>();
    for (const delta of deltas) {
      for (const [entity, fields] of delta) {
        const names = touched.get(entity) ?? new Set();
        for (const field of fields.keys()) names.add(field);
        touched.set(entity, names);
      }
    }
    for (const [entity, names] of touched) {
      for (const field of names) {
        if (only) {
          this.write(entity, field, only.get(entity)?.get(field));
          continue;
        }
        const cells = deltas.map((delta) => {
          const fields = delta.get(entity);
          return fields?.has(field) ? fields.get(field) : entity.fields.get(field);
        });
        const value = join(cells.map((cell) => cell?.value ?? ABSENT));
        this.write(entity, field, { value, span: cells.find((cell) => cell?.span)?.span });
      }
    }
  }
}
