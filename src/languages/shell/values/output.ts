import { trimEnd } from '../../../values/text.ts';
import { concat, EMPTY, mapAlternatives, type Span, text, union, unknown, type Value } from '../../../values/value.ts';
import type { Block, Command, Group, Point, Redirect, Statement } from '../syntax/ir.ts';
import type { Evaluator } from './evaluator.ts';
import { commandOutput, echoOutput, filterOutput, printfOutput } from './filters.ts';
import { type Frame, plainText } from './frames.ts';
import { throughList } from './leaving.ts';
import type { Field } from './lists.ts';
import { programOf } from './program.ts';

const SILENT = new Set([
  'cd',
  'export',
  'local',
  'shift',
  'set',
  'return',
  'exit',
  'test',
  '[',
  ':',
  'true',
  'false',
  'read',
  'source',
  '.',
  'unset',
  'trap',
  'sleep',
  'rm',
  'mkdir',
  'touch',
  'logger',
  'break',
  'continue',
  'umask',
  'exec',
  'wait',
  'kill',
  'pushd',
  'popd',
  'setopt',
  'unsetopt',
  'shopt',
  'emulate',
  'zmodload',
  'autoload',
  'let',
  'getopts',
  'mapfile',
  'readarray',
]);
const MAX_NESTING = 25;
/** Past so many alternatives, what a block prints is each of its texts on its own instead of all ways through it. */
const MAX_WAYS = 16;
const MAX_LISTS = 8;

/** What has been printed so far: on the ways that go on, and on those that have left. Undefined where there are none. */
interface Printed {
  readonly open: Value | undefined;
  readonly left: Value | undefined;
}

const SILENCE: Printed = { open: EMPTY, left: undefined };

function eitherOf(a: Value | undefined, b: Value | undefined): Value | undefined {
  return a && b ? union([a, b]) : (a ?? b);
}

function either(ways: readonly Printed[]): Printed {
  return ways.reduce((a, b) => ({ open: eitherOf(a.open, b.open), left: eitherOf(a.left, b.left) }));
}

function away(redirects: readonly Redirect[]): boolean {
  return redirects.some((redirect) => redirect.kind === 'output');
}

/** Follows a block and collects what it prints. */
class Printer {
  /** Every text on its own. */
  readonly texts: Value[] = [];
  /** True once there are more ways than are followed: then the texts count alone. */
  overflows = false;
  private readonly evaluator: Evaluator;
  private readonly span: Span;

  constructor(evaluator: Evaluator, span: Span) {
    this.evaluator = evaluator;
    this.span = span;
  }

  block(block: Block, frame: Frame | undefined, input: Value | undefined): Printed {
    let printed = SILENCE;
    for (const [index, statement] of block.statements.entries()) {
      printed = this.after(printed, () => this.statement(statement, { block, index }, frame, input));
      if (printed.open === undefined) break;
    }
    return printed;
  }

  private statement(statement: Statement, point: Point, frame: Frame | undefined, input: Value | undefined): Printed {
    this.evaluator.around.tick();
    switch (statement.kind) {
      case 'command':
        return this.command(statement, point, frame, input);
      case 'group':
        if (away(statement.redirects)) return SILENCE;
        if (statement.form === 'pipeline') return this.pipeline(statement.members, frame, input);
        if (statement.form === 'list') return this.list(statement, frame, input);
        return this.group(
          statement.members[0]!,
          statement.form === 'subshell',
          frame,
          this.inputOf(statement.redirects, point, frame) ?? input,
        );
      case 'conditional': {
        const ways = statement.arms.map((arm) => this.block(arm.body, frame, input));
        return either(statement.exhaustive ? ways : [...ways, SILENCE]);
      }
      case 'loop':
        return away(statement.redirects) ? SILENCE : either([this.block(statement.body, frame, undefined), SILENCE]);
      default:
        return SILENCE;
    }
  }

  private after(first: Printed, then: () => Printed): Printed {
    if (first.open === undefined) return first;
    const next = then();
    return this.bounded({
      open: next.open && concat([first.open, next.open]),
      left: eitherOf(first.left, next.left && concat([first.open, next.left])),
    });
  }

  private bounded(printed: Printed): Printed {
    const ways = (printed.open?.alternatives.length ?? 0) + (printed.left?.alternatives.length ?? 0);
    if (ways <= MAX_WAYS) return printed;
    this.overflows = true;
    return { open: printed.open && EMPTY, left: printed.left && EMPTY };
  }

  private group(block: Block, subshell: boolean, frame: Frame | undefined, input: Value | undefined): Printed {
    const printed = this.block(block, frame, input);
    return subshell ? { open: eitherOf(printed.open, printed.left), left: undefined } : printed;
  }

  private list(list: Group, frame: Frame | undefined, input: Value | undefined): Printed {
    let left: Value | undefined;
    const run = (member: Block, before: Printed): Printed => {
      const printed = this.after(before, () => this.block(member, frame, input));
      left = eitherOf(left, printed.left);
      return { open: printed.open, left: undefined };
    };
    const { leaving } = this.evaluator.reaching;
    const { success, failure } = throughList(list, list.members.length, leaving, SILENCE, run, (a, b) => either([a, b]));
    return { open: eitherOf(success?.open, failure?.open), left };
  }

  private pipeline(members: readonly Block[], frame: Frame | undefined, input: Value | undefined): Printed {
    let flowing = input;
    for (const member of members.slice(0, -1)) flowing = collect(this.evaluator, member, frame, this.span, flowing);
    const last = members.at(-1);
    return last ? this.group(last, true, frame, flowing) : SILENCE;
  }

  private inputOf(redirects: readonly Redirect[], point: Point, frame: Frame | undefined): Value | undefined {
    return this.evaluator.standardInput(redirects, point, frame);
  }

  private command(command: Command, point: Point, frame: Frame | undefined, input: Value | undefined): Printed {
    const { evaluator } = this;
    const leaves = evaluator.reaching.leaving.statementLeaves(command, point.block);
    const value = this.print(command, point, frame, input) ?? EMPTY;
    if (value !== EMPTY) this.texts.push(value);
    return this.bounded(leaves ? { open: undefined, left: value } : { open: value, left: undefined });
  }

  private print(command: Command, point: Point, frame: Frame | undefined, input: Value | undefined): Value | undefined {
    const { evaluator, span } = this;
    if (command.declares || away(command.redirects)) return undefined;
    if (command.words.length === 0)
      return command.assignments.length === 0 && command.redirects.some((redirect) => redirect.kind === 'input')
        ? unknown('command', 'command', span)
        : undefined;
    if (SILENT.has(plainText(command.words[0]) ?? '')) return undefined;
    const stdin = this.inputOf(command.redirects, point, frame) ?? input;
    const printed = evaluator
      .argumentLists(command.words, point, frame)
      .slice(0, MAX_LISTS)
      .flatMap((list): Value[] => {
        const program = programOf(list);
        if (!program) return list.length === 0 ? [] : [unknown('command', 'command', span)];
        return SILENT.has(program.name) ? [] : [this.output(program.name, program.args, command, point, frame, stdin)];
      });
    return printed.length > 0 ? union(printed) : undefined;
  }

  private output(
    program: string,
    fields: readonly Field[],
    command: Command,
    point: Point,
    frame: Frame | undefined,
    stdin: Value | undefined,
  ): Value {
    const { evaluator, span } = this;
    const functions = evaluator.around.functions(program, point.block.script);
    if (functions.length > 0) {
      const results = functions.map((definition) => {
        const call = { command, args: command.words.slice(command.words.length - fields.length), point };
        const inner = evaluator.around.enter(definition, call, frame);
        return inner ? collect(evaluator, definition.body, inner, span, stdin) : unknown(program, 'command', span);
      });
      return union(results);
    }
    const args = fields.map((field) => field.value);
    if (program === 'echo' || program === 'print') {
      const { parts, newline } = echoOutput(args, program === 'print');
      return concat(newline ? [...parts, text('\n')] : parts);
    }
    if (program === 'printf') {
      const result = printfOutput(args);
      return result ? concat(result.parts) : commandOutput(program, [], span);
    }
    if (stdin !== undefined)
      return filterOutput(program, args, stdin, span, (steps) => evaluator.around.tick(steps)) ?? commandOutput(program, args, span);
    return commandOutput(program, args, span);
  }
}

function withoutNewlines(value: Value): Value {
  return mapAlternatives(value, (sequence) => trimEnd(sequence, /\n/));
}

/** An alternative that has the output of a program in it whose name is all that is known, beside something else. */
function isMixed(value: Value): boolean {
  return value.alternatives.some(
    (sequence) =>
      sequence.length > 1 && sequence.some((piece) => piece.kind === 'unknown' && piece.cause === 'command' && piece.trail === undefined),
  );
}

/**
 * What a block prints, without its last line ends: all ways through it. Where programs print among its texts of which only the
 * name is known, and where there are too many ways, it is each text on its own: most such programs print nothing.
 */
function collect(evaluator: Evaluator, block: Block, frame: Frame | undefined, span: Span, input: Value | undefined): Value {
  const printer = new Printer(evaluator, span);
  const { open, left } = printer.block(block, frame, input);
  const ways = eitherOf(open, left) ?? EMPTY;
  const { texts } = printer;
  return printer.overflows || (texts.length > 1 && isMixed(ways)) ? union(texts.map(withoutNewlines)) : withoutNewlines(ways);
}

/** `$(…)`: what its commands print, as far as that can be known. */
export function blockOutput(evaluator: Evaluator, block: Block, frame: Frame | undefined, span: Span): Value {
  if (block.statements.length === 0) return EMPTY;
  if (evaluator.substitutionDepth > MAX_NESTING) return unknown('command', 'limit', span);
  evaluator.substitutionDepth++;
  try {
    return collect(evaluator, block, frame, span, undefined);
  } finally {
    evaluator.substitutionDepth--;
  }
}
