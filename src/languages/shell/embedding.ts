import { type EmbeddedText, EmbeddedTextBuilder } from '../../values/embedded.ts';
import type { Piece, Sequence, Span, Trail, Value } from '../../values/value.ts';
import type { Point, Word } from './syntax/ir.ts';
import type { Evaluator } from './values/evaluator.ts';
import type { Frame } from './values/frames.ts';

const placeholder = (name: string): string => `\${${name}}`;
/** Text that the inner shell reads as one plain word: it can stay symbolic. */
const OPAQUE = /^[\w.:/@%+,=?&~-]*$/;
const MAX_TEXTS = 6;

function depthOf(piece: Piece): number {
  let depth = 0;
  for (let trail = piece.trail; trail; trail = trail.inner) depth++;
  return depth;
}

function stepAt(piece: Piece, depth: number): Trail | undefined {
  let trail = piece.trail;
  for (let step = 0; trail && step < depth; step++) trail = trail.inner;
  return trail;
}

/**
 * The script that an alternative is. Its body is the text at the depth of the first known piece: what came into that
 * text through further variables stays a value, placed where the text uses it.
 */
function scriptText(sequence: Sequence, fallback: Span): EmbeddedText {
  const builder = new EmbeddedTextBuilder(fallback, placeholder);
  const body = sequence.find((piece) => piece.kind === 'text' && /\S/.test(piece.text));
  const depth = body ? depthOf(body) : 0;
  for (const piece of sequence) {
    const further = stepAt(piece, depth);
    if (piece.kind === 'unknown' || (further && OPAQUE.test(piece.text))) {
      builder.value({ alternatives: [[piece]], truncated: false }, further?.use ?? piece.span);
    } else if (further) builder.text(piece.text, further.use, false);
    else builder.text(piece.text, piece.span, piece.exact ?? false);
  }
  return builder.build();
}

/** The scripts that a string can be: one for each of its first alternatives. */
export function scriptTexts(value: Value, fallback: Span): EmbeddedText[] {
  return value.alternatives.slice(0, MAX_TEXTS).map((sequence) => scriptText(sequence, fallback));
}

/** The script that a here-document holds: its text as it stands, every expansion a value. */
export function documentText(word: Word, point: Point, frame: Frame | undefined, evaluator: Evaluator): EmbeddedText {
  const { script } = point.block;
  const builder = new EmbeddedTextBuilder(script.locate(word.start, word.end), placeholder);
  for (const part of word.parts) {
    const span = script.locate(part.start, part.end);
    if (part.kind === 'text') builder.text(part.text, span, part.exact);
    else builder.value(evaluator.part(part, point, frame), span);
  }
  return builder.build();
}
