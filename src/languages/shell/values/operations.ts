import { display, skeleton, sliceSequence, splitAt } from '../../../values/text.ts';
import {
  concat,
  EMPTY,
  isEmptySequence,
  literal,
  literalValue,
  mapAlternatives,
  NOTHING,
  type Piece,
  type Sequence,
  type Span,
  text,
  union,
  unknown,
  type Value,
  withTrail,
} from '../../../values/value.ts';
import type { Operation, Point, Word } from '../syntax/ir.ts';
import type { Evaluator } from './evaluator.ts';
import type { Frame } from './frames.ts';
import { globCost, replacePattern, trimPattern } from './patterns.ts';

/** Where an expansion stands, for evaluating the words inside it. */
export interface Place {
  readonly evaluator: Evaluator;
  readonly name: string;
  readonly span: Span;
  readonly point: Point;
  readonly frame: Frame | undefined;
}

function evaluated(word: Word, { evaluator, point, frame }: Place): Value {
  return evaluator.word(word, point, frame);
}

/** The text of a pattern, what is quoted in it protected by backslashes; undefined when it is not known. */
function globOf(word: Word, { evaluator, point, frame }: Place): string | undefined {
  let glob = '';
  for (const part of word.parts) {
    const content = literalValue(evaluator.part(part, point, frame));
    if (content === undefined) return undefined;
    glob += 'quoted' in part && part.quoted ? content.replace(/[*?[\]\\]/g, '\\$&') : content;
  }
  return glob;
}

/** Does to a value what `${name…}` does. */
export function operate(value: Value, operation: Operation, place: Place): Value {
  switch (operation.kind) {
    case 'default':
    case 'alternative':
      return choose(value, operation, place);
    case 'error':
    case 'split':
    case 'join':
      return value;
    case 'trim-start':
    case 'trim-end': {
      const glob = globOf(operation.pattern, place);
      if (glob === undefined) return value;
      place.evaluator.around.tick(globCost(value, glob, false));
      return trimPattern(value, glob, operation.kind === 'trim-start' ? 'start' : 'end', operation.longest);
    }
    case 'replace':
      return replace(value, operation, place);
    case 'slice':
      return slice(value, operation, place);
    case 'case':
      return changeCase(value, operation.upper, operation.all);
    case 'path':
      return mapAlternatives(value, (sequence) => pathPart(sequence, operation.part) ?? [unknownPiece(place)]);
    case 'unknown':
      return unknown(place.name, 'computed', place.span);
  }
}

function unknownPiece({ name, span }: Place): Piece {
  return { kind: 'unknown', name, cause: 'computed', span };
}

/** An alternative with any known character in it. */
function isCertainlyFilled(sequence: Sequence): boolean {
  return sequence.some((piece) => piece.kind === 'text' && piece.text !== '');
}

type Choosing = Extract<Operation, { kind: 'default' | 'alternative' }>;

/** What `${name:-word}` or `${name:+word}` comes to: what stays of the value, and whether it can be the word. */
export function chosen(value: Value, operation: Choosing, place: Place): { readonly kept: Value; readonly word: boolean } {
  const { evaluator, name, point, frame } = place;
  const certain = value.alternatives.every(isCertainlyFilled);
  if (operation.kind === 'alternative') {
    if (certain) return { kept: NOTHING, word: true };
    return { kept: EMPTY, word: !(operation.whenEmpty && value.alternatives.every(isEmptySequence)) };
  }
  const empty = operation.whenEmpty ? 'unset' : evaluator.emptiness(name, point, frame);
  if (empty === 'set') return { kept: value, word: false };
  const kept = mapAlternatives(value, (sequence) => (isEmptySequence(sequence) && empty === 'unset' ? undefined : sequence));
  return { kept, word: !(certain && kept.alternatives.length === value.alternatives.length) };
}

function choose(value: Value, operation: Choosing, place: Place): Value {
  const { kept, word } = chosen(value, operation, place);
  if (!word) return kept;
  const content = evaluated(operation.word, place);
  if (operation.kind === 'alternative') return union([content, kept]);
  const definition = place.point.block.script.locate(operation.word.start, operation.word.end);
  return union([kept, withTrail(content, { kind: 'default', name: place.name, use: place.span, definition })]);
}

/** Marks where a replacement goes whose text is not known: no script has this character. */
const MARK = '\uE000';

function replace(value: Value, operation: Extract<Operation, { kind: 'replace' }>, place: Place): Value {
  const glob = globOf(operation.pattern, place);
  if (glob === undefined) return value;
  place.evaluator.around.tick(globCost(value, glob, operation.anchor === undefined));
  const replacement = evaluated(operation.replacement, place);
  const known = literalValue(replacement);
  if (known !== undefined) return replacePattern(value, glob, known, operation.all, operation.anchor);
  const marked = replacePattern(value, glob, MARK, operation.all, operation.anchor);
  return union(marked.alternatives.map((sequence) => fillMarks(sequence, replacement)));
}

function fillMarks(sequence: Sequence, replacement: Value): Value {
  const parts: Value[] = [];
  let rest = sequence;
  for (let halves = splitAt(rest, MARK); halves; halves = splitAt(rest, MARK)) {
    parts.push({ alternatives: [halves[0]], truncated: false }, replacement);
    rest = halves[1];
  }
  return concat([...parts, { alternatives: [rest], truncated: false }]);
}

/** A whole number in an arithmetic context, where it is plain or a variable that is. */
export function numberOf(word: Word, { evaluator, point, frame, span }: Omit<Place, 'name'>): number | undefined {
  const content = literalValue(evaluator.word(word, point, frame))
    ?.trim()
    .replace(/^\((.*)\)$/, '$1')
    .trim();
  const value =
    content !== undefined && /^[A-Za-z_]\w*$/.test(content) ? literalValue(evaluator.variable(content, point, frame, span)) : content;
  return value !== undefined && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function slice(value: Value, operation: Extract<Operation, { kind: 'slice' }>, place: Place): Value {
  const offset = numberOf(operation.offset, place);
  const length = operation.length === undefined ? Number.POSITIVE_INFINITY : numberOf(operation.length, place);
  return mapAlternatives(value, (sequence) => sliced(sequence, offset, length, place));
}

function sliced(sequence: Sequence, offset: number | undefined, length: number | undefined, place: Place): Sequence {
  const whole = literal(sequence);
  if (whole !== undefined && offset !== undefined && length !== undefined) {
    const start = offset < 0 ? Math.max(whole.length + offset, 0) : offset;
    const end = length < 0 ? whole.length + length : Math.min(whole.length, start + length);
    return text(whole.slice(start, Math.max(start, end)), place.span, false).alternatives[0]!;
  }
  const known = skeleton(sequence).indexOf('\u0000');
  if (offset !== undefined && offset >= 0 && length !== undefined && length >= 0 && offset + length <= known)
    return sliceSequence(sequence, offset, offset + length);
  // The last characters cut off an unknown leave something that is still best called by its name.
  if (offset === 0 && sequence.at(-1)?.kind === 'unknown' && (known === 0 || length === undefined || length < 0)) return sequence;
  const name = whole === undefined && sequence.length === 1 ? display(sequence).slice(1, -1) : place.name;
  return [{ kind: 'unknown', name, cause: 'computed', span: place.span }];
}

function changeCase(value: Value, upper: boolean, all: boolean): Value {
  const change = (content: string): string => (upper ? content.toUpperCase() : content.toLowerCase());
  return mapAlternatives(value, (sequence) =>
    sequence.map((piece, position) => {
      if (piece.kind !== 'text' || (!all && position > 0)) return piece;
      return { ...piece, text: all ? change(piece.text) : change(piece.text.slice(0, 1)) + piece.text.slice(1), exact: false };
    }),
  );
}

/** What zsh's `:h`, `:t`, `:r` and `:e` take of a path; undefined where an unknown part decides. */
function pathPart(sequence: Sequence, part: 'h' | 't' | 'r' | 'e'): Sequence | undefined {
  const whole = skeleton(sequence);
  const slash = whole.lastIndexOf('/');
  const dot = whole.lastIndexOf('.');
  const after = part === 'h' || part === 't' ? slash : dot;
  if (whole.includes('\u0000', after + 1)) return undefined;
  if (part === 't') return sliceSequence(sequence, slash + 1);
  if (part === 'h') return slash < 0 ? [{ kind: 'text', text: '.' }] : sliceSequence(sequence, 0, Math.max(slash, 1));
  if (dot <= slash) return part === 'r' ? sequence : [];
  return part === 'r' ? sliceSequence(sequence, 0, dot) : sliceSequence(sequence, dot + 1);
}
