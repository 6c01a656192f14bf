import { ts } from 'ts-morph';
import { type Span, type UnknownCause, union, unknown, type Value, withTrail } from '../../../values/value.ts';
import type { Program } from '../program.ts';
import { bare } from '../syntax/nodes.ts';
import { spanOf } from '../syntax/unit.ts';
import { evalCall } from './calls.ts';
import { type Choice, choiceKey, type Context, Contexts } from './context.ts';
import { type Abstract, type Entity, idOf, join, NOTHING_KNOWN, unknownEntity } from './entity.ts';
import { evalExpression } from './expressions.ts';
import { urlText } from './urls.ts';

const MAX_STEPS = 400_000;
const MAX_STACK = 220;

/** Evaluates expressions by demand: memoised for each context, safe against cycles, bounded. */
export class Evaluator {
  readonly program: Program;
  readonly contexts = new Contexts();
  /** Caches of the functions around this class, by purpose. */
  readonly notes = new Map<string, unknown>();
  private readonly active = new Map<string, number>();
  private recorders: Map<string, Choice>[] = [];
  private steps = 0;
  private lowest = Number.POSITIVE_INFINITY;

  constructor(program: Program) {
    this.program = program;
  }

  get root(): Context {
    return this.contexts.root;
  }

  /** Starts a new allowance of work. */
  refill(): void {
    this.steps = 0;
  }

  get exhausted(): boolean {
    return this.steps > MAX_STEPS;
  }

  /** What an expression can be in a context. */
  eval(expression: ts.Expression, within: Context): Abstract {
    const node = bare(expression);
    return this.memo(node, node, within, (context) => (ts.isCallExpression(node) || ts.isNewExpression(node) ? evalCall(this, node, context) : evalExpression(this, node, context)));
  }

  /** Runs a computation that belongs to a node once for each context. */
  memo(key: ts.Node, place: ts.Node, within: Context, compute: (context: Context) => Abstract): Abstract {
    const context = this.contexts.at(within, place);
    const known = context.memo.get(key);
    if (known) {
      for (const choice of known.choices.values()) this.record(choice);
      return known.result;
    }
    const id = `${idOf(key)}@${context.id}`;
    const entered = this.active.get(id);
    if (entered !== undefined) {
      this.lowest = Math.min(this.lowest, entered);
      return NOTHING_KNOWN;
    }
    const depth = this.active.size;
    if (++this.steps > MAX_STEPS || depth > MAX_STACK) {
      this.lowest = 0;
      return unknownEntity('limit', 'limit', spanOf(place));
    }
    const outerLowest = this.lowest;
    this.lowest = Number.POSITIVE_INFINITY;
    this.active.set(id, depth);
    const recorder = new Map<string, Choice>();
    this.recorders.push(recorder);
    try {
      const result = compute(context);
      if (this.lowest >= depth) context.memo.set(key, { result, choices: recorder });
      return result;
    } finally {
      this.recorders.pop();
      this.active.delete(id);
      for (const choice of recorder.values()) this.record(choice);
      this.lowest = Math.min(outerLowest, this.lowest >= depth ? Number.POSITIVE_INFINITY : this.lowest);
    }
  }

  /** Notes that a result depends on a decision that is not held fixed. */
  record(choice: Choice): void {
    this.recorders.at(-1)?.set(choiceKey(choice), choice);
  }

  /** Runs something and tells on which decisions its result depends. */
  recording<T>(run: () => T): { result: T; choices: Map<string, Choice> } {
    const choices = new Map<string, Choice>();
    this.recorders.push(choices);
    try {
      return { result: run(), choices };
    } finally {
      this.recorders.pop();
      for (const choice of choices.values()) this.record(choice);
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
    const cause: UnknownCause = abstract.length === 0 ? 'cycle' : abstract.every((entity) => entity.kind === 'constant') ? 'undefined' : 'computed';
    return unknown(this.nameOf(place), cause, spanOf(place));
  }

  private entityText(entity: Entity, place: ts.Node, context: Context): Value | undefined {
    if (entity.kind === 'text') return entity.value;
    if (entity.kind === 'unknown') return unknown(entity.name, entity.cause, entity.span ?? spanOf(place));
    if (entity.kind === 'external') return unknown(entity.path.at(-1) ?? entity.module, entity.module === '' ? 'undefined' : 'config', spanOf(place));
    if (entity.kind === 'made') return urlText(this, entity, place, context);
    return undefined;
  }

  /** What a reader would call an expression. */
  nameOf(node: ts.Node): string {
    const inner = ts.isExpression(node) ? bare(node) : node;
    if (ts.isIdentifier(inner)) return inner.text;
    if (ts.isPropertyAccessExpression(inner)) return inner.name.text;
    if (ts.isElementAccessExpression(inner)) {
      const index = bare(inner.argumentExpression);
      return ts.isStringLiteralLike(index) ? index.text : this.nameOf(inner.expression);
    }
    if (ts.isCallExpression(inner) || ts.isNewExpression(inner)) return this.nameOf(inner.expression);
    return 'value';
  }

  /** Adds a step to the trail of every text in an abstract value. */
  trail(abstract: Abstract, step: { kind: 'variable' | 'parameter' | 'function' | 'member' | 'import'; name: string; use: Span; definition?: Span | undefined }): Abstract {
    return abstract.map((entity) => (entity.kind === 'text' ? { kind: 'text', value: withTrail(entity.value, step) } : entity));
  }

  joined(parts: readonly Abstract[]): Abstract {
    return parts.length === 0 ? NOTHING_KNOWN : join(parts);
  }
}
