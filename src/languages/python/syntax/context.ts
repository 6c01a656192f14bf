import type { Span } from '../../../values/value.ts';
import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';

/** What lowering needs to know of the text it works on. */
export interface Lowering {
  readonly text: string;
  locate(start: number, end: number): Span;
  /** Finds the names that stand for values of the script around an embedded one. */
  readonly foreign: RegExp | undefined;
  /** Collects what the function being lowered declares; one entry for each function around. */
  readonly scopes: FunctionScope[];
}

export interface FunctionScope {
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
  generator: boolean;
  /** Names of the attributes that it reads or writes, and of the functions that it calls. */
  readonly attributes: Set<string>;
}

export function spanOf(context: Lowering, node: SyntaxNode): Span {
  return context.locate(node.startIndex, node.endIndex);
}

/** The named children of a node without comments. */
export function parts(node: SyntaxNode): SyntaxNode[] {
  const result: SyntaxNode[] = [];
  for (const child of node.children) {
    if (child.isNamed && child.type !== 'comment' && child.type !== 'line_continuation') result.push(child);
  }
  return result;
}

/** The children of a node that carry a field name. */
export function fieldNodes(node: SyntaxNode, field: string): SyntaxNode[] {
  return node.childrenForFieldName(field).filter((child) => child.isNamed === true && child.type !== 'comment');
}
