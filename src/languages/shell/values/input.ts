import { trimEnd } from '../../../values/text.ts';
import { withoutTrailing } from '../../../values/trailing.ts';
import {
  literal,
  literalValue,
  mapAlternatives,
  type Sequence,
  type Span,
  text,
  union,
  unknown,
  type Value,
} from '../../../values/value.ts';
import type { Block, Command, Point, Redirect } from '../syntax/ir.ts';
import type { Evaluator } from './evaluator.ts';
import { type Frame, plainText } from './frames.ts';
import type { Field } from './lists.ts';
import { readTargets } from './reading-commands.ts';

/** What a command reads from: a value, and whether the command runs in a loop over its lines. */
interface Input {
  readonly value: Value;
  readonly repeated: boolean;
}

const MAX_LINES = 64;

/** Where a command's standard input comes from: its own redirection, that of a block around it, or the member in front in a pipeline. Undefined when it is none of the script's texts. */
function inputOf(evaluator: Evaluator, command: Command, point: Point, frame: Frame | undefined, span: Span): Input | undefined {
  const own = textInput(evaluator, command.redirects, point, frame);
  if (own !== undefined) return own === 'other' ? undefined : { value: own, repeated: false };
  let repeated = false;
  let block: Block = point.block;
  for (let parent = block.parent; parent; block = parent.block, parent = block.parent) {
    const { statement } = parent;
    if (!statement || statement.kind === 'function') return undefined;
    if (statement.kind === 'loop') repeated = true;
    if (statement.kind === 'loop' || statement.kind === 'group') {
      const around = textInput(evaluator, statement.redirects, { block: parent.block, index: parent.index }, frame);
      if (around !== undefined) return around === 'other' ? undefined : { value: around, repeated };
    }
    if (statement.kind === 'group' && statement.form === 'pipeline') {
      const before = statement.members[statement.members.indexOf(block) - 1];
      if (before) {
        const value = evaluator.output(before, frame, span);
        return value && { value, repeated };
      }
    }
  }
  return undefined;
}

function textInput(
  evaluator: Evaluator,
  redirects: readonly Redirect[],
  point: Point,
  frame: Frame | undefined,
): Value | 'other' | undefined {
  const last = redirects.findLast(
    (redirect) => redirect.kind === 'here-document' || redirect.kind === 'here-string' || redirect.kind === 'input',
  );
  if (!last) return undefined;
  return last.kind === 'input' || !last.word ? 'other' : evaluator.word(last.word, point, frame);
}

/** The characters that fields are split at for one command. */
function separatorsOf(evaluator: Evaluator, command: Command, point: Point, frame: Frame | undefined): string | undefined {
  const own = command.assignments.find((assignment) => assignment.name === 'IFS')?.value;
  return own?.kind === 'word' ? literalValue(evaluator.word(own.word, point, frame)) : evaluator.separators(point, frame);
}

/** Splits a line as `read` does: blanks around fields count for nothing, the last of `limit` fields takes the rest. */
function splitLine(line: string, separators: string, limit: number): string[] {
  const isBlank = (character: string): boolean => separators.includes(character) && /\s/.test(character);
  const fields: string[] = [];
  let at = 0;
  const skipBlanks = (): void => {
    while (at < line.length && isBlank(line[at]!)) at++;
  };
  skipBlanks();
  while (at < line.length) {
    if (fields.length === limit - 1) {
      let end = line.length;
      while (end > at && isBlank(line[end - 1]!)) end--;
      fields.push(line.slice(at, end));
      break;
    }
    const start = at;
    while (at < line.length && !separators.includes(line[at]!)) at++;
    fields.push(line.slice(start, at));
    skipBlanks();
    if (at < line.length && separators.includes(line[at]!) && !isBlank(line[at]!) && at > start) {
      at++;
      skipBlanks();
    } else if (at === start) at++;
  }
  return fields;
}

function linesOf(sequence: Sequence, repeated: boolean, wholeText: boolean): string[] | undefined {
  const content = literal(sequence);
  if (content === undefined) return undefined;
  const trimmed = withoutTrailing(content, '\n');
  if (wholeText) return [trimmed];
  const lines = trimmed.split('\n', MAX_LINES + 1);
  return repeated ? lines.slice(0, MAX_LINES) : lines.slice(0, 1);
}

/** What a variable gets that a command reads: a part of each line of a known text, or an unknown. */
export function readValue(evaluator: Evaluator, command: Command, name: string, point: Point, frame: Frame | undefined): Value {
  const targets = readTargets(command);
  const program = plainText(command.words[0]);
  if (!targets || program !== 'read') return unknown(name, 'input');
  const span = point.block.script.locate(command.start, command.end);
  const input = inputOf(evaluator, command, point, frame, span);
  const separators = separatorsOf(evaluator, command, point, frame);
  if (!input || separators === undefined) return unknown(name, 'input');
  if (targets.array) return union(readFields(evaluator, command, name, point, frame).map((list) => list[0]?.value ?? text('')));
  const position = targets.names.indexOf(name);
  return union(
    input.value.alternatives.map((sequence): Value => {
      const lines = linesOf(sequence, input.repeated, readsAll(command));
      if (lines) return union(lines.map((line) => text(splitLine(line, separators, targets.names.length)[position] ?? '', span, false)));
      const oneLine = sequence.every((piece) => piece.kind === 'unknown' || !/\s/.test(piece.text));
      if (targets.names.length === 1 && oneLine && sequence.some((piece) => piece.kind === 'text'))
        return { alternatives: [sequence], truncated: false };
      return separators === '' && !input.repeated
        ? mapAlternatives({ alternatives: [sequence], truncated: false }, (whole) => trimEnd(whole, /\n/))
        : unknown(name, 'input');
    }),
  );
}

/** `read -d ''` takes all lines. */
function readsAll(command: Command): boolean {
  return command.words.some((word, index) => /^-[a-zA-Z]*d$/.test(plainText(word) ?? '') && plainText(command.words[index + 1]) === '');
}

/** The lists that `read -a` and `mapfile` make of a known text. */
export function readFields(evaluator: Evaluator, command: Command, name: string, point: Point, frame: Frame | undefined): Field[][] {
  const span = point.block.script.locate(command.start, command.end);
  const program = plainText(command.words[0]);
  const anything = [[{ value: unknown(name, 'input', span), span }]];
  const input = readTargets(command)?.array && program !== 'zparseopts' ? inputOf(evaluator, command, point, frame, span) : undefined;
  const separators = program === 'read' ? separatorsOf(evaluator, command, point, frame) : '\n';
  if (!input || separators === undefined) return anything;
  return input.value.alternatives.flatMap((sequence) => {
    const lines = linesOf(sequence, program !== 'read' || input.repeated, program === 'read' && readsAll(command));
    if (!lines) return anything;
    const field = (content: string): Field => ({ value: text(content, span, false), span });
    return program === 'read' ? lines.map((line) => splitLine(line, separators, MAX_LINES).map(field)) : [lines.map(field)];
  });
}
