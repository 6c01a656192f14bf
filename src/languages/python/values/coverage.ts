import type { Statement } from '../syntax/ir.ts';

/** What of a program has been run to its end, and where its budget cut it short. */
export class Coverage {
  private readonly done = new Set<Statement>();
  /** Blocks that were left in the middle, with the first statement that was not run. */
  private readonly left = new Map<readonly Statement[], number>();

  finish(statement: Statement): void {
    this.done.add(statement);
  }

  /** Notes that a block was left in front of a statement, for want of budget. */
  leave(block: readonly Statement[], at: number): void {
    const known = this.left.get(block);
    if (known === undefined || known > at) this.left.set(block, at);
  }

  /** The statements that hold no others and were never run to their end because some budget was used up. */
  missed(): Statement[] {
    const missed = new Set<Statement>();
    for (const [block, from] of this.left) this.collect(block.slice(from), missed);
    return [...missed];
  }

  private collect(statements: readonly Statement[], into: Set<Statement>): void {
    // A list of what is still to be looked at: blocks may be nested more deeply than the stack is.
    const waiting: Statement[] = [...statements];
    for (let statement = waiting.pop(); statement; statement = waiting.pop()) {
      const inner = blocksOf(statement);
      if (inner.length > 0) for (const block of inner) for (const one of block) waiting.push(one);
      else if (!this.done.has(statement)) into.add(statement);
    }
  }
}

function blocksOf(statement: Statement): (readonly Statement[])[] {
  switch (statement.kind) {
    case 'function':
    case 'class':
      return [statement.definition.body];
    case 'if':
      return [statement.consequence, statement.otherwise];
    case 'loop':
      return [statement.body, statement.otherwise];
    case 'try':
      return [statement.body, ...statement.handlers.map((handler) => handler.body), statement.otherwise, statement.finally];
    case 'with':
      return [statement.body];
    case 'match':
      return [...statement.cases];
    default:
      return [];
  }
}
