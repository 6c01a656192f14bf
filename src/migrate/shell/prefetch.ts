import type { ShellProject } from '../../languages/shell/project.ts';
import type { FunctionDefinition, Point } from '../../languages/shell/syntax/ir.ts';
import { functionAround } from '../../languages/shell/values/frames.ts';
import { localNames } from '../../languages/shell/values/locals.ts';
import type { Insertions } from './insertions.ts';
import { mayAssign, type Names, placeFor, subshellAround } from './placement.ts';

const MAX_DEPTH = 6;

/**
 * A token that a subshell gets is gone with the subshell. So the statement that makes sure of one stands in front of the subshell too:
 * around the call itself, and around the calls of the function that it stands in.
 */
export class Prefetch {
  private readonly project: ShellProject;
  private readonly insertions: Insertions;
  private readonly seen = new Set<string>();
  /** The first statement of a block that has got a given statement in front of it. */
  private readonly firstIn = new Map<string, number>();

  constructor(project: ShellProject, insertions: Insertions) {
    this.project = project;
    this.insertions = insertions;
  }

  /** @param point where the token is needed @param own where the statement already stands */
  around(point: Point, own: Point, statement: string, names: Names): void {
    const outer = subshellAround(own);
    if (outer) this.before(outer, statement, names);
    const definition = functionAround(point);
    if (definition) this.callers(definition, statement, names, 0);
  }

  private before(outer: Point, statement: string, names: Names): boolean {
    if (mayAssign(outer.block.statements[outer.index]!, names)) return false;
    const place = placeFor(outer, names);
    const key = `${place.block.id} ${statement}`;
    const first = this.firstIn.get(key);
    if (first === undefined || place.index < first) this.firstIn.set(key, place.index);
    this.pending.push({ key, place, statement });
    return true;
  }

  private readonly pending: { readonly key: string; readonly place: ReturnType<typeof placeFor>; readonly statement: string }[] = [];

  /** Makes the insertions: in each block in front of the first statement that wants one. */
  finish(): void {
    for (const { key, place, statement } of this.pending) if (this.firstIn.get(key) === place.index) this.insertions.add(place, statement);
  }

  private callers(definition: FunctionDefinition, statement: string, names: Names, depth: number): void {
    const key = `${definition.start} ${statement}`;
    if (depth > MAX_DEPTH || this.seen.has(key) || !isGlobal(definition, names)) return;
    this.seen.add(key);
    for (const { point } of this.project.callSites(definition)) {
      if (point.block.script !== definition.body.script) continue;
      const outer = subshellAround(point);
      if (outer) this.before(outer, statement, names);
      const around = functionAround(point);
      if (around) this.callers(around, statement, names, depth + 1);
    }
  }
}

/** Whether names mean the same inside a function as where it is called. */
export function isGlobal(definition: FunctionDefinition, names: Names): boolean {
  const locals = localNames(definition);
  for (const name of names) if (locals.has(name) || /^(?:\d+|[@*#])$/.test(name)) return false;
  return !definition.body.statements.some((statement) => mayAssign(statement, names));
}
