import type { Operation, Parameter, Word } from './ir.ts';
import { modifier } from './zsh-parameter.ts';

/** Reads a word inside the expansion; `literal` says that it is text and not a pattern. */
type ReadWord = (start: number, end: number, literal: boolean) => Word;

const NAME = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])/;
const MAX_NAME = 128;
const BRACKETS: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** Where an unquoted character next stands between two offsets, nested braces and quotes skipped; `end` when nowhere. */
function find(text: string, from: number, end: number, character: string): number {
  let open = 0;
  for (let at = from; at < end; at++) {
    const current = text[at]!;
    if (current === '\\') at++;
    else if (open === 0 && current === character) return at;
    else if (current === '{' || current === '(') open++;
    else if (current === '}' || current === ')') open--;
    else if (current === '"' || current === "'") {
      let close = at + 1;
      while (close < end && text[close] !== current) close++;
      if (close < end) at = close;
    }
  }
  return end;
}

function slice(text: string, at: number, end: number, word: ReadWord): Operation {
  const colon = find(text, at, end, ':');
  return { kind: 'slice', offset: word(at, colon, true), length: colon < end ? word(colon + 1, end, true) : undefined };
}

function replacement(text: string, at: number, end: number, word: ReadWord): Operation {
  const all = text[at] === '/';
  const anchor = text[at] === '#' ? 'start' : text[at] === '%' ? 'end' : undefined;
  const from = all || anchor ? at + 1 : at;
  const slash = find(text, from, end, '/');
  return { kind: 'replace', all, anchor, pattern: word(from, slash, false), replacement: word(Math.min(slash + 1, end), end, false) };
}

function defaulting(operator: string, whenEmpty: boolean, at: number, end: number, word: ReadWord): Operation {
  if (operator === '?') return { kind: 'error' };
  if (operator === '+') return { kind: 'alternative', whenEmpty, word: word(at, end, true) };
  return { kind: 'default', whenEmpty, assigns: operator === '=', word: word(at, end, true) };
}

/** The operations that start at an offset behind the name: one, but for zsh's modifiers. */
function operationsAt(text: string, at: number, end: number, word: ReadWord): Operation[] {
  const first = text[at]!;
  const second = at + 1 < end ? text[at + 1]! : '';
  if (first === ':' && second !== '' && '-=+?'.includes(second)) return [defaulting(second, true, at + 2, end, word)];
  if ('-=+?'.includes(first)) return [defaulting(first, false, at + 1, end, word)];
  if (first === '#' || first === '%') {
    const longest = second === first;
    return [{ kind: first === '#' ? 'trim-start' : 'trim-end', longest, pattern: word(at + (longest ? 2 : 1), end, false) }];
  }
  if (first === '/') return [replacement(text, at + 1, end, word)];
  if (first === '^' || first === ',') return [{ kind: 'case', upper: first === '^', all: second === first }];
  if (first !== ':') return [{ kind: 'unknown' }];
  const modifiers =
    /^(?::[a-zA-Z]\d*)+$/.test(text.slice(at, Math.min(end, at + 20))) && /^:[ahtreluAPQqcsx]/.test(text.slice(at, at + 2))
      ? text.slice(at + 1, end).split(':')
      : undefined;
  return modifiers ? modifiers.map(modifier) : [slice(text, at + 1, end, word)];
}

/** zsh's flags in front of a name. zshexpn(1), "Parameter Expansion Flags". */
interface Flags {
  readonly operations: readonly Operation[];
  readonly indirect: boolean;
  readonly elements: boolean;
  readonly end: number;
}

const NO_FLAGS: Omit<Flags, 'end'> = { operations: [], indirect: false, elements: false };

function readFlags(text: string, start: number, end: number): Flags {
  const operations: Operation[] = [];
  let indirect = false;
  let elements = false;
  let at = start + 1;
  while (at < end && text[at] !== ')') {
    const flag = text[at++]!;
    if (flag === 'f') operations.push({ kind: 'split', separator: '\n' });
    else if (flag === 'F') operations.push({ kind: 'join', separator: '\n' });
    else if (flag === 'U' || flag === 'L') operations.push({ kind: 'case', upper: flag === 'U', all: true });
    else if (flag === 'P') indirect = true;
    else if (flag === '@') elements = true;
    else if (flag === '%' || flag === 'k' || flag === 'i' || flag === 't') operations.push({ kind: 'unknown' });
    else if ('sjlrIZ'.includes(flag) && at < end) {
      const close = find(text, at + 1, end, BRACKETS[text[at]!] ?? text[at]!);
      if (flag === 's') operations.push({ kind: 'split', separator: text.slice(at + 1, close) });
      if (flag === 'j') operations.push({ kind: 'join', separator: text.slice(at + 1, close) });
      if (flag === 'l' || flag === 'r') operations.push({ kind: 'unknown' });
      at = close + 1;
    }
  }
  return at < end ? { operations, indirect, elements, end: at + 1 } : { ...NO_FLAGS, end: start };
}

/** Reads what stands between `${` and `}`: bash's and ksh's operators, zsh's flags and nesting. Bash manual, "Shell Parameter Expansion"; zshexpn(1). */
export function parseParameter(text: string, start: number, end: number, word: ReadWord): Parameter {
  const flags = text[start] === '(' && start < end ? readFlags(text, start, end) : { ...NO_FLAGS, end: start };
  const { operations: flagged, elements } = flags;
  let at = flags.end;
  let splits = false;
  while (at < end && '=~^'.includes(text[at]!)) splits ||= text[at++] === '=';
  if (at >= end) return { name: '', operations: [{ kind: 'unknown' }] };
  if (text[at] === '$' || text[at] === '"') return nested(text, at, end, word, { splits, elements, flagged });
  const length = text[at] === '#' && at + 1 < end && !/^#(?:[#%:/-]|$)/.test(text.slice(at, at + 2));
  if (length) at++;
  const indirect = flags.indirect || (text[at] === '!' && at + 1 < end);
  if (text[at] === '!' && at + 1 < end) at++;
  const exists = text[at] === '+' && at + 1 < end;
  if (exists) at++;
  const name = NAME.exec(text.slice(at, Math.min(end, at + MAX_NAME)))?.[0] ?? '';
  at += name.length;
  let index: Word | undefined;
  while (text[at] === '[' && at < end) {
    const close = find(text, at + 1, end, ']');
    index ??= word(at + 1, close, true);
    at = Math.min(close + 1, end);
  }
  const operations = at < end && name !== '' ? operationsAt(text, at, end, word) : [];
  const unknown: Operation[] = name === '' || exists ? [{ kind: 'unknown' }] : [];
  return { name, index, length, indirect, splits, elements, operations: [...operations, ...flagged, ...unknown] };
}

/** zsh: one expansion inside another, `${${x%/}:t}`, `${(f)"$(command)"}`. */
function nested(
  text: string,
  at: number,
  end: number,
  word: ReadWord,
  found: { splits: boolean; elements: boolean; flagged: readonly Operation[] },
): Parameter {
  let close = end;
  if (text[at] === '"') close = find(text, at + 1, end, '"') + 1;
  else if (text[at + 1] === '{') close = find(text, at + 2, end, '}') + 1;
  else if (text[at + 1] === '(') close = find(text, at + 2, end, ')') + 1;
  close = Math.min(close, end);
  const behind = close < end ? operationsAt(text, close, end, word) : [];
  return {
    name: '',
    nested: word(at, close, false),
    splits: found.splits,
    elements: found.elements,
    operations: [...behind, ...found.flagged],
  };
}
