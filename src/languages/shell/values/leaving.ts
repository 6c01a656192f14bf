import { childBlocks } from '../syntax/blocks.ts';
import type { Block, FunctionDefinition, Group, Point, ShellScript, Statement } from '../syntax/ir.ts';
import { plainText } from './frames.ts';

type FindFunctions = (name: string, script: ShellScript) => readonly FunctionDefinition[];

/** Commands that succeed whatever they are given, and `cd`: no script means to go on where it fails. */
const SUCCEEDS = new Set([':', 'true', 'echo', 'printf', 'print', 'cd']);

/** Which statements never let the next one run, because they leave the function or the script. */
export class Leaving {
  private readonly functions: FindFunctions;
  private readonly blocks = new WeakMap<Block, number>();
  private readonly ending = new Map<FunctionDefinition, boolean>();
  private readonly returns = new WeakMap<FunctionDefinition, readonly Point[]>();

  constructor(functions: FindFunctions) {
    this.functions = functions;
  }

  /** Whether a block always leaves: what it assigns is not seen behind it. */
  leaves(block: Block): boolean {
    return this.reachable(block) < block.statements.length;
  }

  /** How many of a block's statements can run to their end. */
  reachable(block: Block): number {
    let count = this.blocks.get(block);
    if (count === undefined) {
      this.blocks.set(block, block.statements.length);
      const index = block.statements.findIndex((statement) => this.statementLeaves(statement, block));
      this.blocks.set(block, (count = index < 0 ? block.statements.length : index));
    }
    return count;
  }

  statementLeaves(statement: Statement, block: Block): boolean {
    switch (statement.kind) {
      case 'command': {
        const program = statement.declares ? undefined : plainText(statement.words[0]);
        if (program === undefined) return false;
        if (program === 'exit' || program === 'return') return true;
        if (program === 'exec') return statement.words.length > 1;
        const called = this.functions(program, block.script);
        return called.length > 0 && called.every((definition) => this.ends(definition));
      }
      case 'conditional':
        return statement.exhaustive && statement.arms.every((arm) => this.leaves(arm.body));
      case 'group':
        return (
          (statement.form === 'brace' || statement.form === 'list') && statement.members.length > 0 && this.leaves(statement.members[0]!)
        );
      default:
        return false;
    }
  }

  /** Whether a function always ends the script: `die`. */
  private ends(definition: FunctionDefinition): boolean {
    const known = this.ending.get(definition);
    if (known !== undefined) return known;
    this.ending.set(definition, false);
    const ends = this.leaves(definition.body) && this.returnsOf(definition).length === 0;
    this.ending.set(definition, ends);
    return ends;
  }

  /** The places where a function returns before its end. */
  returnsOf(definition: FunctionDefinition): readonly Point[] {
    let points = this.returns.get(definition);
    if (!points) {
      const found: Point[] = [];
      collectReturns(definition.body, found);
      this.returns.set(definition, (points = found));
    }
    return points;
  }

  /** Whether a block can end with success, and whether it can end with failure. */
  outcome(block: Block): { readonly succeeds: boolean; readonly fails: boolean } {
    if (this.leaves(block)) return { succeeds: false, fails: false };
    const last = block.statements.at(-1);
    if (last?.kind === 'assignment') return { succeeds: true, fails: childBlocks(last).length > 0 };
    if (last?.kind === 'group' && last.form === 'brace') return this.outcome(last.members[0]!);
    const program = last?.kind === 'command' && !last.declares ? plainText(last.words[0]) : undefined;
    if (program !== undefined && SUCCEEDS.has(program)) return { succeeds: true, fails: false };
    return { succeeds: program !== 'false', fails: true };
  }
}

function collectReturns(block: Block, into: Point[]): void {
  block.statements.forEach((statement, index) => {
    if (statement.kind === 'command' && !statement.declares && plainText(statement.words[0]) === 'return') into.push({ block, index });
    else if (statement.kind === 'conditional') for (const arm of statement.arms) collectReturns(arm.body, into);
    else if (statement.kind === 'loop') collectReturns(statement.body, into);
    else if (statement.kind === 'group' && (statement.form === 'brace' || statement.form === 'list'))
      for (const member of statement.members) collectReturns(member, into);
  });
}

/** What holds behind some members of a list, by whether they have succeeded or failed; undefined where they cannot have. */
export interface Outcomes<T> {
  readonly success: T | undefined;
  readonly failure: T | undefined;
}

/**
 * Follows `a && b || c` through its first members.
 * @param run what holds behind a member, given what holds in front of it
 * @param merge what holds where one of two things holds
 */
export function throughList<T>(
  group: Group,
  count: number,
  leaving: Leaving,
  start: T,
  run: (member: Block, before: T) => T,
  merge: (a: T, b: T) => T,
): Outcomes<T> {
  const either = (a: T | undefined, b: T | undefined): T | undefined => (a === undefined ? b : b === undefined ? a : merge(a, b));
  let now: Outcomes<T> = { success: start, failure: undefined };
  group.members.slice(0, count).forEach((member, position) => {
    const operator = position === 0 ? '&&' : group.operators[position - 1];
    const before = operator === '&&' ? now.success : now.failure;
    if (before === undefined) return;
    const after = run(member, before);
    const { succeeds, fails } = leaving.outcome(member);
    const success = succeeds ? after : undefined;
    const failure = fails ? after : undefined;
    now = operator === '&&' ? { success, failure: either(now.failure, failure) } : { success: either(now.success, success), failure };
  });
  return now;
}
