import { ts } from 'ts-morph';
import { type Guard, guardsOf, guardsWithin, loopsAround } from '../syntax/guards.ts';
import { functionAround, isFunctionNode, isInlineCallback, isInside } from '../syntax/nodes.ts';
import { armTaken } from './conditions.ts';
import type { Context } from './context.ts';
import type { Evaluator } from './evaluator.ts';
import { callSitesIn } from './functions.ts';

export interface Reaching<T> {
  /** Those that can have set what the use sees, in order. */
  readonly items: readonly T[];
  /** Whether one of them surely has, so that what was before does not matter. */
  readonly sealed: boolean;
}

/** A place that sets something. */
export interface Setting {
  readonly node: ts.Node;
  /** The context in which it was run, where it is known to be another than that of the use. */
  readonly context?: Context | undefined;
}

interface Placed<T> {
  readonly item: T;
  readonly site: ts.Node;
  /** Conditions inside a called function under which the item takes effect. */
  readonly inner: readonly Guard[];
  /** False for what a callback does that may never be called. */
  readonly sure: boolean;
}

/** Which of several places that set something can have set what a use of it sees: those before it, not overwritten on the way. */
export function reaching<T extends Setting>(
  e: Evaluator,
  items: readonly T[],
  use: ts.Node,
  context: Context,
  throughCalls = true,
): Reaching<T> {
  const owner = functionAround(use);
  e.work(items.length);
  const placed: Placed<T>[] = [];
  const elsewhere: T[] = [];
  for (const item of items) {
    const home = functionAround(item.node);
    if (home === owner) placed.push({ item, site: item.node, inner: [], sure: true });
    else {
      const sites = throughCalls && isFunctionNode(home) ? callSitesIn(e, home, owner).filter(({ site }) => site !== use) : [];
      if (sites.length === 0) elsewhere.push(item);
      for (const { site, guards, callback } of sites)
        placed.push({ item, site, inner: [...guards, ...guardsWithin(item.node, home)], sure: !callback });
    }
  }
  if (placed.length === 0) {
    // Which call it is that entered the function matters only where there is something to look for.
    const frame = items.length > 0 && context.frames.get(owner)?.call ? e.frameOf(owner, context) : undefined;
    if (frame?.call) return reaching(e, items, frame.call, frame.caller, throughCalls);
    // A callback that is written where it is handed over sees what its surroundings have set by then.
    if (isFunctionNode(owner) && isInlineCallback(owner) && items.some((item) => functionAround(item.node) === functionAround(owner)))
      return reaching(e, items, owner, context, throughCalls);
    return { items: items.filter((item) => admitted(e, item, use, context)), sealed: false };
  }
  const local = walkBack(e, placed, use, context);
  if (local.sealed) return local;
  const others = elsewhere.filter((item) => admitted(e, item, use, context));
  return { items: [...others, ...local.items].sort(byPlace), sealed: false };
}

function byPlace(left: { readonly node: ts.Node }, right: { readonly node: ts.Node }): number {
  const leftFile = left.node.getSourceFile().fileName;
  const rightFile = right.node.getSourceFile().fileName;
  return leftFile === rightFile ? left.node.pos - right.node.pos : leftFile < rightFile ? -1 : 1;
}

/** Whether something set in another function can take effect, by the conditions around it. */
function admitted(e: Evaluator, item: Setting, use: ts.Node, context: Context): boolean {
  const owner = functionAround(item.node);
  return guardsWithin(item.node, owner).every((guard) => armTaken(e, guard, use, item.context ?? context) !== false);
}

function walkBack<T extends Setting>(e: Evaluator, placed: readonly Placed<T>[], use: ts.Node, context: Context): Reaching<T> {
  const owner = functionAround(use);
  const ordered = [...placed].sort((left, right) => left.site.pos - right.site.pos || left.item.node.pos - right.item.node.pos);
  const start = use.getStart();
  const before = ordered.filter(({ site }) => precedes(site, use, start));
  const found = new Set<T>();
  const inOrder = (): T[] => [...found].reverse();
  if (take(e, before, use, owner, context, new Set(), found)) return { items: inOrder(), sealed: true };
  const loops = loopsAround(use);
  const earlier = new Set(before);
  const later =
    loops.length === 0 ? [] : ordered.filter((entry) => !earlier.has(entry) && loops.some((loop) => isInside(entry.site, loop)));
  take(e, later, use, owner, context, new Set(), found);
  return { items: inOrder(), sealed: false };
}

/** A declaration or assignment takes effect at its end; what stands inside its own value does not see it. */
function precedes(site: ts.Node, use: ts.Node, start: number): boolean {
  if (ts.isParameter(site) || (site !== use && isInside(site, use))) return true;
  if (isInside(use, site)) return false;
  return site.getEnd() <= start || ts.isFunctionDeclaration(site);
}

function take<T extends Setting>(
  e: Evaluator,
  entries: readonly Placed<T>[],
  use: ts.Node,
  owner: ts.Node,
  context: Context,
  covered: Set<string>,
  found: Set<T>,
): boolean {
  for (let index = entries.length - 1; index >= 0; index--) {
    const { item, site, sure } = entries[index]!;
    const pending = pendingOf(e, entries[index]!, use, owner, context);
    if (pending === undefined) continue;
    found.add(item);
    if (!sure || skippable(site, use, owner)) continue;
    if (pending.length === 0 || cover(pending, covered)) {
      if (site !== item.node) alongside(e, entries.slice(0, index), entries[index]!, use, owner, context, found);
      return true;
    }
  }
  return false;
}

/** What else a call sets on the way: in which order it does so is known inside one function alone. */
function alongside<T extends Setting>(
  e: Evaluator,
  earlier: readonly Placed<T>[],
  last: Placed<T>,
  use: ts.Node,
  owner: ts.Node,
  context: Context,
  found: Set<T>,
): void {
  const home = functionAround(last.item.node);
  for (const entry of earlier) {
    const { item, site } = entry;
    if (site !== last.site || functionAround(item.node) === home || found.has(item)) continue;
    if (pendingOf(e, entry, use, owner, context) !== undefined) found.add(item);
  }
}

/** The conditions around a place, and on the way to it, that are not known to hold; undefined when one is known not to. */
function pendingOf<T extends Setting>(e: Evaluator, entry: Placed<T>, use: ts.Node, owner: ts.Node, context: Context): Guard[] | undefined {
  const outer = pendingGuards(e, guardsWithin(entry.site, owner), use, context);
  const inner = outer && pendingGuards(e, entry.inner, use, entry.item.context ?? context);
  return inner && [...outer, ...inner];
}

/** The conditions that are not known to hold; undefined when one is known not to. */
function pendingGuards(e: Evaluator, guards: readonly Guard[], use: ts.Node, context: Context): Guard[] | undefined {
  const pending: Guard[] = [];
  const around = guardsOf(use);
  e.work(guards.length);
  for (const guard of guards) {
    const same = around.find((other) => other.id === guard.id);
    if (same) {
      if (same.arm !== guard.arm) return undefined;
      continue;
    }
    const taken = armTaken(e, guard, use, context);
    if (taken === false) return undefined;
    if (taken === undefined) pending.push(guard);
  }
  return pending;
}

/** Whether a place may not be run at all although no condition says so: in a loop or a handler that the use does not stand in. */
function skippable(site: ts.Node, use: ts.Node, owner: ts.Node): boolean {
  for (let current = site.parent; current && current !== owner; current = current.parent) {
    const optional =
      ts.isCatchClause(current) ||
      ts.isForOfStatement(current) ||
      ts.isForInStatement(current) ||
      ts.isForStatement(current) ||
      ts.isWhileStatement(current);
    if (optional && !isInside(use, current)) return true;
  }
  return false;
}

/** Notes that a list of arms sets the thing; true when by now every arm of some condition does. */
function cover(pending: readonly Guard[], covered: Set<string>): boolean {
  let list = [...pending];
  for (;;) {
    covered.add(armsKey(list));
    const last = list.at(-1);
    if (!last) return true;
    if (last.clauses && !last.clauses.some(ts.isDefaultClause)) return false;
    for (let arm = 0; arm < last.arms; arm++) {
      const empty = last.clauses?.[arm]?.statements.length === 0;
      if (!empty && !covered.has(armsKey([...list.slice(0, -1), { ...last, arm }]))) return false;
    }
    list = list.slice(0, -1);
  }
}

function armsKey(guards: readonly Guard[]): string {
  return guards.map((guard) => `${guard.id}:${guard.arm}`).join('/');
}
