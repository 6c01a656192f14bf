import { ts } from 'ts-morph';
import { type Span, type UnknownCause, union, unknown, type Value, withTrail } from '../../../values/value.ts';
import type { Program } from '../program.ts';
import { bare } from '../syntax/nodes.ts';
import { spanOf } from '../syntax/unit.ts';
import { evalCall } from './calls.ts';
import { type Choice, type Context, Contexts, choiceKey, type Facts, type Frame, type Memo, type MemoEntry, NO_FACTS } from './context.ts';
import { type Abstract, type Entity, idOf, isEntered, join, NOTHING_KNOWN, unknownEntity } from './entity.ts';
import { evalExpression } from './expressions.ts';
import { Provisional } from './provisional.ts';
import { urlText } from './urls.ts';

/** A request on its way through interceptors. */
export interface SentRequest {
  readonly url: Abstract;
  readonly method: Abstract;
  readonly config: Abstract;
}

/** On what a result depends, as far as anything has been noted: most depend on nothing. */
interface Recorder {
  choices?: Map<string, Choice>;
  /** Sets of choices that were added as a whole. */
  seen?: Set<ReadonlyMap<string, Choice>>;
  entered?: Set<ts.Node>;
}

const NO_CHOICES: ReadonlyMap<string, Choice> = new Map();
const NONE_ENTERED: ReadonlySet<ts.Node> = new Set();

/** The most expressions that are evaluated for one call, and for one file. */
const MAX_STEPS = 40_000;
const MAX_FILE_STEPS = 240_000;
/** So many looks at members are as much work as one expression. */
const LOOKS_PER_STEP = 8;
/** So many items of a list are as much work as one expression. */
const ITEMS_PER_STEP = 64;
const MAX_CHOICES = 256;
const MAX_STACK = 220;

/** Evaluates expressions by demand: memoised for each context, safe against cycles, bounded. */
export class Evaluator {
  readonly program: Program;
  readonly contexts = new Contexts();
  /** The requests that calls send, as their interceptors see them. */
  readonly sent = new Map<ts.Node, SentRequest>();
  /** Decisions that were seen not to matter, by what they did not matter to. */
  readonly idle = new Set<string>();
  /** How many calls in a row a decision left the path of, by the decision. */
  readonly unchanging = new Map<string, number>();
  /** Whether what a module exports under a name are functions and classes of the scripts, by both. */
  readonly ownExports = new Map<string, boolean>();
  /** Caches of the functions around this class, by purpose. */
  readonly notes = new Map<string, unknown>();
  private readonly active = new Map<string, number>();
  private readonly lookups = new Map<string, number>();
  private readonly provisional = new Provisional();
  private current: Facts = NO_FACTS;
  private recorders: Recorder[] = [];
  private steps = 0;
  private fileSteps = 0;
  private looks = 0;
  private lowest = Number.POSITIVE_INFINITY;

  constructor(program: Program) {
    this.program = program;
  }

  get root(): Context {
    return this.contexts.root;
  }

  /** Looks something up that may lead back to itself; then there is nothing to find. */
  acyclic<T>(id: string, nothing: T, run: () => T): T {
    const entered = this.lookups.get(id);
    if (entered !== undefined) {
      this.lowest = Math.min(this.lowest, entered);
      return nothing;
    }
    this.lookups.set(id, this.active.size - 1);
    try {
      return run();
    } finally {
      this.lookups.delete(id);
    }
  }

  /** Starts a new allowance of work: for the next call, or for the next file. */
  refill(what: 'call' | 'file'): void {
    this.steps = 0;
    if (what === 'file') this.fileSteps = 0;
  }

  /** Counts work other than looking at expressions. */
  charge(steps: number): void {
    this.steps += steps;
    this.fileSteps += steps;
  }

  /** Counts work on lists that may be as long as a program. */
  work(items: number): void {
    this.charge(Math.floor(items / ITEMS_PER_STEP));
  }

  /** Counts a look at a member, of which several make a step; false when the allowance is used up. */
  look(): boolean {
    if (++this.looks % LOOKS_PER_STEP === 0) this.charge(1);
    return !this.exhausted;
  }

  get exhausted(): boolean {
    return this.steps > MAX_STEPS || this.fileSteps > MAX_FILE_STEPS;
  }

  /** What an expression can be in a context. */
  eval(expression: ts.Expression, within: Context): Abstract {
    const node = bare(expression);
    return this.memo(node, node, within, (context) =>
      ts.isCallExpression(node) || ts.isNewExpression(node) ? evalCall(this, node, context) : evalExpression(this, node, context),
    );
  }

  /** Runs a computation that belongs to a node once for each context, and for each way in which decisions that matter to it are fixed. */
  memo(key: ts.Node, place: ts.Node, within: Context, compute: (context: Context) => Abstract): Abstract {
    const context = this.contexts.at(within, place);
    let known = this.known(key, context);
    if (!known && this.facts.size > 0) {
      this.withFacts(NO_FACTS, () => this.isolated(() => this.compute(key, place, context, compute)));
      known = this.known(key, context);
    }
    if (known) {
      const variant = this.facts.size === 0 ? undefined : this.variantKey(known.base.choices);
      const entry = variant === undefined ? known.base : known.variants?.get(variant);
      if (entry) {
        this.recordEntry(entry);
        return entry.result;
      }
    }
    return this.compute(key, place, context, compute);
  }

  private known(key: ts.Node, context: Context): Memo | undefined {
    return context.memo.get(key) ?? context.common.get(key);
  }

  /** How a function has been entered; that a result depends on it is noted. */
  frameOf(owner: ts.Node, context: Context): Frame | undefined {
    const frame = context.frames.get(owner);
    const recorder = frame && this.recorders.at(-1);
    if (recorder) (recorder.entered ??= new Set()).add(owner);
    return frame;
  }

  /** The fixed decisions among those that a result depends on; undefined when there are none. */
  private variantKey(choices: ReadonlyMap<string, Choice>): string | undefined {
    if (choices.size === 0) return undefined;
    const parts: string[] = [];
    for (const [key, option] of this.facts.fixed) if (choices.has(key)) parts.push(`${key}=${option}`);
    return parts.length === 0 ? undefined : parts.sort().join(',');
  }

  private compute(key: ts.Node, place: ts.Node, context: Context, compute: (context: Context) => Abstract): Abstract {
    const id = `${idOf(key)}@${context.id}`;
    const draft = this.provisional.find(id, this.facts);
    if (draft) {
      this.lowest = Math.min(this.lowest, draft.lowest);
      this.recordEntry(draft.entry);
      return draft.entry.result;
    }
    const entered = this.active.get(id);
    if (entered !== undefined) {
      this.lowest = Math.min(this.lowest, entered);
      return NOTHING_KNOWN;
    }
    const depth = this.active.size;
    this.fileSteps++;
    if (++this.steps > MAX_STEPS || this.fileSteps > MAX_FILE_STEPS || depth > MAX_STACK) {
      this.lowest = -1;
      return unknownEntity('limit', 'limit', spanOf(place));
    }
    const outerLowest = this.lowest;
    this.lowest = Number.POSITIVE_INFINITY;
    this.active.set(id, depth);
    const recorder: Recorder = {};
    this.recorders.push(recorder);
    try {
      const result = compute(context);
      const entry = { result, choices: recorder.choices ?? NO_CHOICES, entered: recorder.entered ?? NONE_ENTERED };
      if (this.lowest >= depth) this.store(key, context, entry);
      else this.provisional.keep(id, this.facts, { entry, lowest: this.lowest });
      return result;
    } finally {
      this.recorders.pop();
      this.active.delete(id);
      this.provisional.leave(depth);
      this.pass(recorder);
      this.lowest = Math.min(outerLowest, this.lowest >= depth ? Number.POSITIVE_INFINITY : this.lowest);
    }
  }

  private store(key: ts.Node, context: Context, entry: MemoEntry): void {
    const memo = this.isCommon(entry, context) ? context.common : context.memo;
    const known = memo.get(key);
    if (this.facts.size === 0) memo.set(key, known?.variants ? { base: entry, variants: known.variants } : { base: entry });
    else this.storeVariant(key, context, entry);
  }

  private storeVariant(key: ts.Node, context: Context, entry: MemoEntry): void {
    let known = this.known(key, context);
    const variant = known && this.variantKey(known.base.choices);
    if (!known || variant === undefined) return;
    if (context.common.get(key) === known && !this.isCommon(entry, context)) context.memo.set(key, (known = { base: known.base }));
    (known.variants ??= new Map()).set(variant, entry);
  }

  /** Whether a result would be the same had the functions of a context been entered in another way. */
  private isCommon({ result, entered }: MemoEntry, { frames }: Context): boolean {
    if (frames.size === 0 || this.exhausted) return false;
    for (const owner of entered) if (frames.has(owner)) return false;
    return !result.some(isEntered);
  }

  /** Runs something while decisions are held fixed. */
  withFacts<T>(facts: Facts, run: () => T): T {
    const outer = this.current;
    this.current = facts;
    try {
      return run();
    } finally {
      this.current = outer;
    }
  }

  get facts(): Facts {
    return this.current;
  }

  /** Runs a question of its own: with nothing held fixed, and without telling on what the answer depends. */
  isolated<T>(run: () => T): T {
    const recorder: Recorder = {};
    this.recorders.push(recorder);
    try {
      return this.withFacts(NO_FACTS, run);
    } finally {
      this.recorders.pop();
      this.passEntered(recorder.entered);
    }
  }

  /** Answers a question about the program once; an answer inside a cycle is given, but worked out anew when the cycle is closed. */
  once<K extends object | string, V>(purpose: string, key: K, whileRunning: V, answer: () => V): V {
    let cache = this.notes.get(purpose) as Map<K, V> | undefined;
    if (!cache) this.notes.set(purpose, (cache = new Map()));
    if (cache.has(key)) return cache.get(key)!;
    const id = `${purpose}|${typeof key === 'string' ? key : idOf(key)}`;
    const entered = this.active.get(id);
    if (entered !== undefined) {
      this.lowest = Math.min(this.lowest, entered);
      return whileRunning;
    }
    const depth = this.active.size;
    const outerLowest = this.lowest;
    this.lowest = Number.POSITIVE_INFINITY;
    this.active.set(id, depth);
    try {
      const result = this.isolated(answer);
      if (this.lowest >= depth) cache.set(key, result);
      return result;
    } finally {
      this.active.delete(id);
      this.provisional.leave(depth);
      this.lowest = Math.min(outerLowest, this.lowest >= depth ? Number.POSITIVE_INFINITY : this.lowest);
    }
  }

  /** Notes that a result depends on a decision that is not held fixed. */
  record(choice: Choice): void {
    const recorder = this.recorders.at(-1);
    if (!recorder) return;
    recorder.choices ??= new Map();
    if (recorder.choices.size < MAX_CHOICES) recorder.choices.set(choiceKey(choice), choice);
  }

  private recordAll(choices: ReadonlyMap<string, Choice>): void {
    const recorder = this.recorders.at(-1);
    if (!recorder || choices.size === 0 || recorder.seen?.has(choices)) return;
    (recorder.seen ??= new Set()).add(choices);
    recorder.choices ??= new Map();
    for (const [key, choice] of choices) if (recorder.choices.size < MAX_CHOICES) recorder.choices.set(key, choice);
  }

  private recordEntry(entry: MemoEntry): void {
    this.recordAll(entry.choices);
    if (entry.entered.size > 0) this.passEntered(entry.entered);
  }

  /** What the innermost result depends on, the one around it depends on too. */
  private pass({ choices, entered }: Recorder): void {
    if (choices) this.recordAll(choices);
    this.passEntered(entered);
  }

  private passEntered(entered: ReadonlySet<ts.Node> | undefined): void {
    const recorder = entered && this.recorders.at(-1);
    if (!recorder) return;
    const own = (recorder.entered ??= new Set());
    for (const owner of entered) own.add(owner);
  }

  /** Runs something and tells on which decisions its result depends. */
  recording<T>(run: () => T): { result: T; choices: ReadonlyMap<string, Choice> } {
    const asked = this.asking(run);
    this.recordAll(asked.choices);
    return asked;
  }

  /** The same, without the decisions counting for what is evaluated around it. */
  asking<T>(run: () => T): { result: T; choices: ReadonlyMap<string, Choice> } {
    const recorder: Recorder = {};
    this.recorders.push(recorder);
    try {
      const result = run();
      return { result, choices: recorder.choices ?? NO_CHOICES };
    } finally {
      this.recorders.pop();
      this.passEntered(recorder.entered);
    }
  }

  /** The string that an expression can be. */
  text(expression: ts.Expression, context: Context): Value {
    return this.asValue(this.eval(expression, context), expression, context);
  }

  /** An abstract value as a string; what has no text is a named unknown. */
  asValue(abstract: Abstract, place: ts.Node, context: Context): Value {
    const values: Value[] = [];
    for (const entity of abstract) {
      const value = this.entityText(entity, place, context);
      if (value) values.push(value);
    }
    if (values.length > 0) return union(values);
    const cause: UnknownCause =
      abstract.length === 0 ? 'cycle' : abstract.every((entity) => entity.kind === 'constant') ? 'undefined' : 'computed';
    return unknown(this.nameOf(place), cause, spanOf(place));
  }

  private entityText(entity: Entity, place: ts.Node, context: Context): Value | undefined {
    if (entity.kind === 'text') return entity.value;
    if (entity.kind === 'unknown') return unknown(entity.name, entity.cause, entity.span ?? spanOf(place));
    if (entity.kind === 'external')
      return unknown(
        entity.path.findLast((name) => !GENERIC.has(name)) ?? entity.module,
        entity.module === '' ? 'undefined' : 'config',
        spanOf(place),
      );
    if (entity.kind === 'made') return urlText(this, entity, place, context);
    return undefined;
  }

  /** What a reader would call an expression. */
  nameOf(node: ts.Node): string {
    const inner = ts.isExpression(node) ? bare(node) : node;
    if (ts.isIdentifier(inner)) return inner.text;
    if (ts.isPropertyAccessExpression(inner)) return GENERIC.has(inner.name.text) ? this.nameOf(inner.expression) : inner.name.text;
    if (ts.isElementAccessExpression(inner)) {
      const index = bare(inner.argumentExpression);
      return ts.isStringLiteralLike(index) ? index.text : this.nameOf(inner.expression);
    }
    if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) return this.nameOf(inner.expression);
    return 'value';
  }

  /** Adds a step to the trail of every text in an abstract value. */
  trail(
    abstract: Abstract,
    step: { kind: 'variable' | 'parameter' | 'function' | 'member' | 'import'; name: string; use: Span; definition?: Span | undefined },
  ): Abstract {
    return abstract.map((entity) =>
      entity.kind === 'text' && isTraceable(entity.value) ? { kind: 'text', value: withTrail(entity.value, step) } : entity,
    );
  }

  joined(parts: readonly Abstract[]): Abstract {
    return parts.length === 0 ? NOTHING_KNOWN : join(parts);
  }
}

/** Names of members that say nothing of what they hold. */
const GENERIC = new Set(['value', 'data', 'current', 'text']);
const MAX_TRACED = 96;

/** Long documents are not told the way of: nobody asks where each of their words came from. */
function isTraceable(value: Value): boolean {
  let pieces = 0;
  for (const sequence of value.alternatives) pieces += sequence.length;
  return pieces <= MAX_TRACED;
}
