import { childBlocks } from './blocks.ts';
import type { AssignmentStatement, Block, Statement } from './ir.ts';

/** Two statements, of which the first stands on lines in front of the second. */
type Split = readonly [AssignmentStatement, Statement];

function isSplit(statements: readonly Statement[], text: string): statements is Split {
  const [first, second] = statements;
  return (
    statements.length === 2 && first?.kind === 'assignment' && second !== undefined && text.slice(first.end, second.start).includes('\n')
  );
}

/**
 * The statements that one command of the grammar is: it takes a line of two and more assignments and the command on the next line for a
 * command with assignments in front.
 */
export function atLineEnds(statement: Statement, text: string): Statement[] {
  if (statement.kind !== 'command' || statement.declares || statement.assignments.length < 2) return [statement];
  const [first] = statement.words;
  const { assignments } = statement;
  const end = assignments.at(-1)!.end;
  const gap = first && first.start > end ? text.slice(end, first.start) : '';
  if (!/(?:^|[^\\])\n/.test(gap)) return [statement];
  return [
    { kind: 'assignment', start: statement.start, end, assignments },
    { ...statement, start: first!.start, assignments: [] },
  ];
}

/** The same for a pipeline or a list that starts with such a command: the assignments stand in front of all of it. */
export function inFront(group: Statement, text: string): Statement[] {
  if (group.kind !== 'group' || (group.form !== 'pipeline' && group.form !== 'list')) return [group];
  const [block] = group.members;
  if (!block || !isSplit(block.statements, text)) return [group];
  const assignment = takeFirst(block);
  return [assignment, { ...group, start: block.statements[0]!.start }];
}

/** Takes the assignments out of a command that runs in the background: they do not. */
export function inForeground(statements: readonly Statement[], text: string): readonly [readonly Statement[], readonly Statement[]] {
  return isSplit(statements, text) ? [[statements[0]], [statements[1]]] : [[], statements];
}

function takeFirst(block: Block): Statement {
  const first = block.statements.shift()!;
  block.statements.forEach((statement, index) => {
    for (const child of childBlocks(statement)) child.parent = { statement, block, index };
  });
  return first;
}
