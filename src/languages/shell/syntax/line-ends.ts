import { blocksOf } from './blocks.ts';
import type { Assignment, AssignmentStatement, Statement } from './ir.ts';

const LINE_END = /(?:^|[^\\])\n/;

/** How many statements are assignments on lines in front of the last statement. */
function linesInFront(statements: readonly Statement[], text: string): number {
  const count = statements.length - 1;
  const last = statements[count];
  const apart = count > 0 && text.slice(statements[count - 1]!.end, last!.start).includes('\n');
  return apart && statements.slice(0, count).every(({ kind }) => kind === 'assignment') ? count : 0;
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
  if (!LINE_END.test(gap)) return [statement];
  return [...assignmentLines(assignments, text), { ...statement, start: first!.start, assignments: [] }];
}

/** Assignments as one statement for each line of them: the grammar takes those of several lines for one. */
export function assignmentLines(assignments: readonly Assignment[], text: string): AssignmentStatement[] {
  const lines: Assignment[][] = [];
  for (const assignment of assignments) {
    const previous = lines.at(-1)?.at(-1);
    if (previous && !LINE_END.test(text.slice(previous.end, assignment.start))) lines.at(-1)!.push(assignment);
    else lines.push([assignment]);
  }
  return lines.map((line) => ({ kind: 'assignment', start: line[0]!.start, end: line.at(-1)!.end, assignments: line }));
}

/** The same for a pipeline or a list that starts with such a command: the assignments stand in front of all of it. */
export function inFront(group: Statement, text: string): Statement[] {
  if (group.kind !== 'group' || (group.form !== 'pipeline' && group.form !== 'list')) return [group];
  const [block] = group.members;
  const count = block ? linesInFront(block.statements, text) : 0;
  if (!block || count === 0) return [group];
  const before = block.statements.splice(0, count);
  block.statements.forEach((statement, index) => {
    for (const child of blocksOf(statement)) child.parent = { statement, block, index };
  });
  return [...before, { ...group, start: block.statements[0]!.start }];
}

/** Takes the assignments out of a command that runs in the background: they do not. */
export function inForeground(statements: readonly Statement[], text: string): readonly [readonly Statement[], readonly Statement[]] {
  const count = linesInFront(statements, text);
  return [statements.slice(0, count), statements.slice(count)];
}
