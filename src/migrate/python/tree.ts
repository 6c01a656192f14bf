import { loadGrammar } from '../../languages/tree-sitter/engine.ts';
import type { SyntaxNode } from '../../languages/tree-sitter/syntax-node.ts';

/** A node of a Python syntax tree that outlives its parser. Offsets are those of the text. */
export interface PyNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly named: boolean;
  /** The name under which its parent holds it. */
  readonly field: string | undefined;
  readonly parent: PyNode | undefined;
  readonly children: readonly PyNode[];
}

/** A Python file: its text and what the grammar makes of it. */
export interface PyTree {
  readonly file: string;
  readonly text: string;
  readonly root: PyNode;
  /** In how many places the grammar could not go on. */
  readonly errors: number;
}

/** The deepest nesting that is followed. */
const MAX_DEPTH = 900;

function copy(node: SyntaxNode, parent: PyNode | undefined, depth: number): PyNode {
  const children: PyNode[] = [];
  const { type, startIndex: start, endIndex: end, isNamed: named, field } = node;
  const own: PyNode = { type, start, end, named, field, parent, children };
  if (depth < MAX_DEPTH) for (const child of node.children) children.push(copy(child, own, depth + 1));
  return own;
}

/** Parses a text. The grammar takes LF alone as a line end; the text keeps its length. */
export async function parsePython(file: string, text: string): Promise<PyTree> {
  const grammar = await loadGrammar('python');
  const { root, hasErrors } = grammar.parse(text.replace(/\r(?!\n)/g, '\n'));
  const errors = hasErrors ? root.descendantsOfType('ERROR').length + missing(root) : 0;
  return { file, text, root: copy(root, undefined, 0), errors };
}

function missing(root: SyntaxNode): number {
  let count = 0;
  const waiting: SyntaxNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.isMissing) count++;
    waiting.push(...node.children);
  }
  return count;
}

/** The text of a node. */
export function textOf({ text }: PyTree, { start, end }: Pick<PyNode, 'start' | 'end'>): string {
  return text.slice(start, end);
}

/** The outermost named node that covers exactly a range; else the innermost one that contains it. */
export function nodeAt({ root }: PyTree, start: number, end: number): PyNode {
  let node = root;
  for (;;) {
    if (node.start === start && node.end === end && node !== root) return node;
    const inner = node.children.find((child) => child.start <= start && child.end >= end && child.end > child.start);
    if (!inner) return node;
    node = inner;
  }
}

/** The child in a field. */
export function child(node: PyNode, field: string): PyNode | undefined {
  return node.children.find((one) => one.field === field && one.named);
}

/** The named children, comments aside. */
export function parts(node: PyNode): PyNode[] {
  return node.children.filter((one) => one.named && one.type !== 'comment' && one.type !== 'line_continuation');
}

/** A node and all around it, innermost first. */
export function* outward(node: PyNode): Generator<PyNode> {
  for (let at: PyNode | undefined = node; at; at = at.parent) yield at;
}

/** The innermost node of certain types around a node, itself included. */
export function around(node: PyNode, types: readonly string[]): PyNode | undefined {
  for (const one of outward(node)) if (types.includes(one.type)) return one;
  return undefined;
}

/** Every node of a tree, in the order of the text. */
export function* descendants(node: PyNode): Generator<PyNode> {
  const waiting = [node];
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    yield at;
    for (let index = at.children.length - 1; index >= 0; index--) waiting.push(at.children[index]!);
  }
}

/** An expression without the parentheses around it. */
export function bare(node: PyNode): PyNode {
  let at = node;
  while (at.type === 'parenthesized_expression') at = parts(at)[0] ?? at.children[0]!;
  return at;
}

/** The arguments of a call. */
export interface CallArguments {
  readonly positional: readonly PyNode[];
  readonly keywords: ReadonlyMap<string, PyNode>;
  /** Whether there are some behind `*` or `**`. */
  readonly open: boolean;
}

export function argumentsOf(tree: PyTree, call: PyNode): CallArguments {
  const list = child(call, 'arguments');
  const positional: PyNode[] = [];
  const keywords = new Map<string, PyNode>();
  let open = false;
  for (const one of list ? parts(list) : []) {
    const name = one.type === 'keyword_argument' ? child(one, 'name') : undefined;
    const value = name && child(one, 'value');
    if (name && value) keywords.set(textOf(tree, name), value);
    else if (one.type === 'list_splat' || one.type === 'dictionary_splat') open = true;
    else positional.push(one);
  }
  return { positional, keywords, open };
}

/** The last name of what a call calls: `urlopen` of `urllib2.urlopen(…)`. */
export function calleeName(tree: PyTree, call: PyNode): string {
  const callee = child(call, 'function');
  if (!callee) return '';
  return textOf(tree, callee.type === 'attribute' ? (child(callee, 'attribute') ?? callee) : callee);
}
