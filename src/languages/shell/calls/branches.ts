import type { BranchArm } from '../../../http/call.ts';
import type { FunctionDefinition, Point } from '../syntax/ir.ts';
import type { CallSite, Frame } from '../values/frames.ts';

/** The places that call a function. */
export type FindCallers = (definition: FunctionDefinition) => readonly CallSite[];

const MAX_CALLERS = 24;
const NONE: readonly BranchArm[] = [];

/** Finds the conditionals around commands. */
export class Branches {
  private readonly callers: FindCallers;
  /** What is around every call of a function; empty while that is being found, against functions that call each other. */
  private readonly aroundCalls = new Map<FunctionDefinition, readonly BranchArm[]>();

  constructor(callers: FindCallers) {
    this.callers = callers;
  }

  /**
   * The conditionals that a point stands in, outermost first. In a function, those around its call come before: with a frame
   * those of that call, without one those that are around every call.
   */
  at(point: Point, frame: Frame | undefined): BranchArm[] {
    const arms: BranchArm[] = [];
    let { block } = point;
    for (let parent = block.parent; parent; parent = block.parent) {
      const { statement } = parent;
      const place = statement && block.script.locate(statement.start, statement.end);
      const id = place ? `${place.file}:${place.start}:${statement.start}` : '';
      if (statement?.kind === 'conditional') {
        const arm = statement.arms.findIndex((candidate) => candidate.body === block);
        if (arm >= 0) arms.push({ id, arm });
      } else if (statement?.kind === 'group' && statement.form === 'list') {
        const member = statement.members.indexOf(block);
        if (member > 0 && statement.operators.includes('&&') && statement.operators.includes('||')) arms.push({ id, arm: member });
      } else if (statement?.kind === 'function') break;
      block = parent.block;
    }
    arms.reverse();
    const definition = block.parent?.statement;
    if (!block.parent && block.script.outer) return [...this.at(block.script.outer, frame), ...arms];
    if (definition?.kind !== 'function') return arms;
    if (frame?.definition === definition) return [...this.at(frame.call.point, frame.outer), ...arms];
    return [...this.around(definition), ...arms];
  }

  private around(definition: FunctionDefinition): readonly BranchArm[] {
    const known = this.aroundCalls.get(definition);
    if (known) return known;
    this.aroundCalls.set(definition, NONE);
    const calls = this.callers(definition);
    if (calls.length === 0 || calls.length > MAX_CALLERS) return NONE;
    const [head = [], ...rest] = calls.map((call) => this.at(call.point, undefined));
    const shared = head.filter(({ id, arm }) => rest.every((arms) => arms.some((other) => other.id === id && other.arm === arm)));
    this.aroundCalls.set(definition, shared);
    return shared;
  }
}
