/** A half-open range of UTF-16 offsets in the decoded text of one real file (never of an embedded script). */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export type TrailKind = 'variable' | 'parameter' | 'function' | 'member' | 'import' | 'loop' | 'default';

/** How a piece came to stand where it is used: the outermost step first, each step leading one definition further in. */
export interface Trail {
  readonly kind: TrailKind;
  /** The name as the script writes it, without sigils. */
  readonly name: string;
  /** Where the name is used. */
  readonly use: Span;
  /** Where it gets this value: an assignment, a caller's argument, an echo. */
  readonly definition?: Span | undefined;
  readonly inner?: Trail | undefined;
}

/** Why a piece cannot be known. */
export type UnknownCause =
  | 'script-parameter'
  | 'environment'
  | 'input'
  | 'command'
  | 'computed'
  | 'loop'
  | 'undefined'
  | 'argument'
  | 'config'
  | 'cycle'
  | 'limit';

export interface TextPiece {
  readonly kind: 'text';
  readonly text: string;
  readonly span?: Span | undefined;
  /** True when `text` is, character for character, what stands in `span`. */
  readonly exact?: boolean | undefined;
  readonly trail?: Trail | undefined;
}

export interface UnknownPiece {
  readonly kind: 'unknown';
  /** What a reader of the script would call it: a variable's name, `$4`, `input`. Never a secret. */
  readonly name: string;
  readonly cause: UnknownCause;
  /** For the base64 form of something: what it encodes. */
  readonly encodes?: Value | undefined;
  readonly span?: Span | undefined;
  readonly trail?: Trail | undefined;
}

export type Piece = TextPiece | UnknownPiece;

/** One thing a string can be: its pieces in order. The empty sequence is the empty string. */
export type Sequence = readonly Piece[];

/** A symbolic string: a bounded set of alternatives. `truncated` says that there were more than the bound. */
export interface Value {
  readonly alternatives: readonly Sequence[];
  readonly truncated: boolean;
}

/** The most alternatives that a value keeps. */
export const MAX_ALTERNATIVES = 64;
/** The most pieces that an alternative keeps; what follows becomes one unknown. */
export const MAX_PIECES = 256;

export const EMPTY: Value = { alternatives: [[]], truncated: false };
/** No alternative at all: nothing reaches here. */
export const NOTHING: Value = { alternatives: [], truncated: false };

export function text(content: string, span?: Span, exact = true): Value {
  if (content === '') return EMPTY;
  return { alternatives: [[{ kind: 'text', text: content, span, exact: span ? exact : undefined }]], truncated: false };
}

export function unknown(name: string, cause: UnknownCause, span?: Span): Value {
  return { alternatives: [[{ kind: 'unknown', name, cause, span }]], truncated: false };
}

/** The alternatives' identity for de-duplication: same text, same unknowns, whatever their spans. */
export function sequenceKey(sequence: Sequence): string {
  let key = '';
  for (const piece of sequence) key += piece.kind === 'text' ? piece.text : `\u0000${piece.name}\u0000`;
  return key;
}

export function union(values: readonly Value[]): Value {
  if (values.length === 1) return values[0]!;
  // Most unions are of one and the same sequence: keys are made where there are two.
  let seen: Set<string> | undefined;
  const alternatives: Sequence[] = [];
  let truncated = false;
  for (const value of values) {
    truncated ||= value.truncated;
    for (const sequence of value.alternatives) {
      if (alternatives.length === 0) {
        alternatives.push(sequence);
        continue;
      }
      if (alternatives[alternatives.length - 1] === sequence) continue;
      seen ??= new Set([sequenceKey(alternatives[0]!)]);
      const key = sequenceKey(sequence);
      if (seen.has(key)) continue;
      if (alternatives.length >= MAX_ALTERNATIVES) {
        truncated = true;
        break;
      }
      seen.add(key);
      alternatives.push(sequence);
    }
  }
  return { alternatives, truncated };
}

function bounded(sequence: Sequence): Sequence {
  if (sequence.length <= MAX_PIECES) return sequence;
  return [...sequence.slice(0, MAX_PIECES - 1), { kind: 'unknown', name: 'rest', cause: 'limit' }];
}

/** Every alternative of each value followed by every alternative of the next, up to the bound. */
export function concat(values: readonly Value[]): Value {
  return concatSingle(values) ?? concatAll(values);
}

/** The same where each value has one alternative, and all pieces together are few. */
function concatSingle(values: readonly Value[]): Value | undefined {
  let pieces = 0;
  for (const { alternatives } of values) {
    if (alternatives.length !== 1) return undefined;
    pieces += alternatives[0]!.length;
  }
  if (pieces > MAX_PIECES) return undefined;
  const sequence: Piece[] = [];
  let truncated = false;
  for (const value of values) {
    truncated ||= value.truncated;
    for (const piece of value.alternatives[0]!) sequence.push(piece);
  }
  return pieces === 0 && !truncated ? EMPTY : { alternatives: [sequence], truncated };
}

function concatAll(values: readonly Value[]): Value {
  let result: Value = EMPTY;
  for (const value of values) {
    if (value === EMPTY) continue;
    if (result.alternatives.length === 1 && value.alternatives.length === 1) {
      const left = result.alternatives[0]!;
      const right = value.alternatives[0]!;
      result = {
        alternatives: [bounded(left.length === 0 ? right : [...left, ...right])],
        truncated: result.truncated || value.truncated,
      };
      continue;
    }
    const seen = new Set<string>();
    const alternatives: Sequence[] = [];
    let truncated = result.truncated || value.truncated;
    for (const left of result.alternatives) {
      for (const right of value.alternatives) {
        if (alternatives.length >= MAX_ALTERNATIVES) {
          truncated = true;
          break;
        }
        const sequence = bounded([...left, ...right]);
        const key = sequenceKey(sequence);
        if (seen.has(key)) continue;
        seen.add(key);
        alternatives.push(sequence);
      }
    }
    result = { alternatives, truncated };
  }
  return result;
}

/** Applies `change` to each alternative; an alternative for which it returns undefined is dropped. */
export function mapAlternatives(value: Value, change: (sequence: Sequence) => Sequence | undefined): Value {
  const changed = value.alternatives.map(change).filter((sequence) => sequence !== undefined);
  return union([{ alternatives: changed, truncated: value.truncated }, NOTHING]);
}

/** Puts a step in front of the trail of every piece. */
export function withTrail(value: Value, step: Omit<Trail, 'inner'>): Value {
  const alternatives: Sequence[] = [];
  for (const sequence of value.alternatives) {
    const pieces: Piece[] = [];
    for (const piece of sequence) pieces.push(trailed(piece, step));
    alternatives.push(pieces);
  }
  return { alternatives, truncated: value.truncated };
}

function trailed(piece: Piece, { kind, name, use, definition }: Omit<Trail, 'inner'>): Piece {
  const trail: Trail = { kind, name, use, definition, inner: piece.trail };
  // Written out where the fields are known: a spread takes ten times as long. Unknowns may be of a kind with more to them.
  if (piece.kind === 'text') return { kind: 'text', text: piece.text, span: piece.span, exact: piece.exact, trail };
  return { ...piece, trail };
}

/** The text of an alternative when it is wholly known. */
export function literal(sequence: Sequence): string | undefined {
  let result = '';
  for (const piece of sequence) {
    if (piece.kind !== 'text') return undefined;
    result += piece.text;
  }
  return result;
}

/** The one text that a value is, or undefined when it has several alternatives or unknowns. */
export function literalValue(value: Value): string | undefined {
  return value.alternatives.length === 1 ? literal(value.alternatives[0]!) : undefined;
}

/** The known texts among the alternatives. */
export function literals(value: Value): string[] {
  return value.alternatives.map(literal).filter((content) => content !== undefined);
}

export function isEmptySequence(sequence: Sequence): boolean {
  return sequence.every((piece) => piece.kind === 'text' && piece.text === '');
}
