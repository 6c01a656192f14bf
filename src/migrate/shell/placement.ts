import type { Block, Point, ShellScript, Statement } from '../../languages/shell/syntax/ir.ts';
import { assignedBy } from '../../languages/shell/values/assigned.ts';

/** Where statements go that make sure of a token. */
export interface Place {
  readonly block: Block;
  /** In front of this statement of the block. */
  readonly index: number;
  /** Braces are needed around the block's statements and the new one: it is a member of a list, or a body without a delimiter. */
  readonly braces: boolean;
}

export type Names = ReadonlySet<string>;

/** Whether a statement may assign to one of the names. What functions and sourced files assign counts where it is known. */
export function mayAssign(statement: Statement, names: Names): boolean {
  const assigned = assignedBy(statement);
  if (assigned.loads) return true;
  for (const name of names) if (assigned.names.has(name)) return true;
  return assigned.calls.has('eval') || (hasPositional(names) && (assigned.calls.has('set') || assigned.calls.has('shift')));
}

function hasPositional(names: Names): boolean {
  return [...names].some((name) => /^(?:\d+|[@*])$/.test(name));
}

function assignsBefore(block: Block, index: number, names: Names): boolean {
  return block.statements.slice(0, index).some((statement) => mayAssign(statement, names));
}

/** Whether the text in front of a body's first statement ends its head: in zsh a body can go without. */
function isDelimited(statement: Statement, block: Block): boolean {
  const [first] = block.statements;
  if (!first) return true;
  const head = block.script.text.slice(statement.start, first.start);
  if (statement.kind === 'function') return head.includes('{');
  if (block.script.dialect !== 'zsh') return true;
  return /(?:\bdo|\bthen|\belse|[{)])\s*(?:#[^\n]*(?:\n\s*|$))*$/.test(head.slice(-400));
}

/** Whether a block's statements run one after the other in the shell of the statement around it. */
function isBody(statement: Statement, block: Block): boolean {
  if (statement.kind === 'function') return true;
  if (statement.kind === 'loop') return block === statement.body;
  if (statement.kind === 'conditional') return statement.arms.some((arm) => arm.body === block);
  return (
    statement.kind === 'group' &&
    statement.form === 'brace' &&
    statement.members.includes(block) &&
    block.script.text[statement.start] === '{'
  );
}

/** Whether a group is a command in the background: a subshell that has no parentheses of its own. */
export function isBackground(statement: Statement, script: ShellScript): boolean {
  if (statement.kind !== 'group' || statement.form !== 'subshell') return false;
  const first = statement.members[0]?.statements[0];
  return script.text[statement.start] !== '(' || first?.start === statement.start;
}

/** Whether a subshell is written as a body of its own, on lines of its own. */
function isLongSubshell(statement: Statement, block: Block): boolean {
  if (statement.kind !== 'group' || statement.form !== 'subshell' || isBackground(statement, block.script)) return false;
  const first = block.statements[0];
  return first !== undefined && (block.statements.length > 1 || block.script.text.slice(statement.start, first.start).includes('\n'));
}

/** Whether a statement assigns, in front of what stands inside it, one of the names: `local a=$1 b=$(… "$a")`. */
function assignsItself(statement: Statement, block: Block, names: Names): boolean {
  if (statement.kind !== 'command' && statement.kind !== 'assignment') return false;
  const inner = block.statements[0]?.start ?? statement.end;
  return statement.assignments.some((assignment) => assignment.end <= inner && names.has(assignment.name));
}

/**
 * The place nearest to a command at which a statement can stand whose variables the command sees: in front of the statement that
 * holds it, out of command substitutions, pipelines and conditions; in the condition, the list or the subshell itself where
 * the place in front would be another's, or the names that are read there are set on the way.
 * @param jobs background jobs that get tokens of their own
 */
export function placeFor(point: Point, names: Names, jobs: ReadonlyMap<Statement, Place> = new Map()): Place {
  let { block, index } = point;
  for (;;) {
    const here: Place = { block, index, braces: false };
    const { parent } = block;
    if (!parent?.statement) return here;
    const { statement } = parent;
    if (isBody(statement, block)) return { ...here, braces: !isDelimited(statement, block) };
    if (isLongSubshell(statement, block)) return here;
    if (jobs.has(statement)) return { ...here, braces: true };
    const isMember = statement.kind === 'group' && statement.members.indexOf(block) > 0;
    if (assignsBefore(block, index, names) || assignsItself(statement, block, names)) return { ...here, braces: isMember };
    if (statement.kind === 'group' && statement.form === 'list' && isMember) return { ...here, braces: true };
    if (statement.kind === 'loop' && block === statement.condition) return here;
    if (statement.kind === 'conditional') {
      const arm = statement.arms.findIndex((candidate) => candidate.condition === block);
      if (arm > 0 || (arm === 0 && index > 0)) return here;
    }
    ({ block, index } = parent);
  }
}

/** The place inside the shell that runs a command, for one that cannot share the token of the statement around it. */
export function innermostPlace(point: Point): Place {
  const { statement } = point.block.parent ?? {};
  const wrapped =
    statement?.kind === 'group' &&
    (statement.form === 'list' || statement.form === 'pipeline' || isBackground(statement, point.block.script));
  return {
    ...point,
    braces: wrapped || (statement !== undefined && isBody(statement, point.block) && !isDelimited(statement, point.block)),
  };
}

/**
 * The statements around a point that run it in another shell than its function or script is run in, innermost first: a
 * substitution, a pipeline, a subshell.
 */
export function subshellsAround(point: Point): Point[] {
  const found: Point[] = [];
  for (let { block } = point; block.parent; block = block.parent.block) {
    const { statement } = block.parent;
    if (!statement || statement.kind === 'function') break;
    if (leavesShell(statement, block)) found.push({ block: block.parent.block, index: block.parent.index });
  }
  return found;
}

function leavesShell(statement: Statement, block: Block): boolean {
  switch (statement.kind) {
    case 'group':
      return statement.members.includes(block) ? statement.form === 'pipeline' || statement.form === 'subshell' : true;
    case 'loop':
      return block !== statement.body && block !== statement.condition;
    case 'conditional':
      return !statement.arms.some((arm) => arm.body === block || arm.condition === block);
    default:
      return true;
  }
}

/** The end of a statement's own text, the bodies of here-documents left out. */
export function endOf(statement: Statement): number {
  let { end } = statement;
  if (statement.kind === 'command') {
    end = Math.max(
      ...statement.words.map((word) => word.end),
      ...statement.assignments.map((assignment) => assignment.end),
      statement.start,
    );
  }
  if ('redirects' in statement) for (const redirect of statement.redirects) end = Math.max(end, redirect.end);
  if (statement.kind === 'group') {
    const last = statement.members.at(-1)?.statements.at(-1);
    if (last) end = Math.max(end, endOf(last));
  }
  return end;
}

/** The loops around a place that are members of pipelines: the shells of their own that they run in may get tokens. */
export function loopsInPipelines(place: Place): Statement[] {
  const loops: Statement[] = [];
  for (let { block } = place; block.parent; block = block.parent.block) {
    const { statement, block: around } = block.parent;
    if (!statement || statement.kind === 'function') break;
    const outer = around.parent?.statement;
    if (statement.kind === 'loop' && block === statement.body && outer?.kind === 'group' && outer.form === 'pipeline')
      loops.push(statement);
  }
  return loops;
}
