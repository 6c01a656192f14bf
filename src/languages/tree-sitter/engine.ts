import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language, Parser } from 'web-tree-sitter';
import { packageRoot } from '../../files/package-root.ts';
import { type SyntaxTree, TreeCopier, type TreeShape } from './syntax-node.ts';

export type GrammarName = 'bash' | 'python';

export interface Grammar {
  /** Parses a text. Errors in it do not throw: they are in the tree. */
  parse(text: string): SyntaxTree;
}

/** Words that hold a command substitution; what else is inside of a word is read from the text. */
const HOLDS_COMMANDS = /`|[$<>=]\(|\$\{[\s|]/;
const BASH_LEAVES = new Set([
  'string',
  'raw_string',
  'concatenation',
  'expansion',
  'simple_expansion',
  'translated_string',
  'number',
  'word',
]);

const SHAPES: Readonly<Record<GrammarName, TreeShape>> = {
  bash: {
    withFields: new Set(['function_definition']),
    isLeaf: (type, start, end, text) => BASH_LEAVES.has(type) && !HOLDS_COMMANDS.test(text.slice(start, end)),
  },
  python: {},
};

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
  const copier = new TreeCopier(SHAPES[name]);
  return {
    parse(text) {
      const tree = parser.parse(text);
      if (!tree) throw new Error(`the ${name} grammar gave no tree`);
      try {
        return copier.copy(tree, text);
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
