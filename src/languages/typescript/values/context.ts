import type { ts } from 'ts-morph';
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
  readonly key: string;
  readonly arms: ReadonlyMap<string, number>;
  readonly callers: ReadonlyMap<ts.Node, Frame>;
  readonly selves: ReadonlyMap<ts.Node, ts.Node>;
}

/** What a choice depends on when nothing is held fixed. */
export type Choice =
  | { readonly kind: 'arm'; readonly id: string; readonly arms: number }
  | { readonly kind: 'callers'; readonly node: ts.Node; readonly options: readonly Frame[] }
  | { readonly kind: 'self'; readonly node: ts.Node; readonly options: readonly ts.Node[] };

export interface MemoEntry {
  readonly result: Abstract;
  readonly choices: ReadonlyMap<string, Choice>;
}

/** The functions that have been entered on the way to an expression, and the decisions held fixed. */
export interface Context {
  readonly id: string;
  readonly frames: ReadonlyMap<ts.Node, Frame>;
  readonly facts: Facts;
  readonly depth: number;
  readonly memo: Map<ts.Node, MemoEntry>;
}

const NO_FACTS: Facts = { key: '', arms: new Map(), callers: new Map(), selves: new Map() };

/** Makes contexts, the same one for the same frames and facts. */
export class Contexts {
  private readonly known = new Map<string, Context>();
  private readonly ids = new Map<string, string>();
  readonly root: Context;

  constructor() {
    this.root = this.intern(new Map(), NO_FACTS);
  }

  private intern(frames: ReadonlyMap<ts.Node, Frame>, facts: Facts): Context {
    const parts = [...frames].map(([node, frame]) => `${idOf(node)}<${frame.key}`).sort();
    const key = `${parts.join('|')}#${facts.key}`;
    const known = this.known.get(key);
    if (known) return known;
    const id = this.short(key);
    const depth = Math.max(0, ...[...frames.values()].map((frame) => frame.caller.depth + 1));
    const context: Context = { id, frames, facts, depth, memo: new Map() };
    this.known.set(key, context);
    return context;
  }

  /** Contexts' keys hold those of their callers: short names keep them from growing. */
  private short(key: string): string {
    let id = this.ids.get(key);
    if (id === undefined) this.ids.set(key, (id = `k${this.ids.size}`));
    return id;
  }

  /** The context without frames. */
  base(context: Context): Context {
    return context.frames.size === 0 ? context : this.intern(new Map(), context.facts);
  }

  /** The context as it concerns a node: frames of the functions around it alone. */
  at(context: Context, node: ts.Node): Context {
    if (context.frames.size === 0) return context;
    const frames = new Map<ts.Node, Frame>();
    for (let current: ts.Node | undefined = node; current; current = current.parent) {
      const frame = context.frames.get(current);
      if (frame) frames.set(current, frame);
    }
    return frames.size === context.frames.size ? context : this.intern(frames, context.facts);
  }

  enter(outer: Context, node: ts.Node, frame: Frame): Context {
    const frames = new Map(outer.frames);
    frames.set(node, frame);
    return this.intern(frames, outer.facts);
  }

  /** A context with one more decision held fixed. */
  assume(context: Context, choice: Choice, option: number): Context {
    const facts: { arms: Map<string, number>; callers: Map<ts.Node, Frame>; selves: Map<ts.Node, ts.Node> } = {
      arms: new Map(context.facts.arms),
      callers: new Map(context.facts.callers),
      selves: new Map(context.facts.selves),
    };
    if (choice.kind === 'arm') facts.arms.set(choice.id, option);
    else if (choice.kind === 'callers') facts.callers.set(choice.node, choice.options[option]!);
    else facts.selves.set(choice.node, choice.options[option]!);
    const key = [
      ...[...facts.arms].map(([id, arm]) => `a${id}=${arm}`),
      ...[...facts.callers].map(([node, frame]) => `c${idOf(node)}=${frame.key}`),
      ...[...facts.selves].map(([node, self]) => `s${idOf(node)}=${idOf(self)}`),
    ].sort();
    return this.intern(context.frames, { key: key.join(','), ...facts });
  }
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
