import { type EmbeddedText, EmbeddedTextBuilder } from '../../values/embedded.ts';
import { splitAt } from '../../values/text.ts';
import { concat, type Piece, type Sequence, type Span, type Trail, union, type Value } from '../../values/value.ts';
import type { Block, Part, Point, ShellScript, Word } from './syntax/ir.ts';
import { childBlocks, wordsOf } from './syntax/lower.ts';
import type { Evaluator } from './values/evaluator.ts';
import type { Frame } from './values/frames.ts';

export type InnerLanguage = 'shell' | 'python' | 'javascript';

/** How the text of an embedded script names a value of the script around it: a variable in shell, in other languages the name alone. */
function placeholderIn(language: InnerLanguage): (name: string) => string {
  return language === 'shell' ? (name) => `\${${name}}` : (name) => name;
}

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
 * The script that an alternative is. Its body is the known text that came through the fewest variables: what came into that
 * text through further variables stays a value, placed where the text uses it.
 */
function scriptText(sequence: Sequence, fallback: Span, language: InnerLanguage): EmbeddedText {
  const builder = new EmbeddedTextBuilder(fallback, placeholderIn(language));
  const depths = sequence.filter((piece) => piece.kind === 'text' && /\S/.test(piece.text)).map(depthOf);
  const depth = depths.length > 0 ? Math.min(...depths) : 0;
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
export function scriptTexts(value: Value, fallback: Span, language: InnerLanguage = 'shell'): EmbeddedText[] {
  return value.alternatives.slice(0, MAX_TEXTS).map((sequence) => scriptText(sequence, fallback, language));
}

/** The script that a here-document holds: its text as it stands, every expansion a value. */
export function documentText(
  word: Word,
  point: Point,
  frame: Frame | undefined,
  evaluator: Evaluator,
  language: InnerLanguage = 'shell',
): EmbeddedText {
  const { script } = point.block;
  const builder = new EmbeddedTextBuilder(script.locate(word.start, word.end), placeholderIn(language));
  for (const part of word.parts) {
    const span = script.locate(part.start, part.end);
    if (part.kind === 'text') builder.text(part.text, span, part.exact && span.end - span.start === part.text.length);
    else builder.value(evaluator.part(part, point, frame), span);
  }
  return builder.build();
}

const PLACEHOLDER = /__unbasic_\d+/;

/** Puts the values of the script around it back into what a program of another language made of its strings. */
export function withForeign(value: Value, foreign: ReadonlyMap<string, Value>): Value {
  if (foreign.size === 0) return value;
  const values = value.alternatives.map((sequence) => concat(sequence.flatMap((piece) => revealed(piece, foreign))));
  return values.length === 0 ? value : { ...union(values), truncated: value.truncated };
}

function revealed(piece: Piece, foreign: ReadonlyMap<string, Value>): Value[] {
  const content = piece.kind === 'text' ? piece.text : piece.name;
  const name = PLACEHOLDER.exec(content)?.[0];
  const outer = name === undefined ? undefined : foreign.get(name);
  if (!outer || name === undefined) return [only([ownTrail(piece)])];
  if (piece.kind === 'unknown') return [outer];
  const [before = [], after = []] = splitAt([piece], name) ?? [];
  return [only(before), outer, ...after.flatMap((rest) => revealed(rest, foreign))];
}

function only(sequence: Sequence): Value {
  return { alternatives: [sequence], truncated: false };
}

/** A piece without the step that led through a placeholder: the script around it has no such name. */
function ownTrail(piece: Piece): Piece {
  let { trail } = piece;
  if (!trail || !PLACEHOLDER.test(trail.name)) return piece;
  while (trail && PLACEHOLDER.test(trail.name)) trail = trail.inner;
  const { trail: _, ...rest } = piece;
  return trail ? { ...rest, trail } : rest;
}

/**
 * Splits the texts of an embedded script where they are joined out of several places of the real file (around an escape,
 * across closing and opening quotes), so that each has its exact place there.
 */
export function alignTexts(script: ShellScript): void {
  const visit = (block: Block): void => {
    for (const statement of block.statements) {
      for (const word of wordsOf(statement)) alignWord(word, script);
      for (const child of childBlocks(statement)) visit(child);
    }
  };
  visit(script.block);
}

const MAX_ALIGNED = 20_000;

function alignWord(word: Word, script: ShellScript): void {
  const parts: Part[] = [];
  let changed = false;
  for (const part of word.parts) {
    const span = part.kind === 'text' && part.exact ? script.locate(part.start, part.end) : undefined;
    if (part.kind !== 'text' || !span || span.end - span.start === part.text.length) parts.push(part);
    else {
      parts.push(...runsOf(part, script));
      changed = true;
    }
  }
  if (changed) (word as { parts: readonly Part[] }).parts = parts;
}

/** The runs of a text that stand in the real file without a break. */
function runsOf(part: Extract<Part, { kind: 'text' }>, script: ShellScript): Part[] {
  if (part.text.length > MAX_ALIGNED || part.end - part.start !== part.text.length) return [{ ...part, exact: false }];
  const runs: Part[] = [];
  let start = part.start;
  const close = (end: number): void => {
    if (end === start) return;
    const span = script.locate(start, end);
    runs.push({
      ...part,
      start,
      end,
      text: part.text.slice(start - part.start, end - part.start),
      exact: span.end - span.start === end - start,
    });
    start = end;
  };
  let previous = script.locate(part.start, part.start + 1);
  for (let at = part.start + 1; at < part.end; at++) {
    const here = script.locate(at, at + 1);
    const joined = here.start === previous.end && here.end - here.start === 1 && previous.end - previous.start === 1;
    if (!joined && !(here.start === previous.start && here.end === previous.end)) close(at);
    previous = here;
  }
  close(part.end);
  return runs;
}
