import { mapText, skeleton, sliceSequence } from '../../../values/text.ts';
import { literal, mapAlternatives, type Sequence, type Value } from '../../../values/value.ts';
import { type Glob, matchGlob, matchGlobAtEnd, readGlob } from './glob.ts';

const MAX_PATTERN = 200;
/** Texts longer than this are not matched against globs with wildcards. */
const MAX_SUBJECT = 4000;

/** The most steps that one replacement may take. */
const MAX_STEPS = 4_000_000;
/** So many of them are as much work as one step of evaluation. */
const STEPS_PER_TICK = 500;

function usable(pattern: string, subject: string): boolean {
  return pattern.length <= MAX_PATTERN && (subject.length <= MAX_SUBJECT || !/[*?[]/.test(pattern));
}

/** What it costs to match a pattern, in steps of evaluation. @param everywhere at every character, not only at one end */
export function globCost(value: Value, pattern: string, everywhere: boolean): number {
  const steps = value.alternatives.map((sequence) => {
    const { length } = skeleton(sequence);
    if (pattern.length > MAX_PATTERN || length > MAX_SUBJECT) return 0;
    return Math.min(MAX_STEPS, length * pattern.length * (everywhere && pattern.includes('*') ? length : 1));
  });
  return Math.ceil(steps.reduce((sum, count) => sum + count, 0) / STEPS_PER_TICK);
}

/** `${v#pattern}` and its kin. An unknown piece counts as one character that no literal of the pattern matches. */
export function trimPattern(value: Value, pattern: string, side: 'start' | 'end', longest: boolean): Value {
  const glob = pattern === '' ? undefined : readGlob(pattern);
  if (!glob) return value;
  return mapAlternatives(value, (sequence) => {
    const subject = skeleton(sequence);
    if (!usable(pattern, subject)) return sequence;
    const length = side === 'start' ? matchGlob(glob, subject, 0, longest) : matchGlobAtEnd(glob, subject, longest);
    if (length < 0) return sequence;
    return side === 'start' ? sliceSequence(sequence, length) : sliceSequence(sequence, 0, subject.length - length);
  });
}

/** `${v/pattern/replacement}`. Unknown pieces stay as they are. */
export function replacePattern(value: Value, pattern: string, replacement: string, all: boolean, anchor?: 'start' | 'end'): Value {
  const glob = pattern === '' ? undefined : readGlob(pattern);
  if (!glob) return value;
  return mapAlternatives(value, (sequence) => {
    const { length } = skeleton(sequence);
    const steps = glob.some(({ kind }) => kind === 'any') && !anchor ? length * length * glob.length : 0;
    if (!usable(pattern, skeleton(sequence)) || steps > MAX_STEPS) return sequence;
    return replaceIn(sequence, (text) => replaceGlob(text, glob, replacement, all, anchor));
  });
}

function replaceGlob(text: string, glob: Glob, replacement: string, all: boolean, anchor: 'start' | 'end' | undefined): string {
  if (anchor === 'end') {
    const length = matchGlobAtEnd(glob, text, true);
    return length < 0 ? text : text.slice(0, text.length - length) + replacement;
  }
  let result = '';
  let done = 0;
  for (let at = 0; at < text.length; at++) {
    const length = matchGlob(glob, text, at, true);
    if (length > 0) {
      result += text.slice(done, at) + replacement;
      done = at + length;
      at = done - 1;
      if (!all) break;
    }
    if (anchor === 'start') break;
  }
  return result + text.slice(done);
}

/** Replaces in the texts of an alternative: across pieces where it is wholly known, inside each piece otherwise. */
export function replaceIn(sequence: Sequence, replace: (text: string) => string): Sequence {
  const whole = literal(sequence);
  if (whole === undefined || sequence.length === 1) return mapText(sequence, replace);
  const replaced = replace(whole);
  if (replaced === whole) return sequence;
  const first = sequence[0]!;
  return [{ kind: 'text', text: replaced, span: first.span, exact: false, trail: first.trail }];
}
