import {
  concat,
  EMPTY,
  literalValue,
  mapAlternatives,
  type Piece,
  type Sequence,
  type Span,
  type Trail,
  text,
  union,
  unknown,
  type Value,
  withTrail,
} from '../../../values/value.ts';
import type { Assignment, Block, Parameter, Part, Point, Redirect, Word } from '../syntax/ir.ts';
import { withoutCycle } from './cycles.ts';
import type { Definition } from './definitions.ts';
import { evaluatedValue } from './evaluated-texts.ts';
import { ArgumentLists, type Field } from './fields.ts';
import { echoOutput, printfOutput } from './filters.ts';
import type { Frame } from './frames.ts';
import { readValue } from './input.ts';
import { declaresReferences } from './locals.ts';
import { operate } from './operations.ts';
import { blockOutput } from './output.ts';
import { PlaceMemo } from './place-memo.ts';
import { lastPositional, positional, positionalList } from './positional.ts';
import { Reaching, type Surroundings } from './reaching.ts';

const MAX_DEPTH = 100;
const MAX_JOINED = 48;
/** The most parts of one word that are evaluated. */
const MAX_PARTS = 256;
/** The most alternatives that a variable keeps: past that a script chooses among data, not among servers. */
const MAX_VARIABLE_ALTERNATIVES = 32;

/** Evaluates the words of shell scripts to symbolic strings and argument lists, by demand and memoised. */
export class Evaluator {
  readonly around: Surroundings;
  readonly lists: ArgumentLists;
  readonly reaching: Reaching;
  /** Positional parameters being evaluated, against cycles of callers. */
  readonly busy = new Set<string>();
  /** How deep command substitutions are nested at the moment. */
  substitutionDepth = 0;
  /** How many functions' callers are being asked for their arguments at the moment. */
  callerDepth = 0;
  private readonly memo = new PlaceMemo<Value>();
  private readonly evaluating = new Set<string>();
  private readonly definitionsMemo = new PlaceMemo<readonly Definition[]>();
  private depth = 0;

  constructor(around: Surroundings) {
    this.around = around;
    this.reaching = new Reaching(around);
    this.lists = new ArgumentLists(this);
  }

  /** What a word can be as one string, as between double quotes. */
  word(word: Word, point: Point, frame: Frame | undefined): Value {
    if (word.parts.length === 1) return this.part(word.parts[0]!, point, frame);
    const parts = word.parts.length > MAX_PARTS ? word.parts.slice(0, MAX_PARTS) : word.parts;
    const values = parts.map((part) => this.part(part, point, frame));
    return concat(
      parts === word.parts ? values : [...values, unknown('rest', 'limit', point.block.script.locate(parts.at(-1)!.end, word.end))],
    );
  }

  /** The argument lists that a command's words can be. */
  argumentLists(words: readonly Word[], point: Point, frame: Frame | undefined): Field[][] {
    return this.lists.of(words, point, frame);
  }

  definitions(name: string, point: Point, frame: Frame | undefined): readonly Definition[] {
    let found = this.definitionsMemo.get(name, point, frame);
    if (!found) {
      found = this.reaching.definitions(name, point, frame);
      this.definitionsMemo.set(name, point, frame, found);
    }
    return found;
  }

  /** The value of a variable at a point, each piece with the step that leads to it. */
  variable(name: string, point: Point, frame: Frame | undefined, use: Span): Value {
    const foreign = point.block.script.foreign.get(name);
    if (foreign) return foreign;
    let value = this.memo.get(name, point, frame);
    if (!value) {
      const cycle = `${point.block.script.file} ${point.block.id} ${keyOf(name, point, frame)}`;
      if (this.evaluating.has(cycle)) return unknown(name, 'cycle', use);
      if (this.depth > MAX_DEPTH) return unknown(name, 'limit', use);
      this.around.tick();
      this.evaluating.add(cycle);
      this.depth++;
      try {
        value = withoutCycle(this.unionOf(this.definitions(name, point, frame), name, use), name) ?? unknown(name, 'cycle', use);
      } finally {
        this.depth--;
        this.evaluating.delete(cycle);
      }
      this.memo.set(name, point, frame, value);
    }
    return relocate(value, name, use);
  }

  /** Whether a variable is set at a point, whatever it is set to. */
  emptiness(name: string, point: Point, frame: Frame | undefined): 'set' | 'unset' | 'either' {
    if (!/^[A-Za-z_]/.test(name)) return 'unset';
    const kinds = new Set(this.definitions(name, point, frame).map((definition) => definition.kind));
    if (kinds.has('caller') || kinds.has('outside')) return 'either';
    if (!kinds.has('unset')) return 'set';
    return kinds.size === 1 ? 'unset' : 'either';
  }

  /** The characters that fields are split at: IFS. Undefined when they are not known. */
  separators(point: Point, frame: Frame | undefined): string | undefined {
    const value = this.variable('IFS', point, frame, point.block.script.locate(0, 0));
    const only = value.alternatives.length === 1 ? value.alternatives[0]! : undefined;
    return only?.[0]?.kind === 'unknown' && only[0].cause === 'environment' ? ' \t\n' : literalValue(value);
  }

  /** What joins the elements of `"$*"`: the first character of IFS. */
  separator(point: Point, frame: Frame | undefined): string {
    return (this.separators(point, frame) ?? ' ').slice(0, 1);
  }

  private unionOf(definitions: readonly Definition[], name: string, use: Span): Value {
    const values: Value[] = [];
    let alternatives = 0;
    for (const definition of definitions) {
      if (alternatives > MAX_VARIABLE_ALTERNATIVES) break;
      this.around.tick();
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
        return this.parameter(definition.parameter, use, definition.point, definition.frame);
      case 'loop':
        return this.loop(definition);
      case 'input':
        return readValue(this, definition.command, name, definition.point, definition.frame);
      case 'printed': {
        const { point, frame } = definition;
        const printed = printfOutput(definition.command.words.slice(3).map((word) => this.word(word, point, frame)));
        return printed ? rename(concat(printed.parts), name) : unknown(name, 'computed');
      }
      case 'evaluated':
        return evaluatedValue(definition.command, name, definition.point);
      case 'unset':
        return EMPTY;
      case 'more':
        return unknown(name, 'limit');
      case 'outside':
        return unknown(name, 'environment');
    }
  }

  private assigned(assignment: Assignment, name: string, point: Point, frame: Frame | undefined): Value {
    const { script } = point.block;
    if (assignment.value.kind === 'unset') return EMPTY;
    if (assignment.value.kind === 'array' || this.lists.appendsElement(assignment, name, point, frame)) {
      const lists = this.lists.ofArray(assignment, name, point, frame);
      return union(lists.map((list) => (script.dialect === 'zsh' ? joined(list) : (list[0]?.value ?? EMPTY))));
    }
    const statement = point.block.statements[point.index];
    if (statement?.kind === 'command' && declaresReferences(statement)) return unknown(name, 'computed');
    const value = rename(this.word(assignment.value.word, point, frame), name);
    if (!assignment.append) return value;
    return concat([this.variable(name, point, frame, script.locate(assignment.start, assignment.end)), value]);
  }

  private loop(definition: Extract<Definition, { kind: 'loop' }>): Value {
    const { loop, name, point, frame } = definition;
    if (!loop.words) return rename(union(positionalList(this, point, frame).flatMap((list) => list.map((field) => field.value))), name);
    if (loop.words.length === 0) return unknown(name, 'loop');
    const fields = this.lists.of(loop.words, point, frame).flat();
    if (fields.length === 0) return unknown(name, 'loop');
    const definitionSpan = point.block.script.locate(loop.start, loop.words.at(-1)!.end);
    return withTrail(rename(union(fields.map((field) => field.value)), name), {
      kind: 'loop',
      name,
      use: definitionSpan,
      definition: definitionSpan,
    });
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

  /** What `$name` or `${name…}` stands for. */
  parameter(parameter: Parameter, span: Span, point: Point, frame: Frame | undefined): Value {
    if (parameter.length) return unknown(`length of ${parameter.name}`, 'computed', span);
    let value = this.plainParameter(parameter, span, point, frame);
    const place = { evaluator: this, name: parameter.name || 'expansion', span, point, frame };
    for (const operation of parameter.operations) value = operate(value, operation, place);
    return value;
  }

  private plainParameter(parameter: Parameter, span: Span, point: Point, frame: Frame | undefined): Value {
    const { name } = parameter;
    if (parameter.nested) return this.word(parameter.nested, point, frame);
    if (parameter.indirect) return parameter.index ? unknown(name, 'computed', span) : this.indirect(name, span, point, frame);
    const join = parameter.operations.find((operation) => operation.kind === 'join');
    if (join?.kind === 'join' && !parameter.index)
      return union(this.lists.ofName(name, point, frame).map((list) => joined(list, join.separator)));
    if (/^\d+$/.test(name)) return name === '0' ? unknown('0', 'computed', span) : positional(this, Number(name), point, frame, span);
    if (name === '@' || name === '*')
      return union(positionalList(this, point, frame).map((list) => joined(list, name === '*' ? this.separator(point, frame) : ' ')));
    if (name === '') return unknown('expansion', 'computed', span);
    if (/^[#?$!-]$/.test(name)) return unknown(name, 'computed', span);
    if (parameter.index) return this.lists.element(name, parameter.index, point, frame, span);
    return this.variable(name, point, frame, span);
  }

  private indirect(name: string, span: Span, point: Point, frame: Frame | undefined): Value {
    if (name === '#') return lastPositional(this, point, frame, span);
    const target = literalValue(this.variable(name, point, frame, span));
    return target !== undefined && /^[A-Za-z_]\w*$/.test(target)
      ? this.variable(target, point, frame, span)
      : unknown(name, 'computed', span);
  }

  /** What a command reads from standard input by its own redirections. */
  standardInput(redirects: readonly Redirect[], point: Point, frame: Frame | undefined): Value | undefined {
    const redirect = redirects.findLast((candidate) => candidate.kind === 'here-document' || candidate.kind === 'here-string');
    return redirect?.word && this.word(redirect.word, point, frame);
  }

  /** What a block prints; undefined when it has no statements. */
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

function keyOf(name: string, point: Point, frame: Frame | undefined): string {
  return `${point.index}.${point.assigned ?? 0}:${frame?.id ?? ''}:${name}`;
}

/** Fields joined as `"$*"` does. */
export function joined(fields: readonly Field[], separator = ' '): Value {
  return concat(
    fields
      .slice(0, MAX_JOINED)
      .flatMap((field, position) => (position === 0 || separator === '' ? [field.value] : [text(separator), field.value])),
  );
}

function isNameless(sequence: Sequence, unnamed: boolean): boolean {
  const only = sequence.length === 1 ? sequence[0]! : undefined;
  return only?.kind === 'unknown' && !(unnamed && only.trail) && /^(?:command|computed|input|loop)$/.test(only.cause);
}

/** Gives an unknown that came from outside (a command's output, a number) the name of the variable that holds it; of arrays only one that has no variable's name yet. */
export function rename(value: Value, name: string, unnamed = false): Value {
  const only = value.alternatives.length === 1 ? value.alternatives[0]! : undefined;
  if (only) return isNameless(only, unnamed) ? { ...value, alternatives: [[{ ...only[0]!, name } as Piece]] } : value;
  return mapAlternatives(value, (sequence) => (isNameless(sequence, unnamed) ? [{ ...sequence[0]!, name } as Piece] : sequence));
}

/** Points the outermost step of each piece at this use of the variable. */
function relocate(value: Value, name: string, use: Span): Value {
  const moved = (piece: Piece): Piece => {
    const outer = piece.trail;
    const trail: Trail = outer
      ? { kind: outer.kind, name: outer.name, use, definition: outer.definition, inner: outer.inner }
      : { kind: 'variable', name, use };
    return piece.kind === 'text' ? { kind: 'text', text: piece.text, span: piece.span, exact: piece.exact, trail } : { ...piece, trail };
  };
  const move = (sequence: Sequence): Sequence => sequence.map(moved);
  return { alternatives: value.alternatives.map(move), truncated: value.truncated };
}
