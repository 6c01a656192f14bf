import type { FixLevel } from '../../findings/finding.ts';
import type { HttpCall } from '../../http/call.ts';
import type { Workspace } from '../../languages/language.ts';
import type { Span } from '../../values/value.ts';
import type { HelperPart, HelperPython } from '../helpers/python-helper.ts';
import type { Edit, ManualReason } from '../plan.ts';
import { dialectOf } from './dialect.ts';
import { Names } from './scope.ts';
import { nodeAt, type PyNode, type PyTree, parsePython } from './tree.ts';

/** One Python file as the planner sees it. */
export interface Script {
  readonly file: string;
  readonly tree: PyTree;
  readonly names: Names;
  readonly dialect: HelperPython;
}

/** A change at one place, for all the calls that get their credentials there. */
export interface Change {
  readonly file: string;
  readonly edits: readonly Edit[];
  readonly parts: readonly HelperPart[];
  readonly level: Exclude<FixLevel, 'manual'>;
  /** Whether what is written leaves requests alone that turn out to go elsewhere than to the Classic API. */
  readonly decides: boolean;
}

export type Planned = { readonly changes: readonly Change[] } | { readonly reason: ManualReason };

/** The most files that are searched for the use of a name. */
const MAX_NEIGHBOURS = 2000;

export function manual(id: string, message: string): { readonly reason: ManualReason } {
  return { reason: { id, message } };
}

/** The Python files of a run, each parsed once. */
export class Scripts {
  private readonly workspace: Workspace;
  private readonly known = new Map<string, Script>();

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** Parses the files that calls and their credentials stand in. */
  async load(files: Iterable<string>): Promise<void> {
    for (const file of files) {
      if (this.known.has(file) || this.workspace.languageOf(file) !== 'python') continue;
      const source = this.workspace.read(file);
      if (!source) continue;
      const tree = await parsePython(file, source.text);
      this.known.set(file, { file, tree, names: new Names(tree), dialect: dialectOf(tree) });
    }
  }

  /** Whether another file may use what a file calls by a name. */
  isMentionedElsewhere(name: string, file: string): boolean {
    const module = file
      .replace(/(?:\/__init__)?\.py$/, '')
      .split('/')
      .at(-1)!;
    const others = this.workspace.paths.filter((path) => path !== file && path.endsWith('.py'));
    if (others.length > MAX_NEIGHBOURS) return true;
    return others.some((path) => {
      const text = this.workspace.read(path)?.text ?? '';
      return text.includes(module) && text.includes(name);
    });
  }

  get(file: string): Script | undefined {
    return this.known.get(file);
  }

  /** The expression or the assignment at a place of a loaded file. */
  at({ file, start, end }: Span): PyNode | undefined {
    const script = this.known.get(file);
    let node = script && nodeAt(script.tree, start, end);
    while (node?.type === 'expression_statement' || node?.type === 'block') node = node.children.find((one) => one.named);
    return node;
  }

  /** The syntax of a call that the extractor found. */
  callNode(call: HttpCall): PyNode | undefined {
    let node = this.at(call.span);
    while (node && ['await', 'parenthesized_expression'].includes(node.type)) {
      node = node.children.find((one) => one.named);
    }
    return node?.type === 'call' ? node : undefined;
  }
}
