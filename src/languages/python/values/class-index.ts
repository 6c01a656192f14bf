import type { ClassType, Entity } from './abstract.ts';

/** A class with the number of its module in the order of loading. */
interface Entry {
  readonly type: ClassType;
  readonly order: number;
}

/** The classes that a module defines itself. */
export function definedIn(module: Entity): ClassType[] {
  const types: ClassType[] = [];
  for (const cell of module.fields.values()) {
    for (const atom of cell.value) if (atom.kind === 'class' && atom.type.module === module) types.push(atom.type);
  }
  return types;
}

function add(index: Map<string, Entry[]>, key: string, entry: Entry): void {
  const known = index.get(key);
  if (known) known.push(entry);
  else index.set(key, [entry]);
}

/** A class's name as a word: in lower case and without underscores. */
function wordOf(type: ClassType): string {
  return type.name.toLowerCase().replaceAll('_', '');
}

function hasMethod(type: ClassType, name: string): boolean {
  return type.body.fields.get(name)?.value.some((atom) => atom.kind === 'function') ?? false;
}

/**
 * The classes of all modules by their names, their methods and what they inherit. Each module is looked through once, when it
 * has run to its end; those that are still running are looked through at each question.
 */
export class ClassIndex {
  private readonly isRunning: (module: Entity) => boolean;
  private readonly lineageOf: (type: ClassType) => readonly ClassType[];
  private pending: { readonly module: Entity; readonly order: number }[] = [];
  private count = 0;
  private readonly words = new Map<string, Entry[]>();
  private readonly members = new Map<string, Entry[]>();
  private readonly settled = new Map<Entity, readonly ClassType[]>();
  private readonly heirs = new Map<ClassType, Entry[]>();
  private inheriting: Entry[] = [];

  constructor(isRunning: (module: Entity) => boolean, lineageOf: (type: ClassType) => readonly ClassType[]) {
    this.isRunning = isRunning;
    this.lineageOf = lineageOf;
  }

  load(module: Entity): void {
    this.pending.push({ module, order: this.count++ });
  }

  /** The classes of one module. */
  of(module: Entity): readonly ClassType[] {
    let types = this.settled.get(module);
    if (!types) {
      types = definedIn(module);
      if (!this.isRunning(module)) this.settled.set(module, types);
    }
    return types;
  }

  named(word: string): readonly ClassType[] {
    this.settle();
    return this.find(this.words.get(word), (type) => wordOf(type) === word);
  }

  withMethod(name: string): readonly ClassType[] {
    this.settle();
    return this.find(this.members.get(name), () => true).filter((type) => hasMethod(type, name));
  }

  /** The classes that inherit from a class, however indirectly. */
  heirsOf(ancestor: ClassType): readonly ClassType[] {
    this.settle();
    const fresh = this.inheriting;
    this.inheriting = [];
    for (const entry of fresh) {
      for (const other of this.lineageOf(entry.type).slice(1)) {
        const known = this.heirs.get(other);
        if (known) known.push(entry);
        else this.heirs.set(other, [entry]);
      }
    }
    return this.find(this.heirs.get(ancestor), (type) => this.lineageOf(type).indexOf(ancestor) > 0);
  }

  private find(known: readonly Entry[] | undefined, fits: (type: ClassType) => boolean): readonly ClassType[] {
    const found: Entry[] = known ? [...known] : [];
    for (const { module, order } of this.pending) for (const type of definedIn(module)) if (fits(type)) found.push({ type, order });
    return sorted(found);
  }

  private settle(): void {
    if (this.pending.length === 0) return;
    const running: typeof this.pending = [];
    for (const { module, order } of this.pending) {
      if (this.isRunning(module)) {
        running.push({ module, order });
        continue;
      }
      for (const type of this.of(module)) {
        const entry = { type, order };
        this.inheriting.push(entry);
        add(this.words, wordOf(type), entry);
        for (const name of type.body.fields.keys()) add(this.members, name, entry);
      }
    }
    this.pending = running;
  }
}

function sorted(entries: Entry[]): ClassType[] {
  return entries.sort((one, other) => one.order - other.order).map(({ type }) => type);
}
