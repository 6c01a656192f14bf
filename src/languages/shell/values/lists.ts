import { concat, type Sequence, type Span, type Value } from '../../../values/value.ts';

/** One argument as a command gets it, and the word at the call that it comes from. */
export interface Field {
  readonly value: Value;
  readonly span: Span;
  /** It stands for all parameters that the script itself was given, from this position on. */
  readonly rest?: number | undefined;
}

export type Lists = Field[][];

/** The most argument lists that one command is read with. */
export const MAX_LISTS = 12;
/** The most arguments of a list that are kept. */
export const MAX_FIELDS = 200;

/** A value with one alternative. */
export function only(sequence: Sequence): Value {
  return { alternatives: [sequence], truncated: false };
}

/** Every list of each word followed by every list of the next, up to the bound. */
export function product(alternatives: readonly Lists[]): Lists {
  let lists: Lists = [[]];
  for (const options of alternatives) {
    if (options.length === 1) {
      for (const list of lists) for (const field of options[0]!) if (list.length < MAX_FIELDS) list.push(field);
      continue;
    }
    const next: Lists = [];
    for (const list of lists)
      for (const option of options) if (next.length < MAX_LISTS) next.push([...list, ...option.slice(0, MAX_FIELDS)].slice(0, MAX_FIELDS));
    if (next.length > 0) lists = next;
  }
  return lists;
}

/** Joins lists that stand side by side in one word: `-${a[@]}-` glues what stands around to the first and last elements. */
export function glued(alternatives: readonly Lists[], span: Span): Lists {
  let lists: Lists = [[]];
  for (const options of alternatives) {
    const next: Lists = [];
    for (const list of lists) {
      for (const option of options) {
        if (next.length >= MAX_LISTS) break;
        const left = list.at(-1);
        const right = option[0];
        next.push(
          left && right
            ? [...list.slice(0, -1), { value: concat([left.value, right.value]), span }, ...option.slice(1)]
            : [...list, ...option],
        );
      }
    }
    lists = next;
  }
  return lists;
}

/** The elements from one position to another, both counted from 1 as in zsh. */
export function inRange(list: readonly Field[], from: number, to: number): Field[] {
  const start = from < 0 ? list.length + from : from - 1;
  return list.slice(Math.max(start, 0), to < 0 ? list.length + to + 1 : to);
}

/** A list that is nothing but a variable which the script itself does not set. */
export function isOnlyEnvironment(list: readonly Field[]): boolean {
  const value = list.length === 1 ? list[0]!.value : undefined;
  const piece = value?.alternatives.length === 1 && value.alternatives[0]!.length === 1 ? value.alternatives[0]![0] : undefined;
  return piece?.kind === 'unknown' && piece.cause === 'environment';
}
