import { ts } from 'ts-morph';
import { isFunctionNode } from '../syntax/nodes.ts';
import { type Abstract, entityKey, idOf } from './entity.ts';

/** One way in which a function is entered: the call, or values that a library passes. */
export interface Frame {
  readonly key: string;
  readonly call?: ts.CallExpression | ts.NewExpression | undefined;
  /** Arguments to leave out in front: `f.call(self, …)`. */
  readonly shift?: number | undefined;
  /** Values passed by something other than a call in the scripts. */
  readonly given?: readonly (Abstract | undefined)[] | undefined;
  /** The context in which the call's arguments stand. */
  readonly caller: Context;
  readonly self?: Abstract | undefined;
}

/** Decisions held fixed while one of several contexts of a request is looked at. */
export interface Facts {
  readonly size: number;
  readonly arms: ReadonlyMap<string, number>;
  readonly callers: ReadonlyMap<ts.Node, Frame>;
  readonly selves: ReadonlyMap<ts.Node, ts.Node>;
  /** How each decision is held fixed, by the decision's key. */
  readonly fixed: ReadonlyMap<string, string>;
}

/** What a choice depends on when nothing is held fixed. */
export type Choice =
  | { readonly kind: 'arm'; readonly id: string; readonly arms: number }
  | { readonly kind: 'callers'; readonly node: ts.Node; readonly options: readonly Frame[] }
  | { readonly kind: 'self'; readonly node: ts.Node; readonly options: readonly ts.Node[] };

/** A result, and what it depends on when nothing is held fixed. */
export interface MemoEntry {
  readonly result: Abstract;
  readonly choices: ReadonlyMap<string, Choice>;
  /** The functions of which it was asked how they have been entered. */
  readonly entered: ReadonlySet<ts.Node>;
}

/** The results of one expression: with nothing held fixed, and by those fixed decisions that matter to it. */
export interface Memo {
  readonly base: MemoEntry;
  variants?: Map<string, MemoEntry>;
}

/** The functions that have been entered on the way to an expression. */
export interface Context {
  readonly id: string;
  readonly frames: ReadonlyMap<ts.Node, Frame>;
  readonly depth: number;
  readonly memo: Map<ts.Node, Memo>;
  /** Results that are the same however these functions have been entered: they were not asked for it. */
  readonly common: Map<ts.Node, Memo>;
  /** The context as it concerns what stands in a function. */
  readonly inner: Map<ts.Node, Context>;
}

export const NO_FACTS: Facts = { size: 0, arms: new Map(), callers: new Map(), selves: new Map(), fixed: new Map() };

const scopes = new WeakMap<ts.Node, ts.Node>();

/** The function, field or file that a node stands in or is. */
function scopeOf(node: ts.Node): ts.Node {
  const known = scopes.get(node);
  if (known) return known;
  let current = node;
  while (current.parent && !isFunctionNode(current) && !ts.isPropertyDeclaration(current) && !ts.isClassStaticBlockDeclaration(current))
    current = current.parent;
  scopes.set(node, current);
  return current;
}

/** Makes contexts, the same one for the same frames and facts. */
export class Contexts {
  private readonly known = new Map<string, Context>();
  private readonly ids = new Map<string, string>();
  private readonly commons = new Map<string, Map<ts.Node, Memo>>();
  readonly root: Context;

  constructor() {
    this.root = this.intern(new Map());
  }

  private intern(frames: ReadonlyMap<ts.Node, Frame>): Context {
    const parts = [...frames].map(([node, frame]) => `${idOf(node)}<${frame.key}`).sort();
    const key = parts.join('|');
    const known = this.known.get(key);
    if (known) return known;
    const id = this.short(key);
    const depth = Math.max(0, ...[...frames.values()].map((frame) => frame.caller.depth + 1));
    const context: Context = { id, frames, depth, memo: new Map(), common: this.common(frames, depth), inner: new Map() };
    this.known.set(key, context);
    return context;
  }

  /** One for all contexts of the same functions, called by the scripts or not, at the same depth. */
  private common(frames: ReadonlyMap<ts.Node, Frame>, depth: number): Map<ts.Node, Memo> {
    const parts = [...frames].map(([node, { call }]) => `${idOf(node)}${call ? 'c' : ''}`).sort();
    const key = `${depth}:${parts.join(',')}`;
    let common = this.commons.get(key);
    if (!common) this.commons.set(key, (common = new Map()));
    return common;
  }

  /** Contexts' keys hold those of their callers: short names keep them from growing. */
  private short(key: string): string {
    let id = this.ids.get(key);
    if (id === undefined) this.ids.set(key, (id = `k${this.ids.size}`));
    return id;
  }

  /** The context without frames. */
  base(context: Context): Context {
    return context.frames.size === 0 ? context : this.root;
  }

  /** The context as it concerns a node: frames of the functions around it alone. */
  at(context: Context, node: ts.Node): Context {
    if (context.frames.size === 0) return context;
    const scope = scopeOf(node);
    const known = context.inner.get(scope);
    if (known) return known;
    const frames = new Map<ts.Node, Frame>();
    for (let current: ts.Node | undefined = scope; current; current = current.parent) {
      const frame = context.frames.get(current);
      if (frame) frames.set(current, frame);
    }
    const found = frames.size === context.frames.size ? context : this.intern(frames);
    context.inner.set(scope, found);
    return found;
  }

  enter(outer: Context, node: ts.Node, frame: Frame): Context {
    const frames = new Map(outer.frames);
    frames.set(node, frame);
    return this.intern(frames);
  }
}

/** The facts with one more decision held fixed. */
export function assume(facts: Facts, choice: Choice, option: number): Facts {
  const arms = new Map(facts.arms);
  const callers = new Map(facts.callers);
  const selves = new Map(facts.selves);
  if (choice.kind === 'arm') arms.set(choice.id, option);
  else if (choice.kind === 'callers') callers.set(choice.node, choice.options[option]!);
  else selves.set(choice.node, choice.options[option]!);
  const held = { size: facts.size + 1, arms, callers, selves, fixed: facts.fixed };
  const fixed = new Map(facts.fixed).set(choiceKey(choice), decided(held, choice)!);
  return { ...held, fixed };
}

/** How a decision is held fixed; undefined where it is open. */
export function decided(facts: Facts, choice: Choice): string | undefined {
  if (choice.kind === 'arm') {
    const arm = facts.arms.get(choice.id);
    return arm === undefined ? undefined : String(arm);
  }
  if (choice.kind === 'callers') return facts.callers.get(choice.node)?.key;
  const self = facts.selves.get(choice.node);
  return self && String(idOf(self));
}

/** The key of a frame made by a call in a context. */
export function callFrame(call: ts.CallExpression | ts.NewExpression, caller: Context, self?: Abstract, shift?: number): Frame {
  const key = `${idOf(call)}@${caller.id}${self ? `~${self.map(entityKey).join(',')}` : ''}${shift ? `+${shift}` : ''}`;
  return { key, call, caller, self, shift };
}

/** The key of a frame whose arguments a library passes. */
export function givenFrame(node: ts.Node, caller: Context, given: readonly (Abstract | undefined)[], self?: Abstract): Frame {
  const parts = given.map((value) => (value ? value.map(entityKey).join(',') : ''));
  return { key: `g${idOf(node)}@${caller.id}(${parts.join(';')})`, given, caller, self };
}

export function choiceKey(choice: Choice): string {
  return choice.kind === 'arm' ? `a${choice.id}` : `${choice.kind}${idOf(choice.node)}`;
}
