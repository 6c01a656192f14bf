import { concat, EMPTY, mapAlternatives, type Span, union, unknown, type Value } from '../../../values/value.ts';
import { trimEnd } from '../../../values/text.ts';
import type { Block, Command, Point, Redirect, Statement } from '../syntax/ir.ts';
import type { Evaluator } from './evaluator.ts';
import type { Field } from './fields.ts';
import { commandOutput, echoOutput, filterOutput, printfOutput } from './filters.ts';
import type { Frame } from './frames.ts';
import { programOf } from './program.ts';

const SILENT = new Set(['cd', 'export', 'local', 'shift', 'set', 'return', 'exit', 'test', '[', ':', 'true', 'false', 'read', 'source', '.', 'unset', 'trap', 'sleep', 'rm', 'mkdir', 'touch', 'logger', 'break', 'continue', 'umask', 'exec', 'wait', 'kill', 'pushd', 'popd']);

function away(redirects: readonly Redirect[]): boolean {
  return redirects.some((redirect) => redirect.kind === 'output');
}

/** The texts that the statements of a block print, each on its own; undefined in the list where a command prints something unknown. */
class Printer {
  readonly printed: Value[] = [];
  private readonly evaluator: Evaluator;
  private readonly span: Span;

  constructor(evaluator: Evaluator, span: Span) {
    this.evaluator = evaluator;
    this.span = span;
  }

  block(block: Block, frame: Frame | undefined, input: Value | undefined): void {
    block.statements.forEach((statement, index) => this.statement(statement, { block, index }, frame, input));
  }

  private statement(statement: Statement, point: Point, frame: Frame | undefined, input: Value | undefined): void {
    this.evaluator.around.tick();
    switch (statement.kind) {
      case 'command':
        if (!statement.declares && statement.words.length > 0 && !away(statement.redirects)) this.command(statement, point, frame, input);
        return;
      case 'group':
        if (away(statement.redirects)) return;
        if (statement.form === 'pipeline') this.pipeline(statement.members, frame, input);
        else for (const member of statement.members) this.block(member, frame, input);
        return;
      case 'conditional':
        for (const arm of statement.arms) this.block(arm.body, frame, input);
        return;
      case 'loop':
        if (!away(statement.redirects)) this.block(statement.body, frame, undefined);
        return;
      default:
    }
  }

  private pipeline(members: readonly Block[], frame: Frame | undefined, input: Value | undefined): void {
    let flowing = input;
    members.forEach((member, position) => {
      if (position === members.length - 1) this.block(member, frame, flowing);
      else flowing = collect(this.evaluator, member, frame, this.span, flowing);
    });
  }

  private command(command: Command, point: Point, frame: Frame | undefined, input: Value | undefined): void {
    const { evaluator } = this;
    const stdin = evaluator.standardInput(command.redirects, point, frame) ?? input;
    for (const list of evaluator.argumentLists(command.words, point, frame).slice(0, 8)) {
      const program = programOf(list);
      if (!program) continue;
      if (SILENT.has(program.name)) continue;
      this.printed.push(this.output(program.name, program.args, command, point, frame, stdin));
    }
  }

  private output(program: string, fields: readonly Field[], command: Command, point: Point, frame: Frame | undefined, stdin: Value | undefined): Value {
    const { evaluator, span } = this;
    const functions = evaluator.around.functions(program, point.block.script);
    if (functions.length > 0) {
      const results = functions.map((definition) => {
        const call = { command, args: command.words.slice(command.words.length - fields.length), point };
        const inner = evaluator.around.enter(definition, call, frame);
        return inner ? collect(evaluator, definition.body, inner, span, stdin) : undefined;
      });
      return union(results.map((result) => result ?? unknown(program, 'command', span)));
    }
    const args = fields.map((field) => field.value);
    if (program === 'echo' || program === 'print') return concat(echoOutput(args).parts);
    if (program === 'printf') {
      const result = printfOutput(args);
      return result ? concat(result.parts) : commandOutput(program, [], span);
    }
    if (stdin !== undefined) return filterOutput(program, args, stdin, span) ?? commandOutput(program, args, span);
    return commandOutput(program, args, span);
  }
}

/** What a block prints: its one text, or the alternatives when several statements print. Undefined when nothing does. */
function collect(evaluator: Evaluator, block: Block, frame: Frame | undefined, span: Span, input: Value | undefined): Value | undefined {
  const printer = new Printer(evaluator, span);
  printer.block(block, frame, input);
  const { printed } = printer;
  if (printed.length === 0) return undefined;
  const trimmed = printed.map((value) => mapAlternatives(value, (sequence) => trimEnd(sequence, /\n/)));
  return union(trimmed);
}

/** `$(…)`: what its commands print, as far as that can be known. */
export function blockOutput(evaluator: Evaluator, block: Block, frame: Frame | undefined, span: Span): Value {
  if (block.statements.length === 0) return EMPTY;
  if (evaluator.substitutionDepth > 25) return unknown('command', 'limit', span);
  evaluator.substitutionDepth++;
  try {
    return collect(evaluator, block, frame, span, undefined) ?? unknown('command', 'command', span);
  } finally {
    evaluator.substitutionDepth--;
  }
}
