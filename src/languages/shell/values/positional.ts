import { EMPTY, type Span, union, unknown, type Value, withTrail } from '../../../values/value.ts';
import type { Block, Command, FunctionDefinition, Point } from '../syntax/ir.ts';
import type { Evaluator } from './evaluator.ts';
import type { Field } from './fields.ts';
import { type Frame, plainText } from './frames.ts';

/** How positional parameters have moved between the start of a function or script and a point in it. */
interface Shifts {
  /** How many `shift` takes away; undefined where that depends on how often a loop runs. */
  readonly count: number | undefined;
  /** `set -- …`: the parameters are these words. */
  readonly set?: { readonly command: Command; readonly point: Point } | undefined;
  readonly definition: FunctionDefinition | undefined;
}

/** Whether `set` gives new positional parameters: `set -- a b`, `set a b`, not `set -e`. */
function setsParameters(command: Command): boolean {
  const first = plainText(command.words[1]);
  return command.words.length > 1 && (first === undefined || first === '--' || !/^[-+]/.test(first));
}

function shiftOf(command: Command): number | undefined {
  const amount = command.words.length === 1 ? '1' : plainText(command.words[1]);
  return amount !== undefined && /^\d+$/.test(amount) ? Number(amount) : undefined;
}

function contains(block: Block, name: string): boolean {
  return block.statements.some((statement) => {
    if (statement.kind === 'command') return plainText(statement.words[0]) === name;
    if (statement.kind === 'conditional') return statement.arms.some((arm) => contains(arm.body, name));
    if (statement.kind === 'loop') return contains(statement.body, name);
    return statement.kind === 'group' && statement.form !== 'subshell' && statement.members.some((member) => contains(member, name));
  });
}

function shiftsBefore(point: Point): Shifts {
  let count: number | undefined = 0;
  let { block, index } = point;
  for (;;) {
    while (index-- > 0) {
      const statement = block.statements[index]!;
      if (statement.kind === 'command') {
        const program = plainText(statement.words[0]);
        if (program === 'shift') {
          const amount = shiftOf(statement);
          count = count === undefined || amount === undefined ? undefined : count + amount;
        } else if (program === 'set' && setsParameters(statement)) return { count, set: { command: statement, point: { block, index } }, definition: undefined };
      } else if (statement.kind !== 'function' && contains({ ...block, statements: [statement] }, 'shift')) count = undefined;
    }
    const parent = block.parent;
    if (!parent) return { count, definition: undefined };
    if (parent.statement?.kind === 'function') return { count, definition: parent.statement };
    if (parent.statement?.kind === 'loop' && contains(parent.statement.body, 'shift')) count = undefined;
    ({ block, index } = { block: parent.block, index: parent.index });
  }
}

/** The argument lists that a function can be called with, before any shift. */
function callerLists(evaluator: Evaluator, definition: FunctionDefinition, frame: Frame | undefined): { list: Field[]; frame: Frame | undefined }[] {
  if (frame?.definition === definition) {
    return evaluator.argumentLists(frame.call.args, frame.call.point, frame.outer).map((list) => ({ list, frame }));
  }
  return evaluator.around.callSites(definition).flatMap((call) => {
    const inner = evaluator.around.enter(definition, call, undefined);
    return inner ? evaluator.argumentLists(call.args, call.point, undefined).map((list) => ({ list, frame: inner })) : [];
  });
}

function scriptParameter(position: number, span: Span): Value {
  const name = position >= 4 && position <= 11 ? `Jamf parameter ${position}` : `$${position}`;
  return unknown(name, 'script-parameter', span);
}

/** `$1`, `$2` …: what callers pass, or a named unknown at a script's own level. Jamf Pro gives policies' parameters as `$4` to `$11`. */
export function positional(evaluator: Evaluator, position: number, point: Point, frame: Frame | undefined, span: Span): Value {
  const shifts = shiftsBefore(point);
  const pick = (list: readonly Field[]): Value[] => {
    if (shifts.count === undefined) return list.map((field) => field.value);
    return [list[position - 1 + shifts.count]?.value ?? EMPTY];
  };
  if (shifts.set) {
    const words = shifts.set.command.words.slice(plainText(shifts.set.command.words[1]) === '--' ? 2 : 1);
    return union(evaluator.argumentLists(words, shifts.set.point, frame).flatMap(pick));
  }
  const { definition } = shifts;
  if (!definition) {
    const { script } = point.block;
    if (script.outer && script.embedded.at(-1) === 'eval') return positional(evaluator, position, script.outer, frame, span);
    return shifts.count === undefined ? unknown('argument', 'script-parameter', span) : scriptParameter(position + shifts.count, span);
  }
  const key = `${definition.body.script.file} ${definition.body.id} ${position} ${frame?.id ?? ''}`;
  if (evaluator.busy.has(key)) return { alternatives: [], truncated: false };
  evaluator.busy.add(key);
  try {
    const lists = callerLists(evaluator, definition, frame);
    if (lists.length === 0) return unknown(`${definition.name} argument ${position}`, 'argument', span);
    const values = lists.flatMap(({ list, frame: inner }) => {
      const { command, point: at } = inner!.call;
      const call = at.block.script.locate(command.start, command.end);
      return pick(list).map((value) => withTrail(value, { kind: 'parameter', name: String(position), use: span, definition: call }));
    });
    return union(values);
  } finally {
    evaluator.busy.delete(key);
  }
}

/** The lists that `"$@"` can be. */
export function positionalList(evaluator: Evaluator, point: Point, frame: Frame | undefined): Field[][] {
  const shifts = shiftsBefore(point);
  if (shifts.set) {
    const words = shifts.set.command.words.slice(plainText(shifts.set.command.words[1]) === '--' ? 2 : 1);
    return evaluator.argumentLists(words, shifts.set.point, frame);
  }
  const { script } = point.block;
  if (!shifts.definition) {
    if (script.outer && script.embedded.at(-1) === 'eval') return positionalList(evaluator, script.outer, frame);
    const span = script.locate(point.block.statements[point.index]?.start ?? 0, point.block.statements[point.index]?.end ?? 0);
    return [[{ value: unknown('arguments', 'script-parameter', span), span }]];
  }
  const key = `${shifts.definition.body.script.file} ${shifts.definition.body.id} @ ${frame?.id ?? ''}`;
  if (evaluator.busy.has(key)) return [];
  evaluator.busy.add(key);
  try {
    return callerLists(evaluator, shifts.definition, frame).map(({ list }) => list.slice(shifts.count ?? 0));
  } finally {
    evaluator.busy.delete(key);
  }
}
