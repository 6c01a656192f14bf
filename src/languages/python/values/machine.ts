import type { BranchArm } from '../../../http/call.ts';
import type { Span, TrailKind } from '../../../values/value.ts';
import type { RecordedCall, RecordedScript } from '../clients/record.ts';
import type { FunctionDefinition } from '../syntax/ir.ts';
import { type Abstract, type ClassType, type Entity, type FunctionValue, type Item, join } from './abstract.ts';
import { Coverage } from './coverage.ts';
import type { Delta } from './delta.ts';
import { Store } from './store.ts';

/** The arguments of a call, spreads taken apart as far as they are known. */
export interface Arguments {
  readonly positional: readonly Item[];
  readonly keywords: ReadonlyMap<string, Item>;
  /** What any further positional argument can be: from a spread of unknown length. */
  readonly rest?: Abstract | undefined;
  /** Whether there may be keywords that are not known. */
  readonly open: boolean;
  /** The whole call. */
  readonly span: Span;
}

export interface Exit {
  readonly delta: Delta;
  readonly value: Abstract;
}

/** One activation of a function, of a class body or of a module. */
export interface Activation {
  readonly definition: FunctionDefinition | undefined;
  readonly frame: Entity;
  readonly module: Entity;
  /** The class around, for `super()` without arguments. */
  readonly owner: ClassType | undefined;
  readonly depth: number;
  readonly exits: Exit[];
  readonly yields: Abstract[];
  readonly loops: { readonly depth: number; readonly exits: Delta[] }[];
  readonly arms: BranchArm[];
}

/** A value as it was read at a place, and with the note on it that it came by there. */
export interface Reading {
  readonly value: Abstract;
  readonly kind: TrailKind;
  readonly name: string;
  readonly definition: Span | undefined;
  readonly result: Abstract;
}

/** Library functions by dotted name. A method gets the object that it is called on. */
export type LibraryFunction = (machine: Machine, args: Arguments, self: Abstract, path: string) => Abstract;

export interface Modules {
  /** The module entity of a file, executed; undefined for a file that cannot be read. */
  load(file: string): Entity | undefined;
  /** What an import names: a file of the workspace, or a library. */
  resolve(from: string, level: number, path: string): { readonly file: string } | { readonly library: string };
  /** What a name means that nothing defines: a library's module or one beside the file. */
  ambient(from: string, name: string): { readonly file: string } | { readonly library: string } | undefined;
  /** The file of a module below a package. */
  submodule(packageFile: string, name: string): string | undefined;
  /** Whether what a file holds can matter to a request, beyond the values it hands out. */
  isRelevant(file: string): boolean;
  /** The one class near a file whose name, in lower case and without underscores, is the given word. */
  classNamed(word: string, near: string): ClassType | undefined;
  /** Classes near a file that have a method of the given name. */
  classesWithMethod(name: string, near: string): ClassType[];
}

/** The keywords of a call that has none. */
export const NO_KEYWORDS: ReadonlyMap<string, Item> = new Map();

/** So many pieces of a value, as a power of two, count as one step. */
const CHARGE_SHIFT = 4;
/** The part of a budget that one call or one branch may take. */
const SHARE = 0.7;

/** The state of one interpretation. */
export class Machine {
  readonly store = new Store();
  readonly activations: Activation[] = [];
  readonly library: ReadonlyMap<string, LibraryFunction>;
  readonly modules: Modules;
  readonly sink: CallSink;
  /** The functions that each module has defined, with what they close over. */
  readonly defined = new Map<Entity, Map<FunctionDefinition, FunctionValue>>();
  /** How often each function has been entered. */
  readonly entered = new Map<FunctionDefinition, number>();
  /** Imported names being looked up, against imports in a circle. */
  readonly resolving = new Set<string>();
  /** Instances by class, for methods that nothing calls. */
  readonly instances = new Map<ClassType, Entity[]>();
  readonly coverage = new Coverage();
  /** What was last read at each place: most places are run many times over and read the same. */
  readonly lastRead = new Map<Span, Reading>();
  /** The steps of the whole run. */
  total = 0;
  /** The step at which a call was come upon that was not known before. */
  lastFound = 0;
  /** Steps spent in vain, by folder. */
  readonly vain = new Map<string, number>();
  /** Set when some budget was not enough. */
  starved = false;
  private steps = 0;
  private limit = 0;

  constructor(library: ReadonlyMap<string, LibraryFunction>, modules: Modules, sink: CallSink) {
    this.library = library;
    this.modules = modules;
    this.sink = sink;
  }

  /** Grants a number of steps for what comes next. */
  grant(steps: number): void {
    this.steps = 0;
    this.limit = steps;
  }

  /** Grants a budget of its own to something that has to be done first; `resume` goes back to the one before. */
  suspend(steps: number): readonly [number, number] {
    const before = [this.steps, this.limit] as const;
    this.grant(steps);
    return before;
  }

  resume([steps, limit]: readonly [number, number]): void {
    this.steps = steps;
    this.limit = limit;
  }

  /** Leaves what comes next a share of what is left of the budget, so that what comes after it is not starved. Returns what to give back. */
  openShare(): number {
    const { limit } = this;
    this.limit = Math.min(limit, this.steps + Math.ceil((limit - this.steps) * SHARE));
    return limit;
  }

  closeShare(limit: number): void {
    this.limit = limit;
  }

  /** Counts the work of making a large value. */
  charge(pieces: number): void {
    this.steps += pieces >> CHARGE_SHIFT;
  }

  /** Notes a function for the case that nothing calls it. */
  define(fn: FunctionValue): void {
    let functions = this.defined.get(fn.module);
    if (!functions) {
      functions = new Map();
      this.defined.set(fn.module, functions);
    }
    functions.set(fn.definition, fn);
  }

  /** Counts a step; false when the budget is used up. */
  step(): boolean {
    this.total++;
    if (++this.steps <= this.limit) return true;
    this.starved = true;
    return false;
  }

  /** Whether the budget is used up: what was evaluated last may not be known for that reason alone. */
  get exhausted(): boolean {
    return this.steps > this.limit;
  }

  /** Forgets what was being run, after a failure. */
  reset(): void {
    this.activations.length = 0;
    this.resolving.clear();
    this.store.reset();
  }

  get current(): Activation {
    return this.activations[this.activations.length - 1]!;
  }

  /** Runs several ways that exclude each other and joins their outcomes. */
  fork(ways: readonly (() => Abstract)[]): Abstract {
    if (ways.length === 1) return ways[0]!();
    const deltas: Delta[] = [];
    const values: Abstract[] = [];
    for (const way of ways) {
      this.store.begin();
      values.push(way());
      deltas.push(this.store.rollback());
    }
    this.store.merge(deltas);
    return join(values);
  }
}

/** Where the calls go that the interpretation comes upon. */
export interface CallSink {
  record(machine: Machine, call: RecordedCall): void;
  shell(machine: Machine, script: RecordedScript): void;
}
