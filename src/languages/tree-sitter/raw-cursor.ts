import type { Tree } from 'web-tree-sitter';

/** What a copy of a tree asks of a cursor. */
export interface Cursor {
  readonly nodeTypeId: number;
  readonly nodeType: string;
  readonly nodeIsNamed: boolean;
  readonly nodeIsMissing: boolean;
  readonly startIndex: number;
  readonly endIndex: number;
  readonly currentFieldName: string | null;
  gotoFirstChild(): boolean;
  gotoNextSibling(): boolean;
  gotoParent(): boolean;
  delete(): void;
}

/** The compiled module behind the package, which fills in the object that it is started with. */
export type EngineModule = Record<string, unknown>;

type Ask = (tree: number) => number;

const QUESTIONS = {
  first: '_ts_tree_cursor_goto_first_child_wasm',
  next: '_ts_tree_cursor_goto_next_sibling_wasm',
  parent: '_ts_tree_cursor_goto_parent_wasm',
  type: '_ts_tree_cursor_current_node_type_id_wasm',
  field: '_ts_tree_cursor_current_field_id_wasm',
  named: '_ts_tree_cursor_current_node_is_named_wasm',
  missing: '_ts_tree_cursor_current_node_is_missing_wasm',
  start: '_ts_tree_cursor_start_index_wasm',
  end: '_ts_tree_cursor_end_index_wasm',
} as const;
/** How many numbers a cursor is, where the module and the package hand it to each other. */
const CURSOR_SIZE = 4;

interface Functions extends Record<keyof typeof QUESTIONS, Ask> {
  readonly buffer: number;
  readonly read: (address: number, type: string) => number;
}

/** The functions of the module that a cursor needs; undefined where it does not have them as they are known. */
export function cursorFunctions(module: EngineModule): Functions | undefined {
  const functions: Partial<Record<keyof typeof QUESTIONS, Ask>> = {};
  for (const [key, name] of Object.entries(QUESTIONS)) {
    const found = module[name];
    if (typeof found !== 'function' || found.length > 1) return undefined;
    functions[key as keyof typeof QUESTIONS] = found as Ask;
  }
  const { _ts_init: start, getValue: read } = module;
  if (typeof start !== 'function' || typeof read !== 'function') return undefined;
  return { ...(functions as Record<keyof typeof QUESTIONS, Ask>), buffer: start() as number, read: read as Functions['read'] };
}

/**
 * A cursor that stays where the compiled module has it while it is used. That of the package is written there and read back for each
 * question, which takes longer than the answer. While one is in use, nothing else may be asked of the engine.
 */
export class RawCursor implements Cursor {
  private readonly ask: Functions;
  private readonly cursor: ReturnType<Tree['walk']>;
  private readonly address: number;
  private readonly language: Tree['language'];

  constructor(tree: Tree, ask: Functions) {
    this.ask = ask;
    this.cursor = tree.walk();
    this.address = (tree as unknown as ArrayLike<number>)[0]!;
    this.language = tree.language;
  }

  get nodeTypeId(): number {
    return this.ask.type(this.address);
  }

  get nodeType(): string {
    return this.language.types[this.nodeTypeId] || 'ERROR';
  }

  get nodeIsNamed(): boolean {
    return this.ask.named(this.address) === 1;
  }

  get nodeIsMissing(): boolean {
    return this.ask.missing(this.address) === 1;
  }

  get startIndex(): number {
    return this.ask.start(this.address);
  }

  get endIndex(): number {
    return this.ask.end(this.address);
  }

  get currentFieldName(): string | null {
    return this.language.fields[this.ask.field(this.address)] ?? null;
  }

  gotoFirstChild(): boolean {
    return this.ask.first(this.address) === 1;
  }

  gotoNextSibling(): boolean {
    return this.ask.next(this.address) === 1;
  }

  gotoParent(): boolean {
    return this.ask.parent(this.address) === 1;
  }

  /** The package frees the cursor: it is given back as it stands. */
  delete(): void {
    const own = this.cursor as unknown as Record<number, number>;
    for (let at = 0; at < CURSOR_SIZE; at++) own[at] = this.ask.read(this.ask.buffer + 4 * at, 'i32');
    this.cursor.delete();
  }
}
