import type { Tree } from 'web-tree-sitter';
import type { Cursor } from './raw-cursor.ts';

const NONE: readonly SyntaxNode[] = [];

/** A node of a syntax tree, copied out of the parser's memory: to ask it costs no call into WebAssembly. Offsets are UTF-16 units of the parsed text. */
export class SyntaxNode {
  readonly type: string;
  readonly isNamed: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  /** The parser put it in where the text has nothing of the kind. */
  readonly isMissing: boolean;
  /** The name under which the parent has it, where the copy keeps names. */
  readonly field: string | undefined;
  readonly parent: SyntaxNode | null;
  private readonly source: string;
  private inner: SyntaxNode[] | undefined;
  private named: readonly SyntaxNode[] | undefined;

  constructor(
    parent: SyntaxNode | null,
    source: string,
    kind: NodeKind,
    range: readonly [number, number],
    missing: boolean,
    field?: string,
  ) {
    this.parent = parent;
    this.source = source;
    this.type = kind.type;
    this.isNamed = kind.isNamed;
    this.startIndex = range[0];
    this.endIndex = range[1];
    this.isMissing = missing;
    this.field = field;
  }

  get children(): readonly SyntaxNode[] {
    return this.inner ?? NONE;
  }

  /** Adds the next child while the tree is being copied. */
  add(child: SyntaxNode): void {
    if (this.inner) this.inner.push(child);
    else this.inner = [child];
  }

  get text(): string {
    return this.source.slice(this.startIndex, this.endIndex);
  }

  get namedChildren(): readonly SyntaxNode[] {
    this.named ??= this.inner?.filter((child) => child.isNamed) ?? NONE;
    return this.named;
  }

  childForFieldName(name: string): SyntaxNode | null {
    return this.children.find((child) => child.field === name) ?? null;
  }

  childrenForFieldName(name: string): SyntaxNode[] {
    return this.children.filter((child) => child.field === name);
  }

  /** The nodes of a type at any depth, itself included, in the order of the text. */
  descendantsOfType(type: string): SyntaxNode[] {
    const found: SyntaxNode[] = [];
    const open: SyntaxNode[] = [this];
    for (let node = open.pop(); node; node = open.pop()) {
      if (node.type === type) found.push(node);
      for (let index = node.children.length - 1; index >= 0; index--) open.push(node.children[index]!);
    }
    return found;
  }
}

interface NodeKind {
  readonly type: string;
  readonly isNamed: boolean;
}

export interface SyntaxTree {
  readonly root: SyntaxNode;
  /** Whether there is an error anywhere in it, or something that the parser put in. */
  readonly hasErrors: boolean;
}

/** What of a tree its users ask for. */
export interface TreeShape {
  /** Whether the children of a node of this type have names that anybody asks for. */
  readonly hasFields: (type: string) => boolean;
  /** Whether there is nothing inside a named node of this type and range that anybody looks at. */
  readonly isLeaf: (type: string, start: number, end: number, text: string) => boolean;
}

/** Copies trees of one grammar: numbers of node types are its own. */
export class TreeCopier {
  private readonly shape: TreeShape;
  private readonly walk: (tree: Tree) => Cursor;
  private readonly kinds = new Map<number, NodeKind>();

  /** @param walk gives a cursor at the root of a tree */
  constructor(shape: TreeShape, walk: (tree: Tree) => Cursor = (tree) => tree.walk()) {
    this.shape = shape;
    this.walk = walk;
  }

  /** A copy of a tree, which itself may be freed afterwards. */
  copy(tree: Tree, text: string): SyntaxTree {
    const hasErrors = tree.rootNode.hasError;
    const cursor = this.walk(tree);
    try {
      const root = this.node(cursor, null, text);
      for (let parent: SyntaxNode | null = root; parent; ) {
        const inside: boolean = !this.isLeaf(parent, text) && cursor.gotoFirstChild();
        if (inside) {
          const child = this.node(cursor, parent, text);
          parent.add(child);
          parent = child;
          continue;
        }
        while (parent && parent !== root && !cursor.gotoNextSibling()) {
          cursor.gotoParent();
          parent = parent.parent;
        }
        if (!parent || parent === root) break;
        const sibling: SyntaxNode = this.node(cursor, parent.parent, text);
        parent.parent!.add(sibling);
        parent = sibling;
      }
      return { root, hasErrors };
    } finally {
      cursor.delete();
    }
  }

  /** A token that the grammar has no name for holds no others. */
  private isLeaf({ type, isNamed, startIndex, endIndex }: SyntaxNode, text: string): boolean {
    return !isNamed || startIndex === endIndex || this.shape.isLeaf(type, startIndex, endIndex, text);
  }

  // Each question to the cursor is a call into WebAssembly: what can be known without one is not asked.
  private node(cursor: Cursor, parent: SyntaxNode | null, text: string): SyntaxNode {
    const kind = this.kind(cursor);
    const { startIndex } = cursor;
    const isCharacter = !kind.isNamed && text.startsWith(kind.type, startIndex) && kind.type.length === 1;
    const endIndex = isCharacter ? startIndex + 1 : cursor.endIndex;
    const missing = startIndex === endIndex && cursor.nodeIsMissing;
    const field = parent !== null && this.shape.hasFields(parent.type) ? (cursor.currentFieldName ?? undefined) : undefined;
    return new SyntaxNode(parent, text, kind, [startIndex, endIndex], missing, field);
  }

  private kind(cursor: Cursor): NodeKind {
    const id = cursor.nodeTypeId;
    let kind = this.kinds.get(id);
    if (!kind) {
      kind = { type: cursor.nodeType, isNamed: cursor.nodeIsNamed };
      this.kinds.set(id, kind);
    }
    return kind;
  }
}
