import { positionAt } from '../files/source.ts';
import { display } from '../values/text.ts';
import type { Piece, Sequence, Span, TextPiece, Trail, UnknownCause, Value } from '../values/value.ts';
import type { Analysis } from './analyse.ts';
import { maskedLine } from './excerpt.ts';
import type { Place, Step } from './explanation.ts';

/** The most alternatives of a value, and the most steps of one trail, that are told. */
const MAX_ALTERNATIVES = 4;
const MAX_STEPS = 12;

const CAUSES: Readonly<Record<UnknownCause, string>> = {
  'script-parameter': 'a parameter of the script, known only when it runs',
  environment: 'taken from the environment',
  input: 'read from input',
  command: "a command's output",
  computed: 'computed in a way that is not followed',
  loop: 'different in every round of a loop',
  undefined: 'set nowhere that could be found',
  argument: 'an argument that no known caller gives',
  config: 'read from settings',
  cycle: 'defined by itself',
  limit: 'more than is followed',
};

const STEPS: Readonly<Record<Trail['kind'], string>> = {
  variable: 'variable',
  parameter: 'parameter',
  function: 'function',
  member: 'member',
  import: 'import',
  loop: 'loop variable',
  default: 'default of',
};

export type Explainer = Pick<Analysis, 'source' | 'redactor'>;

/** The place of a span; undefined where its file is not at hand. */
export function placeOf(span: Span, { source, redactor }: Explainer): Place | undefined {
  const file = source(span.file);
  if (!file) return undefined;
  const { line, column } = positionAt(file, span.start);
  return { file: span.file, line, column, code: maskedLine(file, line, redactor).trim() };
}

function trailSteps(trail: Trail | undefined, depth: number, explainer: Explainer): Step[] {
  const steps: Step[] = [];
  let last: string | undefined;
  for (let step = trail; step && steps.length < MAX_STEPS; step = step.inner) {
    const place = step.definition ?? step.use;
    const told = `${step.kind} ${step.name} ${place.file} ${place.start}`;
    if (told !== last) {
      const verb = step.definition ? 'gets its value at' : 'is used at';
      steps.push({ depth: depth + steps.length, text: `${STEPS[step.kind]} ${step.name} ${verb}`, place: placeOf(place, explainer) });
    }
    last = told;
  }
  return steps;
}

/** A known text without the secrets in it, those included that are too common a word to be masked everywhere. */
function shownText({ text, span, exact }: TextPiece, { source, redactor }: Explainer): string {
  const file = span && exact ? source(span.file) : undefined;
  return file ? redactor.maskSource(file, span!.start, span!.end) : redactor.maskText(text);
}

function pieceSteps(piece: Piece, secret: boolean, depth: number, explainer: Explainer): Step[] {
  const inner = trailSteps(piece.trail, depth + 1, explainer);
  const place = inner.length === 0 && piece.span ? placeOf(piece.span, explainer) : undefined;
  if (piece.kind === 'unknown') {
    return [{ depth, text: `{${piece.name}} is not known: ${CAUSES[piece.cause]}`, place }, ...inner];
  }
  const text = secret ? 'a text written into the script, not shown here' : `"${shownText(piece, explainer)}"`;
  return [{ depth, text, place }, ...inner];
}

function sequenceSteps(sequence: Sequence, secret: boolean, depth: number, explainer: Explainer): Step[] {
  if (sequence.length === 0) return [{ depth, text: 'the empty text' }];
  return sequence.flatMap((piece) => pieceSteps(piece, secret, depth, explainer));
}

/** What a value can be and where each part of it comes from. The text of a secret one is never told. */
export function valueSteps(value: Value, secret: boolean, depth: number, explainer: Explainer): Step[] {
  const { alternatives } = value;
  if (alternatives.length === 0) return [{ depth, text: 'nothing reaches this place' }];
  if (alternatives.length === 1) return sequenceSteps(alternatives[0]!, secret, depth, explainer);
  const steps = alternatives.slice(0, MAX_ALTERNATIVES).flatMap((sequence, index) => {
    const shown = secret ? '' : `: ${explainer.redactor.maskText(display(sequence))}`;
    return [{ depth, text: `possibility ${index + 1}${shown}` }, ...sequenceSteps(sequence, secret, depth + 1, explainer)];
  });
  const more = alternatives.length - MAX_ALTERNATIVES;
  return more > 0 || value.truncated ? [...steps, { depth, text: more > 0 ? `and ${more} more` : 'and more than are followed' }] : steps;
}
