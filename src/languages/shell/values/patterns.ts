import { mapText, skeleton, sliceSequence } from '../../../values/text.ts';
import { literal, mapAlternatives, type Sequence, type Value } from '../../../values/value.ts';

const MAX_PATTERN = 200;
/** Texts longer than this are not matched against globs with several wildcards: the walk would be quadratic. */
const MAX_SUBJECT = 4000;

/** A shell pattern (`*`, `?`, `[…]`, `\\` in front of what is meant as it is) as the source of a regular expression. Lazy wildcards give shortest matches. */
export function globSource(pattern: string, lazy: boolean): string {
  let source = '';
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') {
      while (pattern[at + 1] === '*') at++;
      source += lazy ? '[^]*?' : '[^]*';
    } else if (character === '?') source += '[^]';
    else if (character === '[') {
      const close = pattern.indexOf(']', at + 2);
      if (close < 0) source += '\\[';
      else {
        const set = pattern.slice(at + 1, close).replace(/\[:(\w+):\]?/g, (_, name: string) => CLASSES[name] ?? '');
        source += `[${set.replace(/^!/, '^').replace(/\\/g, '\\\\')}]`;
        at = close;
        if (pattern[at + 1] === ']') at++;
      }
    } else if (character === '\\' && at + 1 < pattern.length) source += escaped(pattern[++at]!);
    else source += escaped(character);
  }
  return source;
}

function escaped(character: string): string {
  return character.replace(/[.+^${}()|\\/\]*?[-]/g, '\\$&');
}

const CLASSES: Record<string, string> = {
  space: '\\s',
  blank: ' \\t',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  punct: '!-/:-@\\[-`{-~',
};

function compile(source: string, flags = ''): RegExp | undefined {
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

function usable(pattern: string, subject: string): boolean {
  return pattern.length <= MAX_PATTERN && (subject.length <= MAX_SUBJECT || !/[*?[]/.test(pattern));
}

/** `${v#pattern}` and its kin. An unknown piece counts as one character that no literal of the pattern matches. */
export function trimPattern(value: Value, pattern: string, side: 'start' | 'end', longest: boolean): Value {
  return mapAlternatives(value, (sequence) => {
    const subject = skeleton(sequence);
    if (pattern === '' || !usable(pattern, subject)) return sequence;
    if (side === 'start') {
      const match = compile(`^(?:${globSource(pattern, !longest)})`)?.exec(subject);
      return match ? sliceSequence(sequence, match[0].length) : sequence;
    }
    const anchored = compile(`^(?:${globSource(pattern, false)})$`);
    if (!anchored) return sequence;
    const starts = Array.from({ length: subject.length + 1 }, (_, index) => (longest ? index : subject.length - index));
    const at = starts.find((start) => anchored.test(subject.slice(start)));
    return at === undefined ? sequence : sliceSequence(sequence, 0, at);
  });
}

/** `${v/pattern/replacement}`. Unknown pieces stay as they are. */
export function replacePattern(value: Value, pattern: string, replacement: string, all: boolean, anchor?: 'start' | 'end'): Value {
  return mapAlternatives(value, (sequence) => {
    if (pattern === '' || !usable(pattern, skeleton(sequence))) return sequence;
    const source = globSource(pattern, false);
    const expression = compile(anchor === 'start' ? `^(?:${source})` : anchor === 'end' ? `(?:${source})$` : source, all ? 'g' : '');
    return expression ? replaceIn(sequence, expression, () => replacement) : sequence;
  });
}

/** Replaces in the texts of an alternative: across pieces where it is wholly known, inside each piece otherwise. */
export function replaceIn(sequence: Sequence, expression: RegExp, replacement: (...groups: string[]) => string): Sequence {
  const whole = literal(sequence);
  if (whole === undefined || sequence.length === 1) return mapText(sequence, (content) => content.replace(expression, replacement));
  const replaced = whole.replace(expression, replacement);
  if (replaced === whole) return sequence;
  const first = sequence[0]!;
  return [{ kind: 'text', text: replaced, span: first.span, exact: false, trail: first.trail }];
}
