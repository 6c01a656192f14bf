import { isPure, oneLine, operands, type StringLiteral, stringLiteral } from './expressions.ts';
import { argumentsOf, bare, calleeName, child, descendants, outward, type PyNode, type PyTree, parts, textOf } from './tree.ts';

/** How a string is put together, which decides how a part of it can become an expression. */
export type TemplateStyle = 'chain' | 'formatted' | 'percent' | 'format';

/** A part of a string: text as the source has it, or an expression. `start` and `end` are where it stands in what is put together. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly end: number; readonly literal: StringLiteral }
  | { readonly kind: 'value'; readonly node: PyNode; readonly start: number; readonly end: number };

export interface Template {
  readonly style: TemplateStyle;
  readonly node: PyNode;
  readonly segments: readonly Segment[];
}

function textSegment(literal: StringLiteral, start: number, end: number): Segment {
  return { kind: 'text', text: literal.content.slice(start - literal.start, end - literal.start), start, end, literal };
}

/** A literal cut at its placeholders, with the values that stand for them. */
function cut(literal: StringLiteral, placeholder: RegExp, values: readonly PyNode[]): Segment[] | undefined {
  const segments: Segment[] = [];
  let at = literal.start;
  let index = 0;
  for (const match of literal.content.matchAll(placeholder)) {
    const start = literal.start + match.index;
    const node = values[index++];
    if (!node) return undefined;
    if (start > at) segments.push(textSegment(literal, at, start));
    at = start + match[0].length;
    segments.push({ kind: 'value', node, start, end: at });
  }
  if (at < literal.end) segments.push(textSegment(literal, at, literal.end));
  const rest = segments.flatMap((one) => (one.kind === 'text' ? [one.text] : [])).join('');
  return index === values.length && !/[%{}]/.test(rest) ? segments : undefined;
}

function formatted(tree: PyTree, node: PyNode, literal: StringLiteral): Segment[] | undefined {
  const segments: Segment[] = [];
  let at = literal.start;
  for (const one of node.children) {
    if (one.type !== 'interpolation') continue;
    const value = child(one, 'expression');
    if (!value || textOf(tree, one) !== `{${textOf(tree, value)}}`) return undefined;
    if (one.start > at) segments.push(textSegment(literal, at, one.start));
    segments.push({ kind: 'value', node: value, start: one.start, end: one.end });
    at = one.end;
  }
  if (at < literal.end) segments.push(textSegment(literal, at, literal.end));
  return segments.some((one) => one.kind === 'text' && /[{}]/.test(one.text)) ? undefined : segments;
}

function chain(tree: PyTree, node: PyNode): Template | undefined {
  const segments: Segment[] = [];
  for (const one of operands(tree, node)) {
    const literal = stringLiteral(tree, one);
    if (!literal) segments.push({ kind: 'value', node: one, start: one.start, end: one.end });
    else if (/f/i.test(literal.prefix)) return undefined;
    else if (literal.start < literal.end) segments.push(textSegment(literal, literal.start, literal.end));
  }
  return { style: 'chain', node, segments };
}

function templateOf(tree: PyTree, node: PyNode): Template | undefined {
  const literal = stringLiteral(tree, node);
  if (literal && /f/i.test(literal.prefix)) {
    const segments = formatted(tree, node, literal);
    return segments && { style: 'formatted', node, segments };
  }
  if (node.type === 'binary_operator') {
    const operator = node.children.find(({ field }) => field === 'operator');
    const [left, right] = [child(node, 'left'), child(node, 'right')];
    if (operator && left && right && textOf(tree, operator) === '%') {
      const base = stringLiteral(tree, bare(left));
      const segments = base && cut(base, /%s/g, right.type === 'tuple' ? parts(right) : [right]);
      return segments && { style: 'percent', node, segments };
    }
  }
  if (node.type === 'call' && calleeName(tree, node) === 'format') {
    const object = child(child(node, 'function') ?? node, 'object');
    const base = object && stringLiteral(tree, bare(object));
    const { positional, keywords, open } = argumentsOf(tree, node);
    const segments = base && !open && keywords.size === 0 ? cut(base, /\{\}/g, positional) : undefined;
    return segments && { style: 'format', node, segments };
  }
  return chain(tree, node);
}

/** The whole expression that puts a string together, from a literal in it. */
export function templateAround(tree: PyTree, literal: PyNode): Template | undefined {
  let top = literal;
  for (const one of outward(literal)) {
    if (one === literal) continue;
    const isFormat = one.type === 'call' && calleeName(tree, one) === 'format' && child(one, 'function') === top;
    const isPart = ['binary_operator', 'parenthesized_expression'].includes(one.type);
    const isHead = one.type === 'attribute' && textOf(tree, one.children.at(-1)!) === 'format';
    if (!isFormat && !isPart && !isHead) break;
    top = one;
  }
  const whole = bare(top);
  if ([...descendants(whole)].some(({ type }) => type === 'comment' || type === 'concatenated_string')) return undefined;
  return templateOf(tree, whole);
}

/** Segments between two places of what is put together. */
export function slice(segments: readonly Segment[], from: number, to: number): Segment[] {
  const found: Segment[] = [];
  for (const one of segments) {
    const start = Math.max(one.start, from);
    const end = Math.min(one.end, to);
    if (start >= end) continue;
    if (one.kind === 'value') found.push(one);
    else found.push({ ...one, start, end, text: one.text.slice(start - one.start, end - one.start) });
  }
  return found;
}

/** The source of an expression for some segments; undefined where one of them cannot be evaluated twice or stands on several lines. */
export function expressionOf(tree: PyTree, segments: readonly Segment[], quote?: string): string | undefined {
  const texts: string[] = [];
  for (const one of segments) {
    if (one.kind === 'text') {
      const own = quote ?? one.literal.quote;
      if (/[\r\n\\]/.test(one.text) || one.text.includes(own)) return undefined;
      texts.push(`${one.literal.prefix.replace(/f/i, '')}${own}${one.text}${own}`);
      continue;
    }
    const text = isPure(tree, one.node) ? oneLine(tree, one.node) : undefined;
    if (text === undefined) return undefined;
    const simple = /^(?:identifier|attribute|call|subscript|string)$/.test(one.node.type) || segments.length === 1;
    texts.push(simple ? text : `(${text})`);
  }
  return texts.length === 0 ? undefined : texts.join(' + ');
}
