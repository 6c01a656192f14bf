import { slicePiece } from '../../../values/text.ts';
import { concat, EMPTY, isEmptySequence, literalValue, NOTHING, type Piece, type Sequence, type Span, union, unknown, type Value, withTrail } from '../../../values/value.ts';
import type { Assignment, Block, Part, Point, Word } from '../syntax/ir.ts';
import { type Evaluator, joined, rename } from './evaluator.ts';
import { type Frame, plainText } from './frames.ts';
import { positionalList } from './positional.ts';

/** One argument as a command gets it, and the word at the call that it comes from. */
export interface Field {
  readonly value: Value;
  readonly span: Span;
}

/** The most argument lists that one command is read with. */
export const MAX_LISTS = 12;
const MAX_FIELDS = 200;

function product(alternatives: readonly Field[][][]): Field[][] {
  let lists: Field[][] = [[]];
  for (const options of alternatives) {
    if (options.length === 1) {
      for (const list of lists) if (list.length < MAX_FIELDS) list.push(...options[0]!);
      continue;
    }
    const next: Field[][] = [];
    for (const list of lists) for (const option of options) if (next.length < MAX_LISTS) next.push([...list, ...option].slice(0, MAX_FIELDS));
    if (next.length > 0) lists = next;
  }
  return lists;
}

/** Splits an alternative at blanks that stand outside quotes. Pieces for which `whole` holds are never split. */
function splitSequence(sequence: Sequence, whole: ReadonlySet<Piece>): Sequence[] {
  const fields: Piece[][] = [];
  let current: Piece[] | undefined;
  for (const piece of sequence) {
    if (piece.kind === 'unknown' || whole.has(piece)) {
      current ??= [];
      current.push(piece);
      continue;
    }
    for (const match of piece.text.matchAll(/[ \t\n]+|[^ \t\n]+/g)) {
      if (/^[ \t\n]/.test(match[0])) {
        if (current) fields.push(current);
        current = undefined;
      } else {
        current ??= [];
        current.push(slicePiece(piece, match.index, match.index + match[0].length));
      }
    }
  }
  if (current) fields.push(current);
  return fields;
}

/** Turns words into argument lists: word splitting, arrays, `"$@"`. */
export class ArgumentLists {
  private readonly evaluator: Evaluator;
  private readonly busy = new Set<string>();
  private readonly lists = new WeakMap<Block, Map<string, Field[][]>>();
  private readonly elements = new WeakMap<Block, Map<string, Value>>();

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /** The lists that words can make, at most MAX_LISTS. */
  of(words: readonly Word[], point: Point, frame: Frame | undefined): Field[][] {
    return product(words.map((word) => this.ofWord(word, point, frame)));
  }

  private ofWord(word: Word, point: Point, frame: Frame | undefined): Field[][] {
    const { script } = point.block;
    const span = script.locate(word.start, word.end);
    const only = word.parts.length === 1 ? word.parts[0]! : undefined;
    if (only?.kind === 'parameter') {
      const list = this.ofParameter(only, point, frame, span);
      if (list) return list;
    }
    const { evaluator } = this;
    const splits = word.parts.some((part) => this.maySplit(part, point));
    if (!splits) return [[{ value: evaluator.word(word, point, frame), span }]];
    return this.split(word, point, frame, span);
  }

  private maySplit(part: Part, point: Point): boolean {
    if (part.kind === 'parameter') return !part.quoted && (point.block.script.dialect !== 'zsh' || part.parameter.splits === true || part.parameter.operations.some((operation) => operation.kind === 'split'));
    return part.kind === 'command' && !part.quoted;
  }

  private split(word: Word, point: Point, frame: Frame | undefined, span: Span): Field[][] {
    const values = word.parts.map((part) => this.evaluator.part(part, point, frame));
    const needs = word.parts.some(
      (part, position) =>
        this.maySplit(part, point) && values[position]!.alternatives.some((sequence) => isEmptySequence(sequence) || sequence.some((piece) => piece.kind === 'text' && /[ \t\n]/.test(piece.text))),
    );
    if (!needs) return [[{ value: concat(values), span }]];
    const whole = new Set<Piece>();
    word.parts.forEach((part, position) => {
      if (!this.maySplit(part, point)) for (const sequence of values[position]!.alternatives) for (const piece of sequence) whole.add(piece);
    });
    const quotedPart = word.parts.some((part) => part.kind === 'text' && part.quoted);
    return concat(values).alternatives.slice(0, MAX_LISTS).map((sequence) => {
      const fields = splitSequence(sequence, whole);
      if (fields.length === 0 && quotedPart) return [{ value: EMPTY, span }];
      return fields.map((field) => ({ value: { alternatives: [field], truncated: false }, span }));
    });
  }

  /** The lists of an expansion that can be more than one argument; undefined for the others. */
  private ofParameter(part: Extract<Part, { kind: 'parameter' }>, point: Point, frame: Frame | undefined, span: Span): Field[][] | undefined {
    const { parameter } = part;
    if (parameter.length || parameter.indirect || parameter.nested) return undefined;
    if (parameter.name === '@' || (parameter.name === '*' && !part.quoted)) {
      const lists = positionalList(this.evaluator, point, frame);
      return lists.map((list) => list.map((field) => ({ value: field.value, span })));
    }
    const all = parameter.index !== undefined && /^[@*]$/.test(plainText(parameter.index) ?? '');
    const isZshArray = point.block.script.dialect === 'zsh' && !parameter.index && !part.quoted && parameter.operations.length === 0 && this.isArray(parameter.name, point, frame);
    if (!all && !isZshArray) return undefined;
    return this.ofName(parameter.name, point, frame).map((list) => list.map((field) => ({ value: field.value, span })));
  }

  private isArray(name: string, point: Point, frame: Frame | undefined): boolean {
    return this.evaluator
      .definitions(name, point, frame)
      .some((definition) => (definition.kind === 'assignment' ? definition.assignment.value.kind === 'array' : definition.kind === 'caller' && this.isArray(name, definition.point, definition.frame)));
  }

  /** The lists that an array can be at a point. */
  ofName(name: string, point: Point, frame: Frame | undefined): Field[][] {
    let memo = this.lists.get(point.block);
    if (!memo) this.lists.set(point.block, (memo = new Map()));
    const key = `${point.index}.${point.assigned ?? 0}:${frame?.id ?? ''}:${name}`;
    const known = memo.get(key);
    if (known) return known;
    const cycle = `${point.block.script.file} ${point.block.id} ${key}`;
    if (this.busy.has(cycle)) return [];
    this.busy.add(cycle);
    this.evaluator.around.tick();
    try {
      const result = this.listsOf(name, point, frame);
      memo.set(key, result);
      return result;
    } finally {
      this.busy.delete(cycle);
    }
  }

  private listsOf(name: string, point: Point, frame: Frame | undefined): Field[][] {
    const { script } = point.block;
    const statement = point.block.statements[point.index];
    const here = script.locate(statement?.start ?? 0, statement?.end ?? 0);
    const lists: Field[][] = [];
    const elements: Field[] = [];
    for (const definition of this.evaluator.definitions(name, point, frame)) {
      if (definition.kind === 'caller') lists.push(...this.ofName(name, definition.point, definition.frame));
      else if (definition.kind === 'unset') lists.push([]);
      else if (definition.kind !== 'assignment') lists.push([{ value: unknown(name, definition.kind === 'input' ? 'input' : 'environment', here), span: here }]);
      else if (definition.assignment.index && definition.assignment.value.kind === 'word') {
        const { assignment, point: from, frame: inner } = definition;
        elements.unshift({ value: this.evaluator.word(assignment.value.kind === 'word' ? assignment.value.word : EMPTY_WORD, from, inner), span: from.block.script.locate(assignment.start, assignment.end) });
      } else lists.push(...this.ofArray(definition.assignment, name, definition.point, definition.frame));
    }
    if (elements.length === 0) return lists.slice(0, MAX_LISTS);
    const known = lists.filter((list) => !(list.length === 1 && isEnvironment(list[0]!.value)));
    return known.length > 0 ? known.slice(0, MAX_LISTS).map((list) => [...list, ...elements]) : [elements];
  }

  /** The lists that one assignment to an array makes. */
  ofArray(assignment: Assignment, name: string, point: Point, frame: Frame | undefined): Field[][] {
    const { script } = point.block;
    const definition = script.locate(assignment.start, assignment.end);
    const step = (fields: Field[]): Field[] => fields.map((field) => ({ ...field, value: withTrail(field.value, { kind: 'variable', name, use: definition, definition: field.span }) }));
    let own: Field[][];
    if (assignment.value.kind === 'array') own = this.of(assignment.value.words.map((word) => elementValue(word)), point, frame).map(step);
    else if (assignment.value.kind === 'word') {
      const value = rename(this.evaluator.word(assignment.value.word, point, frame), name);
      own = [step([{ value, span: definition }])];
    } else own = [[]];
    if (!assignment.append) return own;
    const before = this.ofName(name, point, frame).map((list) => (list.length === 1 && isEnvironment(list[0]!.value) ? [] : list));
    if (before.length === 0) return own;
    const result: Field[][] = [];
    for (const list of before) for (const added of own) if (result.length < MAX_LISTS) result.push([...list, ...added].slice(0, MAX_FIELDS));
    return result;
  }

  /** `${name[index]}`. */
  element(name: string, index: Word, point: Point, frame: Frame | undefined, span: Span): Value {
    const key = literalValue(this.evaluator.word(index, point, frame));
    if (key === '@' || key === '*') return union(this.ofName(name, point, frame).map(joined));
    const found = this.elementAt(name, key, point, frame);
    return found.alternatives.length > 0 ? withTrail(found, { kind: 'variable', name, use: span }) : unknown(name, 'environment', span);
  }

  private elementAt(name: string, key: string | undefined, point: Point, frame: Frame | undefined): Value {
    let memo = this.elements.get(point.block);
    if (!memo) this.elements.set(point.block, (memo = new Map()));
    const place = `${point.index}.${point.assigned ?? 0}:${frame?.id ?? ''}:${name}[${key ?? ''}`;
    const known = memo.get(place);
    if (known) return known;
    memo.set(place, NOTHING);
    this.evaluator.around.tick();
    const values: Value[] = [];
    for (const definition of this.evaluator.definitions(name, point, frame)) {
      if (definition.kind === 'caller') values.push(this.elementAt(name, key, definition.point, definition.frame));
      else if (definition.kind === 'assignment') values.push(...this.elementOf(definition.assignment, name, key, definition.point, definition.frame));
    }
    const found = union(values);
    memo.set(place, found);
    return found;
  }

  private elementOf(assignment: Assignment, name: string, key: string | undefined, point: Point, frame: Frame | undefined): Value[] {
    const { evaluator } = this;
    if (assignment.index && assignment.value.kind === 'word') {
      const assignedKey = literalValue(evaluator.word(assignment.index, point, frame));
      return key === undefined || assignedKey === undefined || assignedKey === key ? [evaluator.word(assignment.value.word, point, frame)] : [];
    }
    if (assignment.value.kind === 'array') {
      const keyed = assignment.value.words.filter((word) => elementKey(word) !== undefined);
      if (keyed.length > 0) return keyed.filter((word) => key === undefined || elementKey(word) === key).map((word) => evaluator.word(elementValue(word), point, frame));
      return this.ofArray(assignment, name, point, frame).map((list) => pick(list, key, point.block.script.dialect === 'zsh'));
    }
    return key === '0' || key === undefined ? this.ofArray(assignment, name, point, frame).map((list) => list[0]?.value ?? NOTHING) : [];
  }
}

const EMPTY_WORD: Word = { start: 0, end: 0, parts: [] };

function pick(list: readonly Field[], key: string | undefined, fromOne: boolean): Value {
  if (key === undefined || !/^-?\d+$/.test(key)) return union(list.map((field) => field.value));
  const position = Number(key);
  return list.at(position < 0 || !fromOne ? position : position - 1)?.value ?? NOTHING;
}

function isEnvironment(value: Value): boolean {
  return value.alternatives.length === 1 && value.alternatives[0]!.length === 1 && value.alternatives[0]![0]!.kind === 'unknown' && (value.alternatives[0]![0] as { cause: string }).cause === 'environment';
}

const ELEMENT = /^\[([^\]]*)\]=/;

/** The key of `[key]=value` in an array's words. */
function elementKey(word: Word): string | undefined {
  const text = word.parts.map((part) => (part.kind === 'text' ? part.text : '\u0000')).join('');
  const match = ELEMENT.exec(text);
  return match && !match[1]!.includes('\u0000') ? match[1] : undefined;
}

/** The value of `[key]=value`, or the word itself. */
function elementValue(word: Word): Word {
  const first = word.parts[0];
  if (first?.kind !== 'text') return word;
  let dropped = 0;
  const text = word.parts.map((part) => (part.kind === 'text' ? part.text : '\u0000')).join('');
  const match = ELEMENT.exec(text);
  if (!match || match[1]!.includes('\u0000')) return word;
  const parts: Part[] = [];
  for (const part of word.parts) {
    const length = part.kind === 'text' ? part.text.length : 1;
    const drop = Math.min(Math.max(match[0].length - dropped, 0), length);
    dropped += length;
    if (drop === 0) parts.push(part);
    else if (part.kind === 'text' && drop < length) parts.push({ ...part, text: part.text.slice(drop), start: part.exact ? part.start + drop : part.start });
  }
  return { ...word, parts };
}
