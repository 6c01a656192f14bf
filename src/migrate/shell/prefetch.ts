import type { ShellProject } from '../../languages/shell/project.ts';
import type { FunctionDefinition, Part, Point, ShellScript, Statement, Word } from '../../languages/shell/syntax/ir.ts';
import { functionAround } from '../../languages/shell/values/frames.ts';
import { localNames } from '../../languages/shell/values/locals.ts';
import type { CallRewrite } from './call.ts';
import { Insertions } from './insertions.ts';
import { mayAssign, type Names, type Place, placeFor, subshellsAround } from './placement.ts';
import { watchesFailures } from './surroundings.ts';
import type { Unit } from './unit.ts';
import { isRepeatable, offsetIn, partsBetween, quoted, variablesOf } from './words.ts';

const MAX_DEPTH = 6;

/** What makes sure of a token, wherever it stands. */
interface Ensuring {
  readonly rewrite: CallRewrite;
  readonly statement: string;
  readonly server: readonly Part[];
  readonly names: Names;
}

/**
 * A token that a subshell gets is gone with the subshell. So the statement that makes sure of one stands in front of the subshell too:
 * around the call itself, and around the calls of the function that it stands in.
 */
export class Prefetch {
  private readonly unit: Unit;
  private readonly project: ShellProject;
  private readonly insertions: Insertions;
  /** Background jobs that get tokens of their own. */
  private readonly jobs: ReadonlySet<Statement>;
  /** Whether another script than the unit's may be changed. */
  private readonly mayChange: (script: ShellScript) => boolean;
  private readonly seen = new Set<string>();
  /** The first statement of a block that wants a given statement in front of it. */
  private readonly firstIn = new Map<string, number>();
  private readonly pending: { readonly key: string; readonly place: Place; readonly statement: string }[] = [];

  constructor(
    unit: Unit,
    project: ShellProject,
    insertions: Insertions,
    jobs: ReadonlySet<Statement>,
    mayChange: (script: ShellScript) => boolean,
  ) {
    this.unit = unit;
    this.project = project;
    this.insertions = insertions;
    this.jobs = jobs;
    this.mayChange = mayChange;
  }

  /** @param own where the call's own statement stands */
  around(rewrite: CallRewrite, own: Point): void {
    const ensuring: Ensuring = { rewrite, statement: rewrite.statement, server: rewrite.server, names: rewrite.names };
    for (const outer of subshellsAround(own)) this.before(outer, ensuring);
    const definition = functionAround(rewrite.site.point);
    if (definition) this.callers(definition, ensuring, 0);
  }

  /** For a statement that is not to be run twice. */
  without(rewrite: CallRewrite): void {
    const definition = functionAround(rewrite.site.point);
    for (const { point } of definition ? this.project.callSites(definition) : [])
      if (point.block.script === definition!.body.script) this.noteMember(point);
  }

  /** Makes the insertions: in each block in front of the first statement that wants one. Gives the places in the script itself. */
  finish(): Place[] {
    const own: Place[] = [];
    for (const { key, place, statement } of this.pending) {
      if (this.firstIn.get(key) !== place.index) continue;
      const { script } = place.block;
      if (script === this.unit.script) own.push(place);
      this.insertionsIn(script).add(place, statement + (watchesFailures(script.text) ? ' || :' : ''));
    }
    return own;
  }

  private insertionsIn(script: ShellScript): Insertions {
    if (script === this.unit.script) return this.insertions;
    let insertions = this.elsewhere.get(script);
    if (!insertions) this.elsewhere.set(script, (insertions = new Insertions()));
    return insertions;
  }

  /** Insertions into other scripts, which source this one. */
  readonly elsewhere = new Map<ShellScript, Insertions>();

  /** Calls of functions that are members of pipelines, but not the last, where a token cannot be had in front. */
  readonly members = new Set<Statement>();

  private noteMember({ block, index }: Point): void {
    const group = block.parent?.statement;
    if (group?.kind === 'group' && group.form === 'pipeline' && group.members.at(-1) !== block) this.members.add(block.statements[index]!);
  }

  private before(outer: Point, { statement, names }: Ensuring): void {
    const held = outer.block.statements[outer.index]!;
    if (this.isInJob(outer) || mayAssign(held, names)) return;
    const place = placeFor(outer, names);
    const key = `${place.block.script.file} ${place.block.id} ${statement}`;
    const first = this.firstIn.get(key);
    if (first === undefined || place.index < first) this.firstIn.set(key, place.index);
    this.pending.push({ key, place, statement });
  }

  private isInJob({ block, index }: Point): boolean {
    if (this.jobs.has(block.statements[index]!)) return true;
    for (let { parent } = block; parent; parent = parent.block.parent) if (parent.statement && this.jobs.has(parent.statement)) return true;
    return false;
  }

  private callers(definition: FunctionDefinition, ensuring: Ensuring, depth: number): void {
    const key = `${definition.start} ${ensuring.statement}`;
    if (depth > MAX_DEPTH || this.seen.has(key)) return;
    this.seen.add(key);
    for (const { point, args } of this.project.callSites(definition)) {
      if (point.block.script !== definition.body.script && !this.mayChange(point.block.script)) continue;
      const outside = isGlobal(definition, ensuring.names) ? ensuring : this.withArgument(definition, args, ensuring);
      if (!outside) {
        this.noteMember(point);
        continue;
      }
      for (const outer of subshellsAround(point)) this.before(outer, outside);
      const around = functionAround(point);
      if (around) this.callers(around, outside, depth + 1);
    }
  }

  /** The same where a function is called, when it gets the URL as an argument and sees the rest. */
  private withArgument(definition: FunctionDefinition, args: readonly Word[], { rewrite, server }: Ensuring): Ensuring | undefined {
    const [only] = server;
    if (server.length !== 1 || only?.kind !== 'parameter' || only.parameter.operations.length > 0) return undefined;
    const argument = /^[1-9]$/.test(only.parameter.name) ? args[Number(only.parameter.name) - 1] : undefined;
    if (!argument || !isGlobal(definition, rewrite.otherNames)) return undefined;
    const path = offsetIn(argument.parts, /(?<!\/)\/*JSSResource/i);
    const parts = partsBetween(argument, 0, path?.start);
    if (parts.length === 0 || !isRepeatable(parts)) return undefined;
    const word = quoted(parts, this.unit.script, this.unit.fileText);
    const names = new Set([...variablesOf(parts), ...rewrite.otherNames]);
    return { rewrite, statement: rewrite.statementFor(word), server: parts, names };
  }
}

/** Whether names mean the same inside a function as where it is called. */
export function isGlobal(definition: FunctionDefinition, names: Names): boolean {
  const locals = localNames(definition);
  for (const name of names) if (locals.has(name) || /^(?:\d+|[@*#])$/.test(name)) return false;
  return !definition.body.statements.some((statement) => mayAssign(statement, names));
}
