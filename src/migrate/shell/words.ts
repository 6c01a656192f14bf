import type { Part, ShellScript, Word } from '../../languages/shell/syntax/ir.ts';
import { plainText } from '../../languages/shell/values/frames.ts';
import { lineStart } from './lines.ts';

/** Around text of the outer script, which is not to be escaped for a here-document: characters for private use, in no script. */
export const RAW_START = '\uE000';
export const RAW_END = '\uE001';

/** The known text that a word starts with, up to its first expansion. */
export function leadingText(word: Word): string {
  let result = '';
  for (const part of word.parts) {
    if (part.kind !== 'text') return result;
    result += part.text;
  }
  return result;
}

/** Whether a word can be read a second time to the same effect: no command runs in it, nothing is assigned. */
export function isRepeatable(parts: readonly Part[]): boolean {
  return parts.every(
    (part) =>
      part.kind === 'text' ||
      (part.kind === 'parameter' &&
        !/^[!?#$-]$/.test(part.parameter.name) &&
        !part.parameter.nested &&
        part.parameter.operations.every((operation) => operation.kind !== 'error' && !(operation.kind === 'default' && operation.assigns))),
  );
}

/** The parts of a word from one offset into its text to another; an expansion counts as one character. */
export function partsBetween(word: Word, from: number, to = Number.POSITIVE_INFINITY): Part[] {
  const result: Part[] = [];
  let at = 0;
  for (const part of word.parts) {
    const length = part.kind === 'text' ? part.text.length : 1;
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, length);
    if (start < end) {
      if (part.kind !== 'text' || (start === 0 && end === length)) result.push(part);
      else {
        const place = part.exact ? { start: part.start + start, end: part.start + end } : { start: part.start, end: part.end };
        result.push({ ...part, ...place, text: part.text.slice(start, end) });
      }
    }
    at += length;
  }
  return result;
}

/** The offset of a pattern's first match in the text of a word; an expansion counts as one character. */
export function offsetIn(parts: readonly Part[], pattern: RegExp): { readonly start: number; readonly end: number } | undefined {
  const match = pattern.exec(parts.map((part) => (part.kind === 'text' ? part.text : '\u0000')).join(''));
  return match ? { start: match.index, end: match.index + match[0].length } : undefined;
}

/** The text of an expansion as the script writes it, without quotes around it. */
function expansion(part: Part, next: Part | undefined, script: ShellScript, outerText: string): string {
  if (isForeign(part, script)) {
    const { start, end } = script.locate(part.start, part.end);
    return `${RAW_START}${outerText.slice(start, end)}${RAW_END}`;
  }
  const written = script.text.slice(part.start, part.end);
  const bare = /^\$(\w+)$/.exec(written)?.[1];
  // What follows must not become part of the name, an index, or a modifier of zsh.
  return bare !== undefined && next?.kind === 'text' && /^[\w[:]/.test(next.text) ? `\${${bare}}` : written;
}

function isForeign(part: Part, script: ShellScript): boolean {
  return part.kind === 'parameter' && script.foreign.has(part.parameter.name);
}

/** Whether an offset lies between single quotes that its line has opened. */
function isSingleQuoted(offset: number, text: string): boolean {
  let quote = '';
  for (let at = lineStart(text, offset); at < offset; at++) {
    const character = text[at]!;
    if (character === '\\' && quote !== "'") at++;
    else if (quote === character) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
  }
  return quote === "'";
}

/** Parts written as one word that no shell splits. Expansions keep their own spelling. @param outerText the text of the real file */
export function quoted(parts: readonly Part[], script: ShellScript, outerText: string): string {
  const plain = plainText({ parts, start: 0, end: 0 });
  if (plain !== undefined && /^[\w./:@%+,-]+$/.test(plain)) return plain;
  if (plain !== undefined && !plain.includes("'")) return `'${plain}'`;
  if (parts.some((part) => isForeign(part, script) && isSingleQuoted(part.start, script.text))) {
    const raw = parts.map((part) => (part.kind === 'text' ? part.text : expansion(part, undefined, script, outerText)));
    return `'${raw.join('')}'`;
  }
  const inner = parts.map((part, index) =>
    part.kind === 'text' ? part.text.replace(/[\\"$`]/g, '\\$&') : expansion(part, parts[index + 1], script, outerText),
  );
  return `"${inner.join('')}"`;
}

/** The variables that parts read; undefined when that cannot be told. */
export function variablesOf(parts: readonly Part[]): Set<string> {
  const names = new Set<string>();
  const visit = (list: readonly Part[]): void => {
    for (const part of list) {
      if (part.kind !== 'parameter') continue;
      const { name, index, nested, operations } = part.parameter;
      names.add(name);
      if (index) visit(index.parts);
      if (nested) visit(nested.parts);
      for (const operation of operations) {
        if ('word' in operation) visit(operation.word.parts);
        if ('pattern' in operation) visit(operation.pattern.parts);
        if ('replacement' in operation) visit(operation.replacement.parts);
      }
    }
  };
  visit(parts);
  return names;
}
