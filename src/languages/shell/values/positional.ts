import { EMPTY, type Span, union, unknown, type Value, withTrail } from '../../../values/value.ts';
import type { Block, Command, FunctionDefinition, Point, Statement } from '../syntax/ir.ts';
import { withoutCycle } from './cycles.ts';
import type { Evaluator } from './evaluator.ts';
import { type Frame, plainText } from './frames.ts';
import type { Field } from './lists.ts';

/** `set -- …`: the parameters are these words from here on. */
interface Setting {
  readonly command: Command;
  readonly point: Point;
}

/** How positional parameters have moved between the start of a function or script and a point in it. */
interface Shifts {
  /** How many `shift` takes away; undefined where that depends on how often a loop runs. */
  readonly count: number | undefined;
  /** What sets them in front of the point, on some way. */
  readonly settings: readonly Setting[];
  /** True when one of the settings always runs: what the function or script was given does not count. */
  readonly replaced: boolean;
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

const moving = new WeakMap<Statement, { readonly shifts: boolean; readonly settings: readonly Setting[] }>();

/** What moves positional parameters anywhere in a statement, subshells and functions left out. */
function movesOf(statement: Statement, block: Block, index: number): { readonly shifts: boolean; readonly settings: readonly Setting[] } {
  let moves = moving.get(statement);
  if (!moves) {
    let shifts = false;
    const settings: Setting[] = [];
    if (statement.kind === 'command' && !statement.declares) {
      const program = plainText(statement.words[0]);
      shifts = program === 'shift';
      if (program === 'set' && setsParameters(statement)) settings.push({ command: statement, point: { block, index } });
    }
    for (const inner of innerBlocks(statement)) {
      inner.statements.forEach((each, at) => {
        const found = movesOf(each, inner, at);
        shifts ||= found.shifts;
        settings.push(...found.settings);
      });
    }
    moving.set(statement, (moves = { shifts, settings }));
  }
  return moves;
}

function innerBlocks(statement: Statement): readonly Block[] {
  if (statement.kind === 'conditional') return statement.arms.map((arm) => arm.body);
  if (statement.kind === 'loop') return [statement.body];
  return statement.kind === 'group' && (statement.form === 'brace' || statement.form === 'list') ? statement.members : [];
}

function shiftsBefore(point: Point, tick: () => void): Shifts {
  let count: number | undefined = 0;
  const settings: Setting[] = [];
  let { block, index } = point;
  for (;;) {
    while (index-- > 0) {
      const statement = block.statements[index]!;
      const moves = movesOf(statement, block, index);
      settings.push(...moves.settings);
      if (statement.kind === 'command') {
        if (moves.settings.length > 0) return { count, settings, replaced: true, definition: undefined };
        const amount = moves.shifts ? shiftOf(statement) : 0;
        count = count === undefined || amount === undefined ? undefined : count + amount;
      } else if (moves.shifts) count = undefined;
    }
    tick();
    const { parent } = block;
    if (!parent) return { count, settings, replaced: false, definition: undefined };
    if (parent.statement?.kind === 'function') return { count, settings, replaced: false, definition: parent.statement };
    if (parent.statement?.kind === 'loop') {
      const moves = movesOf(parent.statement, parent.block, parent.index);
      if (moves.shifts) count = undefined;
      settings.push(...moves.settings.filter((setting) => !settings.includes(setting)));
    }
    ({ block, index } = parent);
  }
}

/** How many functions that call one another are followed to what the first was called with. */
const MAX_CALLERS = 100;

/** The argument lists that a function can be called with, before any shift. */
function callerLists(
  evaluator: Evaluator,
  definition: FunctionDefinition,
  frame: Frame | undefined,
): { list: Field[]; frame: Frame | undefined }[] {
  if (evaluator.callerDepth > MAX_CALLERS) return [];
  evaluator.callerDepth++;
  try {
    return listsOfCallers(evaluator, definition, frame);
  } finally {
    evaluator.callerDepth--;
  }
}

function listsOfCallers(
  evaluator: Evaluator,
  definition: FunctionDefinition,
  frame: Frame | undefined,
): { list: Field[]; frame: Frame | undefined }[] {
  if (frame?.definition === definition) {
    return evaluator.argumentLists(frame.call.args, frame.call.point, frame.outer).map((list) => ({ list, frame }));
  }
  return evaluator.around.callSites(definition).flatMap((call) => {
    evaluator.around.tick();
    const inner = evaluator.around.enter(definition, call, undefined);
    return inner ? evaluator.argumentLists(call.args, call.point, undefined).map((list) => ({ list, frame: inner })) : [];
  });
}

function settingLists(evaluator: Evaluator, setting: Setting, frame: Frame | undefined): Field[][] {
  const words = setting.command.words.slice(plainText(setting.command.words[1]) === '--' ? 2 : 1);
  const { block, index } = setting.point;
  const key = `${block.script.file} ${block.id} ${index} set ${frame?.id ?? ''}`;
  if (evaluator.busy.has(key)) return [];
  evaluator.busy.add(key);
  try {
    return evaluator.argumentLists(words, setting.point, frame);
  } finally {
    evaluator.busy.delete(key);
  }
}

/** A script's own parameter. Jamf Pro gives policies' parameters as `$4` to `$11`. */
function scriptParameter(position: number, span: Span): Value {
  const name = position >= 4 && position <= 11 ? `Jamf parameter ${position}` : `$${position}`;
  return unknown(name, 'script-parameter', span);
}

/** The parameter at a position (from 0) of a list, or any of them where it is not known how many were shifted away. */
function pick(list: readonly Field[], index: number | undefined, span: Span): Value[] {
  if (index === undefined) return list.map((field) => field.value);
  const open = list.findIndex((field) => field.rest !== undefined);
  if (open < 0 || index < open) return [list[index]?.value ?? EMPTY];
  const first = list[open]!.rest!;
  return open === list.length - 1 && Number.isFinite(first)
    ? [scriptParameter(first + index - open, span)]
    : [unknown('argument', 'script-parameter', span)];
}

/** `$1`, `$2` …: what callers pass, or a named unknown at a script's own level. */
export function positional(evaluator: Evaluator, position: number, point: Point, frame: Frame | undefined, span: Span): Value {
  const shifts = shiftsBefore(point, () => evaluator.around.tick());
  const index = shifts.count === undefined ? undefined : position - 1 + shifts.count;
  const values = shifts.settings.flatMap((setting) => settingLists(evaluator, setting, frame).flatMap((list) => pick(list, index, span)));
  if (!shifts.replaced) values.push(given(evaluator, position, index, shifts.definition, point, frame, span));
  return union(values);
}

/** What the function or script around a point was given. */
function given(
  evaluator: Evaluator,
  position: number,
  index: number | undefined,
  definition: FunctionDefinition | undefined,
  point: Point,
  frame: Frame | undefined,
  span: Span,
): Value {
  if (!definition) {
    const { script } = point.block;
    if (script.outer && script.embedded.at(-1) === 'eval') return positional(evaluator, position, script.outer, frame, span);
    return index === undefined ? unknown('argument', 'script-parameter', span) : scriptParameter(index + 1, span);
  }
  const name = `${definition.name} argument ${position}`;
  const key = `${definition.body.script.file} ${definition.body.id} ${position} ${frame?.id ?? ''}`;
  if (evaluator.busy.has(key)) return unknown(name, 'cycle', span);
  evaluator.busy.add(key);
  try {
    const lists = callerLists(evaluator, definition, frame);
    const values = lists.flatMap(({ list, frame: inner }) => {
      const { command, point: at } = inner!.call;
      const call = at.block.script.locate(command.start, command.end);
      return pick(list, index, span).map((value) =>
        withTrail(value, { kind: 'parameter', name: String(position), use: span, definition: call }),
      );
    });
    // A function that passes its own argument on to itself says nothing about it.
    const value = withoutCycle(union(values), name);
    return value ?? unknown(name, 'argument', span);
  } finally {
    evaluator.busy.delete(key);
  }
}

/** The lists that `"$@"` can be. */
export function positionalList(evaluator: Evaluator, point: Point, frame: Frame | undefined): Field[][] {
  const shifts = shiftsBefore(point, () => evaluator.around.tick());
  const lists = shifts.settings
    .flatMap((setting) => settingLists(evaluator, setting, frame))
    .map((list) => shifted(list, shifts.count ?? 0));
  return shifts.replaced ? lists : [...lists, ...givenLists(evaluator, shifts, point, frame)];
}

function givenLists(evaluator: Evaluator, shifts: Shifts, point: Point, frame: Frame | undefined): Field[][] {
  const { script } = point.block;
  const { count, definition } = shifts;
  if (!definition) {
    if (script.outer && script.embedded.at(-1) === 'eval') return positionalList(evaluator, script.outer, frame);
    const span = script.locate(point.block.statements[point.index]?.start ?? 0, point.block.statements[point.index]?.end ?? 0);
    return [
      [{ value: unknown('arguments', 'script-parameter', span), span, rest: count === undefined ? Number.POSITIVE_INFINITY : count + 1 }],
    ];
  }
  if (evaluator.callerDepth > MAX_CALLERS) {
    const span = definition.body.script.locate(definition.start, definition.end);
    return [[{ value: unknown('arguments', 'limit', span), span, rest: Number.POSITIVE_INFINITY }]];
  }
  const key = `${definition.body.script.file} ${definition.body.id} @ ${frame?.id ?? ''}`;
  if (evaluator.busy.has(key)) return [];
  evaluator.busy.add(key);
  try {
    return callerLists(evaluator, definition, frame).map(({ list }) => shifted(list, count ?? 0));
  } finally {
    evaluator.busy.delete(key);
  }
}

/** A list without its first fields. One that stands for all further parameters of the script moves on instead. */
function shifted(list: readonly Field[], count: number): Field[] {
  const open = list.findIndex((field) => field.rest !== undefined);
  if (open < 0 || count <= open) return list.slice(count);
  const field = list[open]!;
  return [{ ...field, rest: field.rest! + count - open }, ...list.slice(open + 1)];
}

/** `${!#}`: the last parameter. */
export function lastPositional(evaluator: Evaluator, point: Point, frame: Frame | undefined, span: Span): Value {
  const last = positionalList(evaluator, point, frame).map((list) => list.at(-1));
  const values = last.map((field) =>
    field === undefined ? EMPTY : field.rest === undefined ? field.value : unknown('last argument', 'script-parameter', span),
  );
  return values.length > 0 ? union(values) : unknown('last argument', 'argument', span);
}
