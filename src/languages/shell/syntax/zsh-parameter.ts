import { closingBracket } from './brackets.ts';
import type { Operation, Parameter, Word } from './ir.ts';

const START = /^\$([=~^+#]*)([A-Za-z_]\w*|\d+|[@*])/;
const MODIFIERS = /^(?::[htrelu](?!\w))+/;
const MAX_NAME = 128;
const MAX_SUBSCRIPT = 300;

/** The operation that one of zsh's history-style modifiers stands for. zshexpn(1), "Modifiers". */
export function modifier(letter: string): Operation {
  if (letter === 'l' || letter === 'u') return { kind: 'case', upper: letter === 'u', all: true };
  return letter === 'h' || letter === 't' || letter === 'r' || letter === 'e' ? { kind: 'path', part: letter } : { kind: 'unknown' };
}

/** Reads zsh's forms of a parameter without braces: `$arr[1]`, `$#arr`, `$=words`, `$file:t`, `$argv[1]`. Undefined when there is none. */
export function zshParameter(
  text: string,
  at: number,
  end: number,
  word: (start: number, end: number) => Word,
): { readonly parameter: Parameter; readonly end: number } | undefined {
  const match = START.exec(text.slice(at, Math.min(end, at + MAX_NAME)));
  if (!match) return undefined;
  const flags = match[1]!;
  let name = match[2] === 'argv' ? '@' : match[2]!;
  let after = at + match[0].length;
  let index: Word | undefined;
  if (text[after] === '[' && after < end) {
    const close = closingBracket(text, after + 1, Math.min(end, after + MAX_SUBSCRIPT), ']', () => undefined);
    if (text[close] === ']' && close > after + 1) {
      index = word(after + 1, close);
      after = close + 1;
    }
  }
  const subscript = index && text.slice(index.start, index.end);
  if (subscript !== undefined && /^[@*]$/.test(name) && /^\d+$/.test(subscript)) {
    name = subscript;
    index = undefined;
  }
  const modifiers = MODIFIERS.exec(text.slice(after, Math.min(end, after + 20)))?.[0] ?? '';
  const operations = [...modifiers.replaceAll(':', '')].map(modifier);
  if (flags.includes('+')) operations.push({ kind: 'unknown' });
  return {
    parameter: { name, index, length: flags.includes('#'), splits: flags.includes('='), operations },
    end: after + modifiers.length,
  };
}
