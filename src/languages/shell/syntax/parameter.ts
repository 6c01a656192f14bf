import type { Operation, Parameter, Word } from './ir.ts';

type ReadWord = (start: number, end: number) => Word;

const NAME = /^(?:[A-Za-z_][A-Za-z0-9_]*|[0-9]+|[@*#?$!-])/;

/** The end of a zsh flag group `(…)` that opens at `at`. */
function flagsEnd(text: string, at: number, end: number): number {
  const close = text.indexOf(')', at);
  return close < 0 || close >= end ? at : close + 1;
}

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
      const close = text.indexOf(current, at + 1);
      if (close > 0 && close < end) at = close;
    }
  }
  return end;
}

function substring(text: string, at: number, end: number): Operation {
  const colon = find(text, at, end, ':');
  return { kind: 'slice', offset: text.slice(at, colon).trim(), length: colon < end ? text.slice(colon + 1, end).trim() : undefined };
}

function replacement(text: string, at: number, end: number, word: ReadWord): Operation {
  const all = text[at] === '/';
  const anchor = text[at] === '#' ? 'start' : text[at] === '%' ? 'end' : undefined;
  const from = all || anchor ? at + 1 : at;
  const slash = find(text, from, end, '/');
  return { kind: 'replace', all, anchor, pattern: word(from, slash), replacement: word(Math.min(slash + 1, end), end) };
}

function operation(text: string, at: number, end: number, word: ReadWord): Operation {
  const first = text[at]!;
  const second = at + 1 < end ? text[at + 1]! : '';
  if (first === ':' && '-=+?'.includes(second) && second !== '') return defaulting(second, true, at + 2, end, word);
  if ('-=+?'.includes(first)) return defaulting(first, false, at + 1, end, word);
  if (first === '#' || first === '%') {
    const longest = second === first;
    return { kind: first === '#' ? 'trim-start' : 'trim-end', longest, pattern: word(at + (longest ? 2 : 1), end) };
  }
  if (first === '/') return replacement(text, at + 1, end, word);
  if (first === '^' || first === ',') return { kind: 'case', upper: first === '^', all: second === first };
  if (first === ':') {
    if (/^:[lu]$/.test(text.slice(at, end))) return { kind: 'case', upper: second === 'u', all: true };
    return /^:\s*[a-zA-Z]/.test(text.slice(at, at + 4)) && !/^:\s*[a-zA-Z_]\w+/.test(text.slice(at, end)) ? { kind: 'unknown' } : substring(text, at + 1, end);
  }
  return { kind: 'unknown' };
}

function defaulting(operator: string, whenEmpty: boolean, at: number, end: number, word: ReadWord): Operation {
  if (operator === '?') return { kind: 'error' };
  if (operator === '+') return { kind: 'alternative', whenEmpty, word: word(at, end) };
  return { kind: 'default', whenEmpty, assigns: operator === '=', word: word(at, end) };
}

/** Reads what stands between `${` and `}`: bash's and ksh's operators, zsh's flags and nesting. Bash manual, "Shell Parameter Expansion"; zshexpn(1). */
export function parseParameter(text: string, start: number, end: number, word: ReadWord): Parameter {
  let at = start;
  let splits = false;
  const operations: Operation[] = [];
  if (text[at] === '(' && at < end) {
    const after = flagsEnd(text, at, end);
    const flags = text.slice(at, after);
    const separator = /[sf](?:([^\w])(.*?)\1)?/.exec(flags);
    if (flags.includes('f')) operations.push({ kind: 'split', separator: '\n' });
    else if (separator?.[2] !== undefined) operations.push({ kind: 'split', separator: separator[2] });
    if (/[UL]/.test(flags)) operations.push({ kind: 'case', upper: flags.includes('U'), all: true });
    at = after;
  }
  while (at < end && '=~^'.includes(text[at]!)) splits ||= text[at++] === '=';
  if (at >= end) return { name: '', operations: [{ kind: 'unknown' }] };
  if (text[at] === '$' && at + 1 < end) {
    const close = text[at + 1] === '{' || text[at + 1] === '(' ? find(text, at + 2, end, text[at + 1] === '{' ? '}' : ')') + 1 : end;
    const nested = word(at, Math.min(close, end));
    return { name: '', nested, splits, operations: close < end ? [...operations, operation(text, close, end, word)] : operations };
  }
  const length = text[at] === '#' && at + 1 < end && !/^#(?:[#%:/-]|$)/.test(text.slice(at, end));
  if (length) at++;
  const indirect = text[at] === '!' && at + 1 < end;
  if (indirect) at++;
  const name = NAME.exec(text.slice(at, Math.min(end, at + 128)))?.[0] ?? '';
  at += name.length;
  let index: Word | undefined;
  if (text[at] === '[' && at < end) {
    const close = find(text, at + 1, end, ']');
    index = word(at + 1, close);
    at = Math.min(close + 1, end);
  }
  if (text[at] === '[' && at < end) at = Math.min(find(text, at + 1, end, ']') + 1, end);
  if (name === '') operations.push({ kind: 'unknown' });
  else if (at < end) operations.push(operation(text, at, end, word));
  return { name, index, length, indirect, splits, operations };
}
