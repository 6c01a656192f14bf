import { display } from '../../../values/text.ts';
import { concat, EMPTY, isEmptySequence, literal, literalValue, mapAlternatives, NOTHING, type Sequence, type Span, text, union, unknown, type Value, withTrail } from '../../../values/value.ts';
import type { Assignment, Block, Command, Operation, Parameter, Part, Point, Redirect, Word } from '../syntax/ir.ts';
import type { Definition } from './definitions.ts';
import { ArgumentLists, type Field } from './fields.ts';
import { echoOutput, printfOutput } from './filters.ts';
import { type Frame, plainText } from './frames.ts';
import { blockOutput } from './output.ts';
import { replacePattern, trimPattern } from './patterns.ts';
import { positional, positionalList } from './positional.ts';
import { Reaching, type Surroundings } from './reaching.ts';

const MAX_DEPTH = 60;
const MAX_JOINED = 48;
/** The most alternatives that a variable keeps: past that a script chooses among data, not among servers. */
const MAX_VARIABLE_ALTERNATIVES = 32;

/** Evaluates the words of shell scripts to symbolic strings and argument lists, by demand and memoised. */
export class Evaluator {
  readonly around: Surroundings;
  readonly lists: ArgumentLists;
  /** Positional parameters being evaluated, against cycles of callers. */
  readonly busy = new Set<string>();
  /** How deep command substitutions are nested at the moment. */
  substitutionDepth = 0;
  private readonly reaching: Reaching;
  private readonly memo = new WeakMap<Block, Map<string, Value>>();
  private readonly evaluating = new Set<string>();
  private readonly definitionsMemo = new WeakMap<Block, Map<string, readonly Definition[]>>();
  private depth = 0;

  constructor(around: Surroundings) {
    this.around = around;
    this.reaching = new Reaching(around);
    this.lists = new ArgumentLists(this);
  }

  /** What a word can be as one string, as between double quotes. */
  word(word: Word, point: Point, frame: Frame | undefined): Value {
    if (word.parts.length === 1) return this.part(word.parts[0]!, point, frame);
    return concat(word.parts.map((part) => this.part(part, point, frame)));
  }

  /** The argument lists that a command's words can be. */
  argumentLists(words: readonly Word[], point: Point, frame: Frame | undefined): Field[][] {
    return this.lists.of(words, point, frame);
  }

  definitions(name: string, point: Point, frame: Frame | undefined): readonly Definition[] {
    let block = this.definitionsMemo.get(point.block);
    if (!block) this.definitionsMemo.set(point.block, (block = new Map()));
    const key = `${point.index}.${point.assigned ?? 0}:${frame?.id ?? ''}:${name}`;
    let found = block.get(key);
    if (!found) block.set(key, (found = this.reaching.definitions(name, point, frame)));
    return found;
  }

  /** The value of a variable at a point, each piece with the step that leads to it. */
  variable(name: string, point: Point, frame: Frame | undefined, use: Span): Value {
    const foreign = point.block.script.foreign.get(name);
    if (foreign) return foreign;
    let memo = this.memo.get(point.block);
    if (!memo) this.memo.set(point.block, (memo = new Map()));
    const key = `${point.index}.${point.assigned ?? 0}:${frame?.id ?? ''}:${name}`;
    let value = memo.get(key);
    if (!value) {
      const cycle = `${point.block.script.file} ${point.block.id} ${key}`;
      if (this.evaluating.has(cycle) || this.depth > MAX_DEPTH) return NOTHING;
      this.around.tick();
      this.evaluating.add(cycle);
      this.depth++;
      const definitions = this.definitions(name, point, frame);
      value = this.unionOf(definitions, name, use);
      if (value.alternatives.length === 0) value = unknown(name, 'cycle');
      this.depth--;
      this.evaluating.delete(cycle);
      memo.set(key, value);
    }
    return relocate(value, name, use);
  }

  private unionOf(definitions: readonly Definition[], name: string, use: Span): Value {
    const values: Value[] = [];
    let alternatives = 0;
    for (const definition of definitions) {
      if (alternatives > MAX_VARIABLE_ALTERNATIVES) break;
      const value = this.defined(definition, name, use);
      values.push(value);
      alternatives += value.alternatives.length;
    }
    const all = union(values);
    if (all.alternatives.length <= MAX_VARIABLE_ALTERNATIVES) return all;
    return { alternatives: all.alternatives.slice(0, MAX_VARIABLE_ALTERNATIVES), truncated: true };
  }

  private defined(definition: Definition, name: string, use: Span): Value {
    switch (definition.kind) {
      case 'caller':
        return this.variable(name, definition.point, definition.frame, use);
      case 'assignment':
        return withTrail(this.assigned(definition.assignment, name, definition.point, definition.frame), {
          kind: 'variable',
          name,
          use,
          definition: definition.point.block.script.locate(definition.assignment.start, definition.assignment.end),
        });
      case 'default':
        return this.word(definition.word, definition.point, definition.frame);
      case 'loop':
        return this.loop(definition);
      case 'input':
        return this.input(definition.command, name, definition.point, definition.frame);
      case 'printed': {
        const words = definition.command.words.slice(3);
        return words.length === 1 ? this.word(words[0]!, definition.point, definition.frame) : unknown(name, 'computed');
      }
      case 'unset':
        return EMPTY;
      case 'outside':
        return unknown(name, 'environment');
    }
  }

  private assigned(assignment: Assignment, name: string, point: Point, frame: Frame | undefined): Value {
    const span = point.block.script.locate(assignment.start, assignment.end);
    if (assignment.value.kind === 'unset') return EMPTY;
    if (assignment.value.kind === 'array') {
      const lists = this.lists.ofArray(assignment, name, point, frame);
      return union(lists.map((list) => list[0]?.value ?? EMPTY));
    }
    const value = rename(this.word(assignment.value.word, point, frame), name);
    if (!assignment.append) return value;
    return concat([this.variable(name, point, frame, span), value]);
  }

  private loop(definition: Extract<Definition, { kind: 'loop' }>): Value {
    const { loop, name, point, frame } = definition;
    if (!loop.words) return union(positionalList(this, point, frame).flatMap((list) => list.map((field) => field.value)));
    if (loop.words.length === 0) return unknown(name, 'loop');
    const fields = this.lists.of(loop.words, point, frame).flat();
    if (fields.length === 0) return unknown(name, 'loop');
    const definitionSpan = point.block.script.locate(loop.start, loop.words.at(-1)!.end);
    return withTrail(rename(union(fields.map((field) => field.value)), name), { kind: 'loop', name, use: definitionSpan, definition: definitionSpan });
  }

  /** `read a b <<< "$x"` and a `while read` with a here-string or here-document take parts of a known text. */
  private input(command: Command, name: string, point: Point, frame: Frame | undefined): Value {
    const string = command.redirects.find((redirect) => redirect.kind === 'here-string');
    const names = command.words.slice(1).map(plainText).filter((word) => word !== undefined && /^[A-Za-z_]\w*$/.test(word));
    if (!string?.word || names.includes(undefined)) return unknown(name, 'input');
    const content = literalValue(this.word(string.word, point, frame));
    const separatorWord = command.assignments.find((assignment) => assignment.name === 'IFS')?.value;
    const separators = separatorWord?.kind === 'word' ? literalValue(this.word(separatorWord.word, point, frame)) : ' \t\n';
    if (content === undefined || separators === undefined) return names.length === 1 && separators === '' ? this.word(string.word, point, frame) : unknown(name, 'input');
    const fields = content.split(new RegExp(`[${separators.replace(/[\\\]^-]/g, '\\$&')}]+`));
    const position = names.indexOf(name);
    const found = position === names.length - 1 ? fields.slice(position).join(separators[0] ?? ' ') : fields[position];
    return text(found ?? '', point.block.script.locate(string.start, string.end), false);
  }

  part(part: Part, point: Point, frame: Frame | undefined): Value {
    const { script } = point.block;
    switch (part.kind) {
      case 'text':
        return text(part.text, script.locate(part.start, part.end), part.exact);
      case 'parameter':
        return this.parameter(part.parameter, script.locate(part.start, part.end), point, frame);
      case 'command':
        return blockOutput(this, part.body, frame, script.locate(part.start, part.end));
      case 'process':
        return unknown('process', 'command', script.locate(part.start, part.end));
      case 'arithmetic':
        return unknown('number', 'computed', script.locate(part.start, part.end));
    }
  }

  private parameter(parameter: Parameter, span: Span, point: Point, frame: Frame | undefined): Value {
    if (parameter.length) return unknown(`length of ${parameter.name}`, 'computed', span);
    let value = this.plainParameter(parameter, span, point, frame);
    for (const operation of parameter.operations) value = this.operate(value, operation, parameter.name || 'expansion', span, point, frame);
    return value;
  }

  private plainParameter(parameter: Parameter, span: Span, point: Point, frame: Frame | undefined): Value {
    const { name } = parameter;
    if (parameter.nested) return this.word(parameter.nested, point, frame);
    if (parameter.indirect) {
      const target = literalValue(this.variable(name, point, frame, span));
      return target !== undefined && /^[A-Za-z_]\w*$/.test(target) ? this.variable(target, point, frame, span) : unknown(name, 'computed', span);
    }
    if (/^\d+$/.test(name)) return name === '0' ? unknown('0', 'computed', span) : positional(this, Number(name), point, frame, span);
    if (name === '@' || name === '*') return union(positionalList(this, point, frame).map((list) => joined(list)));
    if (name === '') return unknown('expansion', 'computed', span);
    if (/^[#?$!-]$/.test(name)) return unknown(name, 'computed', span);
    if (parameter.index) return this.lists.element(name, parameter.index, point, frame, span);
    return this.variable(name, point, frame, span);
  }

  private operate(value: Value, operation: Operation, name: string, span: Span, point: Point, frame: Frame | undefined): Value {
    const pattern = (word: Word): string | undefined => literalValue(this.word(word, point, frame));
    switch (operation.kind) {
      case 'default': {
        const fallback = withTrail(this.word(operation.word, point, frame), { kind: 'default', name, use: span, definition: point.block.script.locate(operation.word.start, operation.word.end) });
        const set = mapAlternatives(value, (sequence) => (operation.whenEmpty && isEmptySequence(sequence) ? undefined : sequence));
        const certain = set.alternatives.length > 0 && set.alternatives.every((sequence) => (literal(sequence) ?? '') !== '');
        return certain && set.alternatives.length === value.alternatives.length ? set : union([set, fallback]);
      }
      case 'alternative':
        return union([this.word(operation.word, point, frame), EMPTY]);
      case 'error':
        return value;
      case 'trim-start':
      case 'trim-end': {
        const glob = pattern(operation.pattern);
        return glob === undefined ? value : trimPattern(value, glob, operation.kind === 'trim-start' ? 'start' : 'end', operation.longest);
      }
      case 'replace': {
        const glob = pattern(operation.pattern);
        const replacement = pattern(operation.replacement);
        if (glob === undefined || replacement === undefined) return value;
        return replacePattern(value, glob, replacement, operation.all, operation.anchor);
      }
      case 'slice':
        return slice(value, operation, name, span);
      case 'case':
        return mapAlternatives(value, (sequence) => sequence.map((piece) => (piece.kind === 'text' ? { ...piece, text: operation.upper ? piece.text.toUpperCase() : piece.text.toLowerCase(), exact: false } : piece)));
      case 'split':
        return value;
      case 'unknown':
        return unknown(name, 'computed', span);
    }
  }

  /** What a command reads from standard input by its own redirections. */
  standardInput(redirects: readonly Redirect[], point: Point, frame: Frame | undefined): Value | undefined {
    const redirect = redirects.findLast((candidate) => candidate.kind === 'here-document' || candidate.kind === 'here-string');
    return redirect?.word && this.word(redirect.word, point, frame);
  }

  /** What a block prints; undefined when it prints nothing. */
  output(block: Block, frame: Frame | undefined, span: Span): Value | undefined {
    return block.statements.length === 0 ? undefined : blockOutput(this, block, frame, span);
  }

  /** What `echo` or `printf`, the first of the values, makes of the others. */
  printed(values: readonly Value[]): Value | undefined {
    const [program, ...args] = values;
    if (!program) return undefined;
    const parts = literalValue(program) === 'printf' ? printfOutput(args)?.parts : echoOutput(args).parts;
    return parts && concat(parts);
  }
}

/** Fields joined by blanks, as `"$*"` does. */
export function joined(fields: readonly Field[]): Value {
  return concat(fields.slice(0, MAX_JOINED).flatMap((field, position) => (position === 0 ? [field.value] : [text(' '), field.value])));
}

/** Gives an anonymous unknown (a command's output, a number) the name of the variable that holds it. */
export function rename(value: Value, name: string): Value {
  return mapAlternatives(value, (sequence) => {
    const only = sequence.length === 1 ? sequence[0]! : undefined;
    if (only?.kind !== 'unknown' || !/^(?:command|computed|input|loop)$/.test(only.cause)) return sequence;
    return [{ ...only, name }];
  });
}

/** Points the outermost step of each piece at this use of the variable. */
function relocate(value: Value, name: string, use: Span): Value {
  const move = (sequence: Sequence): Sequence =>
    sequence.map((piece) => (piece.trail ? { ...piece, trail: { ...piece.trail, use } } : { ...piece, trail: { kind: 'variable', name, use } }));
  return { alternatives: value.alternatives.map(move), truncated: value.truncated };
}

function slice(value: Value, operation: Extract<Operation, { kind: 'slice' }>, name: string, span: Span): Value {
  const offset = /^\d+$/.test(operation.offset) ? Number(operation.offset) : undefined;
  const length = operation.length === undefined ? Number.POSITIVE_INFINITY : /^-?\d+$/.test(operation.length) ? Number(operation.length) : undefined;
  return mapAlternatives(value, (sequence) => {
    const whole = literal(sequence);
    if (whole === undefined || offset === undefined || length === undefined) {
      // The last characters cut off an unknown leave something that is still best called by its name.
      if (offset === 0 && sequence.at(-1)?.kind === 'unknown') return sequence;
      return [{ kind: 'unknown', name: whole === undefined && sequence.length === 1 ? display(sequence).slice(1, -1) : name, cause: 'computed', span }];
    }
    const end = length < 0 ? whole.length + length : Math.min(whole.length, offset + length);
    return text(whole.slice(offset, end), span, false).alternatives[0]!;
  });
}
