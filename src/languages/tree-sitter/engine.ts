import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, Node, Parser } from 'web-tree-sitter';
import { packageRoot } from '../../files/package-root.ts';

export type GrammarName = 'bash' | 'python';
export type SyntaxNode = Node;

export interface Grammar {
  /** Parses a text and hands its root to `use`. The tree is freed afterwards: no node may outlive `use`. */
  withTree<T>(text: string, use: (root: SyntaxNode) => T): T;
}

const grammars = new Map<GrammarName, Promise<Grammar>>();
let engine: Promise<typeof import('web-tree-sitter')> | undefined;

function grammarPath(name: GrammarName): string {
  const built = join(packageRoot(), 'dist', 'grammars', `tree-sitter-${name}.wasm`);
  return existsSync(built) ? built : join(packageRoot(), 'node_modules', `tree-sitter-${name}`, `tree-sitter-${name}.wasm`);
}

async function load(name: GrammarName): Promise<Grammar> {
  engine ??= import('web-tree-sitter').then(async (module) => {
    await module.Parser.init();
    return module;
  });
  const module = await engine;
  const language: Language = await module.Language.load(await readFile(grammarPath(name)));
  const parser: Parser = new module.Parser();
  parser.setLanguage(language);
  return {
    withTree(text, use) {
      const tree = parser.parse(text);
      if (!tree) throw new Error(`the ${name} grammar gave no tree`);
      try {
        return use(tree.rootNode);
      } finally {
        tree.delete();
      }
    },
  };
}

/** Loads a grammar once; later calls get the same one. Everything after that is synchronous. */
export function loadGrammar(name: GrammarName): Promise<Grammar> {
  let grammar = grammars.get(name);
  if (!grammar) {
    grammar = load(name);
    grammars.set(name, grammar);
  }
  return grammar;
}
