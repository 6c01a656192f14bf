import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';
import { type Lowering, spanOf } from './context.ts';
import type { Expression, StringPart } from './ir.ts';

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
  '\r': '',
};

/** The character that an escape sequence stands for; the sequence itself where Python leaves it as it is. */
export function unescapeSequence(sequence: string): string {
  const simple = SIMPLE_ESCAPES[sequence[1] ?? ''];
  if (simple !== undefined) return simple;
  const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3}))$/.exec(sequence);
  if (!code) return sequence;
  const point = code[4] ? Number.parseInt(code[4], 8) : Number.parseInt(code[1] ?? code[2] ?? code[3] ?? '0', 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : sequence;
}

function pushText(context: Lowering, into: StringPart[], start: number, end: number): void {
  let from = start;
  if (context.foreign) {
    for (const match of context.text.slice(start, end).matchAll(context.foreign)) {
      const at = start + match.index;
      if (at > from) pushPlain(context, into, from, at);
      from = at + match[0].length;
      into.push({ kind: 'foreign', name: match[0], span: context.locate(at, from) });
    }
  }
  if (end > from) pushPlain(context, into, from, end);
}

function pushPlain(context: Lowering, into: StringPart[], start: number, end: number): void {
  const span = context.locate(start, end);
  const text = context.text.slice(start, end);
  into.push({ kind: 'text', text, span, exact: span.end - span.start === text.length });
}

function pushContent(context: Lowering, into: StringPart[], node: SyntaxNode, raw: boolean): void {
  let from = node.startIndex;
  if (!raw) {
    for (const child of node.children) {
      if (!child || (child.type !== 'escape_sequence' && child.type !== 'escape_interpolation')) continue;
      if (child.startIndex > from) pushText(context, into, from, child.startIndex);
      const source = context.text.slice(child.startIndex, child.endIndex);
      const text = child.type === 'escape_interpolation' ? source[0]! : unescapeSequence(source);
      if (text !== '') into.push({ kind: 'text', text, span: spanOf(context, child), exact: false });
      from = child.endIndex;
    }
  }
  if (node.endIndex > from) pushText(context, into, from, node.endIndex);
}

/** Lowers a string, with its interpolations, or several that stand side by side. */
export function lowerString(context: Lowering, node: SyntaxNode, lower: (context: Lowering, node: SyntaxNode) => Expression): Expression {
  const result: StringPart[] = [];
  const pieces = node.type === 'concatenated_string' ? node.namedChildren : [node];
  for (const piece of pieces) {
    if (piece?.type !== 'string') continue;
    const raw = /^[a-zA-Z]*r/i.test(piece.children[0]?.text ?? '');
    for (const child of piece.children) {
      if (child.type === 'string_content') pushContent(context, result, child, raw);
      else if (child.type === 'interpolation') {
        const value = child.childForFieldName('expression');
        if (value) result.push({ kind: 'expression', value: lower(context, value) });
      }
    }
  }
  return { kind: 'string', parts: result, span: spanOf(context, node) };
}
