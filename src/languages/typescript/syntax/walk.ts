import { ts } from 'ts-morph';
import { isTypeOnly } from './nodes.ts';

type Visit = (node: ts.Node) => void;

/** What is done at nodes of which kinds. A table: a walk meets every node of every script. */
export class Visitors {
  private readonly table: Visit[][] = [];

  on<N extends ts.Node>(kinds: readonly N['kind'][], visit: (node: N) => void): void {
    for (const kind of kinds) {
      const own = this.table[kind];
      if (own) own.push(visit as Visit);
      else this.table[kind] = [visit as Visit];
    }
  }

  at(kind: ts.SyntaxKind): readonly Visit[] | undefined {
    return this.table[kind];
  }
}

/**
 * Visits the nodes of a script in the order in which they are written, types left out, and makes each known to its children: a tree that was
 * parsed without parents needs no walk of its own for them. Without recursion: a sum of 100,000 terms is a tree of that depth.
 */
export function walkScript(root: ts.SourceFile, visitors: Visitors): void {
  const nodes: ts.Node[] = [root];
  let parent: ts.Node = root;
  const push = (child: ts.Node): void => {
    (child as { parent: ts.Node }).parent = parent;
    nodes.push(child);
  };
  // The height of the stack at which the type ends that is being walked.
  let typeEnd = -1;
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (nodes.length <= typeEnd) typeEnd = -1;
    if (typeEnd < 0) {
      if (isTypeOnly(node)) typeEnd = nodes.length;
      else {
        const visits = visitors.at(node.kind);
        if (visits) for (const visit of visits) visit(node);
      }
    }
    const first = nodes.length;
    parent = node;
    ts.forEachChild(node, push);
    for (let left = first, right = nodes.length - 1; left < right; left++, right--) {
      const swapped = nodes[left]!;
      nodes[left] = nodes[right]!;
      nodes[right] = swapped;
    }
  }
}
