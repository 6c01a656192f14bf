import { argumentsOf, bare, calleeName, child, descendants, type PyNode, type PyTree, parts, textOf } from './tree.ts';

const PURE_TYPES = new Set(
  'identifier attribute string string_start string_content string_end escape_sequence escape_interpolation interpolation format_specifier type_conversion concatenated_string subscript slice binary_operator parenthesized_expression integer float true false none tuple list call argument_list keyword_argument conditional_expression boolean_operator'.split(
    ' ',
  ),
);
const PURE_FUNCTIONS = new Set(
  'str unicode int format join rstrip lstrip strip quote quote_plus urljoin lower upper replace encode decode get get_full_url getattr len'.split(
    ' ',
  ),
);
const ROOT = /\/?JSSResource(?![A-Za-z0-9])/i;

/** Whether an expression can be evaluated once more without any effect but its value. */
export function isPure(tree: PyTree, node: PyNode): boolean {
  for (const one of descendants(node)) {
    if (!one.named) continue;
    if (!PURE_TYPES.has(one.type)) return false;
    if (one.type === 'call' && !PURE_FUNCTIONS.has(calleeName(tree, one))) return false;
  }
  return true;
}

/** The expression on one line; undefined where a string goes over several. */
export function oneLine(tree: PyTree, node: PyNode): string | undefined {
  const text = textOf(tree, node);
  if (!/[\r\n]/.test(text)) return text;
  for (const one of descendants(node)) if (one.type.startsWith('string') && /[\r\n]/.test(textOf(tree, one))) return undefined;
  return text.replace(/\\?\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? ' ' : blanks)).replace(/([([]) /g, '$1');
}

export interface StringLiteral {
  readonly prefix: string;
  readonly quote: string;
  /** Offsets of what stands between the quotes. */
  readonly start: number;
  readonly end: number;
  readonly content: string;
}

/** A string literal that is one piece of source; undefined for anything else. */
export function stringLiteral(tree: PyTree, node: PyNode): StringLiteral | undefined {
  if (node.type !== 'string') return undefined;
  const first = node.children[0];
  const last = node.children.at(-1);
  if (first?.type !== 'string_start' || last?.type !== 'string_end') return undefined;
  const opening = textOf(tree, first);
  const quote = /['"]+$/.exec(opening)?.[0] ?? '';
  const content = tree.text.slice(first.end, last.start);
  return { prefix: opening.slice(0, opening.length - quote.length), quote, start: first.end, end: last.start, content };
}

/** The operands of a chain of `+`. */
export function operands(tree: PyTree, node: PyNode): PyNode[] {
  const inner = bare(node);
  if (inner.type !== 'binary_operator') return [inner];
  const operator = inner.children.find(({ field }) => field === 'operator');
  const [left, right] = [child(inner, 'left'), child(inner, 'right')];
  if (!operator || textOf(tree, operator) !== '+' || !left || !right) return [inner];
  return [...operands(tree, left), right];
}

function quoted({ prefix, quote }: StringLiteral, content: string): string {
  return `${prefix}${quote}${content}${quote}`;
}

function ofLiteral(literal: StringLiteral): string | undefined {
  const at = literal.content.search(ROOT);
  return at > 0 ? quoted(literal, literal.content.slice(0, at)) : undefined;
}

/** `f'{url}/JSSResource/…'`: `url`. */
function ofFormatted(tree: PyTree, node: PyNode, literal: StringLiteral): string | undefined {
  const at = literal.content.search(ROOT);
  if (at <= 0) return undefined;
  const content = literal.content.slice(0, at);
  const [, only] = node.children;
  if (only?.type === 'interpolation' && only.end === literal.start + at) {
    const inner = child(only, 'expression');
    if (inner && only.end === inner.end + 1 && only.start === inner.start - 1) return textOf(tree, inner);
  }
  return quoted(literal, content);
}

/** The string of `'…%s' % value`, or the expression itself. */
function templateOf(tree: PyTree, node: PyNode): PyNode {
  const [left, operator] = [child(node, 'left'), node.children.find(({ field }) => field === 'operator')];
  return node.type === 'binary_operator' && left && operator && textOf(tree, operator) === '%' ? left : node;
}

/** `url + '/JSSResource/…'`: `url`. */
function ofChain(tree: PyTree, chain: readonly PyNode[]): string | undefined {
  for (const [index, one] of chain.entries()) {
    const literal = stringLiteral(tree, templateOf(tree, one));
    const at = literal ? literal.content.search(ROOT) : -1;
    if (!literal || at < 0) continue;
    const before = chain[index - 1];
    const head = before ? tree.text.slice(chain[0]!.start, before.end) : '';
    if (at === 0) return head === '' ? undefined : head;
    if (templateOf(tree, one) !== one) return undefined;
    const rest = quoted(literal, literal.content.slice(0, at));
    return head === '' ? rest : `${head} + ${rest}`;
  }
  return undefined;
}

/** `'%s/JSSResource/%s' % (url, path)`: `url`. Likewise `'{}/JSSResource/{}'.format(url, path)`. */
function ofTemplate(tree: PyTree, template: PyNode, values: readonly PyNode[], placeholder: RegExp): string | undefined {
  const literal = stringLiteral(tree, template);
  const at = literal ? literal.content.search(ROOT) : -1;
  if (!literal || at <= 0) return undefined;
  const content = literal.content.slice(0, at);
  const used = content.match(placeholder)?.length ?? 0;
  if (used === 0 || used > values.length || /[%{]/.test(content.replace(placeholder, ''))) return undefined;
  const texts = values.slice(0, used).map((value) => textOf(tree, value));
  if (used === 1 && content.replace(placeholder, '') === '') return texts[0];
  const isPercent = placeholder.source.startsWith('%');
  if (!isPercent) return `${quoted(literal, content)}.format(${texts.join(', ')})`;
  return `${quoted(literal, content)} % ${used === 1 ? texts[0] : `(${texts.join(', ')})`}`;
}

/**
 * The source of the address of the server in the expression of a URL: what stands before `/JSSResource`, or all of it where that cannot
 * be told. Undefined where the expression cannot be evaluated twice.
 */
export function serverOf(tree: PyTree, expression: PyNode): string | undefined {
  const node = bare(expression);
  if (!isPure(tree, node)) return undefined;
  const whole = oneLine(tree, node);
  if (whole === undefined) return undefined;
  const literal = stringLiteral(tree, node);
  const clean = (text: string | undefined): string => (text === undefined || /[\r\n]/.test(text) ? whole : text);
  if (literal && /f/i.test(literal.prefix)) return clean(ofFormatted(tree, node, literal));
  if (literal) return clean(ofLiteral(literal));
  if (node.type === 'binary_operator') {
    const operator = node.children.find(({ field }) => field === 'operator');
    const [left, right] = [child(node, 'left'), child(node, 'right')];
    if (operator && left && right && textOf(tree, operator) === '%') {
      const values = right.type === 'tuple' ? parts(right) : [right];
      return clean(ofTemplate(tree, left, values, /%s/g));
    }
    return clean(ofChain(tree, operands(tree, node)));
  }
  if (node.type === 'call' && calleeName(tree, node) === 'format') {
    const { positional, keywords, open } = argumentsOf(tree, node);
    const template = child(node, 'function') && child(child(node, 'function')!, 'object');
    if (template && keywords.size === 0 && !open) return clean(ofTemplate(tree, template, positional, /\{\}/g));
  }
  return whole;
}

/** The names that an expression reads: variables, and attributes of `self` as a whole. */
export function namesIn(tree: PyTree, node: PyNode): PyNode[] {
  const names: PyNode[] = [];
  const visit = (one: PyNode): void => {
    if (one.type === 'identifier') names.push(one);
    else if (one.type === 'attribute' && /^self\.\w+$/.test(textOf(tree, one))) names.push(one);
    else if (one.type === 'attribute') for (const part of one.children.filter(({ field }) => field === 'object')) visit(part);
    else if (one.type === 'keyword_argument') for (const part of one.children.filter(({ field }) => field === 'value')) visit(part);
    else for (const part of one.children) visit(part);
  };
  visit(node);
  return names;
}
