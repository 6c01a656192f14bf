import { EMPTY, literalValue, union, type Value } from '../../../values/value.ts';
import type { Part, Word } from '../syntax/ir.ts';
import type { Field } from './lists.ts';

const ELEMENT = /^\[([^\]]*)\]=/;

function keyPrefix(word: Word): RegExpExecArray | undefined {
  let start = '';
  for (const part of word.parts) {
    start += part.kind === 'text' ? part.text : '\u0000';
    if (!start.startsWith('[') || start.includes('\u0000')) break;
  }
  return ELEMENT.exec(start.split('\u0000', 1)[0]!) ?? undefined;
}

/** The key of `[key]=value` in an array's words. */
export function elementKey(word: Word): string | undefined {
  return keyPrefix(word)?.[1];
}

/** The value of `[key]=value`, or the word itself. */
export function elementValue(word: Word): Word {
  const prefix = keyPrefix(word);
  if (!prefix) return word;
  let left = prefix[0].length;
  const parts: Part[] = [];
  for (const part of word.parts) {
    const length = part.kind === 'text' ? part.text.length : 1;
    const drop = Math.min(left, length);
    left -= drop;
    if (drop === 0) parts.push(part);
    else if (part.kind === 'text' && drop < length)
      parts.push({ ...part, text: part.text.slice(drop), start: part.exact ? part.start + drop : part.start });
  }
  return { ...word, parts };
}

export function isNumeric(key: string | undefined): key is string {
  return key !== undefined && /^-?\d{1,6}$/.test(key);
}

/** The position in a list that a numeric subscript means: zsh counts from 1. */
export function positionOf(key: string, fromOne: boolean): number {
  const number = Number(key);
  return number < 0 || !fromOne ? number : number - 1;
}

/** The element of a list for a key; any element where the key is not known. */
export function pickElement(list: readonly Field[], key: string | undefined, fromOne: boolean): Value {
  if (isNumeric(key)) return list.at(positionOf(key, fromOne))?.value ?? EMPTY;
  if (key === undefined) return union(list.map((field) => field.value));
  // `(key value key value)`, an associative array.
  const pairs = list.flatMap((field, index) =>
    index % 2 === 0 && list[index + 1] ? [{ key: literalValue(field.value), value: list[index + 1]!.value }] : [],
  );
  const found = pairs.findLast((pair) => pair.key === key);
  if (found) return found.value;
  const possible = pairs.filter((pair) => pair.key === undefined);
  return possible.length > 0 || pairs.length > 0 ? union(possible.map((pair) => pair.value)) : union(list.map((field) => field.value));
}

/** A list with one element set: replaced where the key is a position in it, added otherwise. */
export function withElement(list: readonly Field[], key: string | undefined, fromOne: boolean, element: Field): Field[] {
  const position = isNumeric(key) ? positionOf(key, fromOne) : list.length;
  const at = position < 0 ? list.length + position : position;
  if (at < 0 || at >= list.length) return [...list, element];
  return list.with(at, element);
}
