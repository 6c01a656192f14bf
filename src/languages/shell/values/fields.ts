import {
  concat,
  EMPTY,
  isEmptySequence,
  literalValue,
  NOTHING,
  type Piece,
  type Span,
  union,
  unknown,
  type Value,
  withTrail,
} from '../../../values/value.ts';
import type { Assignment, Block, Parameter, Part, Point, Word } from '../syntax/ir.ts';
import { elementKey, elementValue, pickElement, withElement } from './elements.ts';
import { type Evaluator, joined, rename } from './evaluator.ts';
import { type Frame, plainText } from './frames.ts';
import { readFields } from './input.ts';
import { type Field, glued, inRange, isOnlyEnvironment, type Lists, MAX_FIELDS, MAX_LISTS, only, product } from './lists.ts';
import { chosen, numberOf, operate } from './operations.ts';
import { positionalList } from './positional.ts';
import { hasBlanks, splitAtText, splitSequence } from './splitting.ts';

export type { Field } from './lists.ts';

type ParameterPart = Extract<Part, { kind: 'parameter' }>;

/** The most words of one command that are read. */
const MAX_WORDS = 1000;
const BLANKS = ' \t\n';
const SUBSCRIPT_RANGE = /^(-?\d{1,6}),(-?\d{1,6})$/;

/** Turns words into argument lists: word splitting, arrays, `"$@"`. */
export class ArgumentLists {
  private readonly evaluator: Evaluator;
  private readonly busy = new Set<string>();
  private readonly arrays = new Map<string, boolean>();
  private readonly lists = new WeakMap<Block, Map<string, Lists>>();
  private readonly elements = new WeakMap<Block, Map<string, Value>>();

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /** The lists that words can make, at most MAX_LISTS. */
  of(words: readonly Word[], point: Point, frame: Frame | undefined): Lists {
    return product(words.slice(0, MAX_WORDS).map((word) => this.ofWord(word, point, frame)));
  }

  private ofWord(word: Word, point: Point, frame: Frame | undefined): Lists {
    this.evaluator.around.tick();
    const span = point.block.script.locate(word.start, word.end);
    const lists = word.parts.map((part) => (part.kind === 'parameter' ? this.ofParameter(part, point, frame, span) : undefined));
    if (lists.some((list) => list !== undefined)) {
      return glued(
        word.parts.map((part, index) => lists[index] ?? [[{ value: this.evaluator.part(part, point, frame), span }]]),
        span,
      );
    }
    if (word.parts.length > MAX_FIELDS || !word.parts.some((part) => this.maySplit(part, point)))
      return [[{ value: this.evaluator.word(word, point, frame), span }]];
    return this.split(word, point, frame, span);
  }

  private maySplit(part: Part, point: Point): boolean {
    if (part.kind === 'parameter') return !part.quoted && (point.block.script.dialect !== 'zsh' || part.parameter.splits === true);
    return part.kind === 'command' && !part.quoted;
  }

  private split(word: Word, point: Point, frame: Frame | undefined, span: Span): Lists {
    const mayChange = (part: Part): boolean => {
      const value = this.maySplit(part, point) ? this.evaluator.part(part, point, frame) : undefined;
      return value !== undefined && (hasBlanks(value) || value.alternatives.some(isEmptySequence));
    };
    if (!word.parts.some(mayChange)) return [[{ value: this.evaluator.word(word, point, frame), span }]];
    const quotedPart = word.parts.some((part) => part.kind === 'text' && part.quoted);
    const lists = this.splitParts(word, (part) => this.maySplit(part, point), point, frame, span);
    return lists.map((list) => (list.length === 0 && quotedPart ? [{ value: EMPTY, span }] : list));
  }

  /** The lists of a word of which some parts may be split, one for each of its first alternatives. */
  private splitParts(word: Word, maySplit: (part: Part) => boolean, point: Point, frame: Frame | undefined, span: Span): Lists {
    const whole = new Set<Piece>();
    const values = word.parts.map((part) => {
      const value = this.evaluator.part(part, point, frame);
      if (!maySplit(part)) for (const sequence of value.alternatives) for (const piece of sequence) whole.add(piece);
      return value;
    });
    return this.splitValue(concat(values), whole, point, frame, span);
  }

  private splitValue(value: Value, whole: ReadonlySet<Piece>, point: Point, frame: Frame | undefined, span: Span): Lists {
    const separators = this.evaluator.separators(point, frame) ?? BLANKS;
    const sequences = value.alternatives.slice(0, MAX_LISTS);
    return sequences.map((sequence) => splitSequence(sequence, separators, whole).map((field) => ({ value: only(field), span })));
  }

  /** The lists of an expansion that can be more than one argument; undefined for the others. */
  private ofParameter(part: ParameterPart, point: Point, frame: Frame | undefined, span: Span): Lists | undefined {
    const { parameter, quoted } = part;
    const { evaluator } = this;
    if (parameter.length || (parameter.indirect && parameter.index)) return undefined;
    const split = parameter.operations.find((operation) => operation.kind === 'split');
    if (split?.kind === 'split' && (!quoted || parameter.elements)) {
      return evaluator
        .parameter(parameter, span, point, frame)
        .alternatives.slice(0, MAX_LISTS)
        .map((sequence) => splitAtText(sequence, split.separator).map((field) => ({ value: only(field), span })));
    }
    const lists = this.elementsOf(parameter, quoted, point, frame);
    if (!lists) return quoted ? undefined : this.chosen(parameter, point, frame, span);
    const place = { evaluator, name: parameter.name, span, point, frame };
    let result = lists.map((list) => list.map((field) => ({ ...field, span })));
    for (const operation of parameter.operations) {
      if (operation.kind === 'slice') {
        const offset = numberOf(operation.offset, place);
        const length = operation.length && numberOf(operation.length, place);
        result = result.map((list) =>
          this.sliced(list, parameter.name === '@' ? 1 : 0, offset, operation.length ? (length ?? Number.NaN) : undefined),
        );
      } else
        result = result.map((list) =>
          list.map((field) => (field.rest === undefined ? { ...field, value: operate(field.value, operation, place) } : field)),
        );
    }
    return quoted || point.block.script.dialect === 'zsh' ? result : result.flatMap((list) => this.splitElements(list, point, frame));
  }

  /** `${name:+-u "$name:$password"}` without quotes around it: the word in it is split where it is not quoted itself. */
  private chosen(parameter: Parameter, point: Point, frame: Frame | undefined, span: Span): Lists | undefined {
    const { evaluator } = this;
    const operation = parameter.operations.at(-1);
    if ((operation?.kind !== 'alternative' && operation?.kind !== 'default') || point.block.script.dialect === 'zsh') return undefined;
    const value = evaluator.parameter({ ...parameter, operations: parameter.operations.slice(0, -1) }, span, point, frame);
    const { kept, word } = chosen(value, operation, { evaluator, name: parameter.name, span, point, frame });
    const lists = this.splitValue(kept, new Set(), point, frame, span);
    if (word) lists.push(...this.splitParts(operation.word, (part) => 'quoted' in part && !part.quoted, point, frame, span));
    if (!lists.every((list) => list.length === 1)) return lists;
    return [[{ value: union(lists.map((list) => list[0]!.value)), span }]];
  }

  /** The elements that `$@`, `${name[@]}` or a zsh array stand for as words of their own. */
  private elementsOf(parameter: Parameter, quoted: boolean, point: Point, frame: Frame | undefined): Lists | undefined {
    const { name } = parameter;
    if (parameter.nested || parameter.indirect || parameter.operations.some((operation) => operation.kind === 'join')) return undefined;
    if (name === '@' || (name === '*' && !quoted)) return positionalList(this.evaluator, point, frame);
    const zsh = point.block.script.dialect === 'zsh';
    const index = plainText(parameter.index);
    if (index === '@' || (index === '*' && !quoted)) return this.ofName(name, point, frame);
    const range = zsh && index !== undefined && !quoted ? SUBSCRIPT_RANGE.exec(index) : undefined;
    if (range) return this.ofName(name, point, frame).map((list) => inRange(list, Number(range[1]), Number(range[2])));
    return zsh && !parameter.index && (!quoted || parameter.elements) && this.isArray(name, point, frame)
      ? this.ofName(name, point, frame)
      : undefined;
  }

  /** `${@:2:3}`: what is not known to be cut off stays. */
  private sliced(list: readonly Field[], first: number, offset: number | undefined, length: number | undefined): Field[] {
    if (offset === undefined || Number.isNaN(length) || list.some((field) => field.rest !== undefined)) return [...list];
    const start = offset < 0 ? Math.max(list.length + offset, 0) : Math.max(offset - first, 0);
    return list.slice(start, length === undefined ? undefined : start + Math.max(length, 0));
  }

  private splitElements(list: readonly Field[], point: Point, frame: Frame | undefined): Lists {
    if (!list.some((field) => hasBlanks(field.value))) return [[...list]];
    const separators = this.evaluator.separators(point, frame) ?? BLANKS;
    return product(
      list.map((field) =>
        field.value.alternatives.map((sequence) => splitSequence(sequence, separators).map((value) => ({ ...field, value: only(value) }))),
      ),
    );
  }

  private isArray(name: string, point: Point, frame: Frame | undefined): boolean {
    if (!/^[A-Za-z_]/.test(name)) return false;
    const key = placeKey(name, point, frame);
    let known = this.arrays.get(key);
    if (known === undefined) {
      this.arrays.set(key, false);
      this.evaluator.around.tick();
      this.arrays.set(key, (known = this.findsArray(name, point, frame)));
    }
    return known;
  }

  private findsArray(name: string, point: Point, frame: Frame | undefined): boolean {
    return this.evaluator.definitions(name, point, frame).some((definition) => {
      if (definition.kind === 'caller') return this.isArray(name, definition.point, definition.frame);
      if (definition.kind !== 'assignment') return false;
      const { assignment } = definition;
      return (
        assignment.value.kind === 'array' ||
        assignment.index !== undefined ||
        (assignment.append && this.isArray(name, definition.point, definition.frame))
      );
    });
  }

  /** Whether `name+=word` adds an element, as it does in zsh. */
  appendsElement(assignment: Assignment, name: string, point: Point, frame: Frame | undefined): boolean {
    return (
      assignment.append &&
      assignment.value.kind === 'word' &&
      !assignment.index &&
      point.block.script.dialect === 'zsh' &&
      this.isArray(name, point, frame)
    );
  }

  /** The lists that an array can be at a point. */
  ofName(name: string, point: Point, frame: Frame | undefined): Lists {
    let memo = this.lists.get(point.block);
    if (!memo) this.lists.set(point.block, (memo = new Map()));
    const key = `${point.index}.${point.assigned ?? 0}:${frame?.id ?? ''}:${name}`;
    const known = memo.get(key);
    if (known) return known;
    const cycle = placeKey(name, point, frame);
    if (this.busy.has(cycle) || this.busy.size > MAX_FIELDS) return [];
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

  private listsOf(name: string, point: Point, frame: Frame | undefined): Lists {
    const { evaluator } = this;
    const { script } = point.block;
    const statement = point.block.statements[point.index];
    const here = script.locate(statement?.start ?? 0, statement?.end ?? 0);
    const lists: Lists = [];
    const elements: { readonly key: string | undefined; readonly field: Field }[] = [];
    for (const definition of evaluator.definitions(name, point, frame)) {
      if (lists.length >= MAX_LISTS) break;
      if (definition.kind === 'caller') lists.push(...this.ofName(name, definition.point, definition.frame));
      else if (definition.kind === 'unset') lists.push([]);
      else if (definition.kind === 'input')
        lists.push(...readFields(evaluator, definition.command, name, definition.point, definition.frame));
      else if (definition.kind !== 'assignment') lists.push([{ value: unknown(name, 'environment', here), span: here }]);
      else if (definition.assignment.index && definition.assignment.value.kind === 'word') {
        const { assignment, point: from, frame: inner } = definition;
        const value = evaluator.word(definition.assignment.value.word, from, inner);
        elements.unshift({
          key: literalValue(evaluator.word(assignment.index!, from, inner)),
          field: { value, span: from.block.script.locate(assignment.start, assignment.end) },
        });
      } else lists.push(...this.ofArray(definition.assignment, name, definition.point, definition.frame));
    }
    if (elements.length === 0) return lists.slice(0, MAX_LISTS);
    const known = lists.filter((list) => !isOnlyEnvironment(list));
    const fill = (list: readonly Field[]): Field[] =>
      elements
        .slice(0, MAX_FIELDS)
        .reduce<Field[]>((filled, { key, field }) => withElement(filled, key, script.dialect === 'zsh', field), [...list]);
    return known.length > 0 ? known.slice(0, MAX_LISTS).map(fill) : [fill([])];
  }

  /** The lists that one assignment to an array makes. */
  ofArray(assignment: Assignment, name: string, point: Point, frame: Frame | undefined): Lists {
    const { script } = point.block;
    const definition = script.locate(assignment.start, assignment.end);
    const step = (fields: Field[]): Field[] =>
      fields.map((field) => ({
        ...field,
        value: withTrail(rename(field.value, name, true), { kind: 'variable', name, use: definition, definition: field.span }),
      }));
    let own: Lists;
    if (assignment.value.kind === 'array') own = this.of(assignment.value.words.map(elementValue), point, frame).map(step);
    else if (assignment.value.kind === 'word')
      own = [step([{ value: this.evaluator.word(assignment.value.word, point, frame), span: definition }])];
    else own = [[]];
    if (!assignment.append) return own;
    const before = this.ofName(name, point, frame).map((list) => (isOnlyEnvironment(list) ? [] : list));
    if (before.length === 0) return own;
    // In bash `name+=text` goes on with the first element.
    const joins = assignment.value.kind === 'word' && !this.appendsElement(assignment, name, point, frame);
    const result: Lists = [];
    for (const list of before) {
      for (const added of own) {
        if (result.length >= MAX_LISTS) break;
        const [first, ...rest] = list;
        result.push(
          (joins && first ? [{ ...first, value: concat([first.value, added[0]!.value]) }, ...rest] : [...list, ...added]).slice(
            0,
            MAX_FIELDS,
          ),
        );
      }
    }
    return result;
  }

  /** `${name[index]}` as one string. */
  element(name: string, index: Word, point: Point, frame: Frame | undefined, span: Span): Value {
    const first = index.parts[0];
    // zsh: `${name[(i)pattern]}` is a position.
    if (first?.kind === 'text' && /^\([^)]*[iI]/.test(first.text)) return unknown(name, 'computed', span);
    const flagged = first?.kind === 'text' && first.text.startsWith('(');
    const key = flagged ? undefined : literalValue(this.evaluator.word(index, point, frame));
    if (key === '@' || key === '*')
      return union(this.ofName(name, point, frame).map((list) => joined(list, key === '*' ? this.evaluator.separator(point, frame) : ' ')));
    const range = key === undefined ? undefined : SUBSCRIPT_RANGE.exec(key);
    if (range) return union(this.ofName(name, point, frame).map((list) => joined(inRange(list, Number(range[1]), Number(range[2])))));
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
      else if (definition.kind === 'assignment')
        values.push(...this.elementOf(definition.assignment, name, key, definition.point, definition.frame));
      else if (definition.kind === 'input')
        values.push(
          ...readFields(this.evaluator, definition.command, name, definition.point, definition.frame).map((list) =>
            pickElement(list, key, false),
          ),
        );
    }
    const found = union(values);
    memo.set(place, found);
    return found;
  }

  private elementOf(assignment: Assignment, name: string, key: string | undefined, point: Point, frame: Frame | undefined): Value[] {
    const { evaluator } = this;
    if (assignment.index && assignment.value.kind === 'word') {
      const assignedKey = literalValue(evaluator.word(assignment.index, point, frame));
      return key === undefined || assignedKey === undefined || assignedKey === key
        ? [evaluator.word(assignment.value.word, point, frame)]
        : [];
    }
    const fromOne = point.block.script.dialect === 'zsh';
    if (assignment.value.kind === 'array') {
      const keyed = assignment.value.words.filter((word) => elementKey(word) !== undefined);
      if (keyed.length > 0)
        return keyed
          .filter((word) => key === undefined || elementKey(word) === key)
          .map((word) => evaluator.word(elementValue(word), point, frame));
    }
    return this.ofArray(assignment, name, point, frame).map((list) => pickElement(list, key, fromOne));
  }
}

function placeKey(name: string, point: Point, frame: Frame | undefined): string {
  return `${point.block.script.file} ${point.block.id} ${point.index}.${point.assigned ?? 0}:${frame?.id ?? ''}:${name}`;
}
