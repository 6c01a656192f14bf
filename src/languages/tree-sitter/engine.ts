import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { Language, Parser, Tree } from 'web-tree-sitter';
import { packageRoot } from '../../files/package-root.ts';
import { cursorFunctions, type EngineModule, RawCursor } from './raw-cursor.ts';
import { type GrammarName, SHAPES } from './shapes.ts';
import { type SyntaxNode, type SyntaxTree, TreeCopier } from './syntax-node.ts';

export interface Grammar {
  /** Parses a text. Errors in it do not throw: they are in the tree. */
  parse(text: string): SyntaxTree;
}

type Module = typeof import('web-tree-sitter');

/** The WebAssembly engine that the grammars run in. One that has failed in the middle of its work is never used again. */
interface Engine {
  readonly module: Module;
  readonly cursor: ReturnType<typeof cursorFunctions>;
  failed: boolean;
}

const grammars = new Map<GrammarName, Promise<Grammar>>();
/** Those that are there. */
const loaded = new Map<GrammarName, Grammar>();
let engine: Promise<Engine> | undefined;
let started = 0;

/**
 * Has V8 leave WebAssembly as its quick compiler makes it. A process waits at its exit, for seconds, until the parsers' lexers are optimised, and
 * that takes hundreds of megabytes; what it saves pays for itself in no scan. Obeyed at run time by Node 20, 22 and 24; `--liftoff-only` is not by 24.
 */
const NEVER_OPTIMISED = '--wasm-tiering-budget=2000000000';

/** The package keeps one engine for its whole life: another one takes another copy of it. */
async function startEngine(): Promise<Engine> {
  let module: Module;
  setFlagsFromString(NEVER_OPTIMISED);
  if (started++ === 0) module = await import('web-tree-sitter');
  else {
    const require = createRequire(import.meta.url);
    const path = require.resolve('web-tree-sitter');
    delete require.cache[path];
    module = require(path) as Module;
  }
  const compiled: EngineModule = {};
  await module.Parser.init(compiled);
  return { module, cursor: cursorFunctions(compiled), failed: false };
}

/** What lives in a failed engine: were it collected, its finaliser would reach into memory in disorder and end the process. */
const kept: unknown[] = [];

/** Sees to it that the next grammar is loaded into a new engine: the memory of this one may be in disorder. */
function giveUp(failing: Engine): void {
  if (failing.failed) return;
  failing.failed = true;
  engine = undefined;
  grammars.clear();
  loaded.clear();
}

function grammarPath(name: GrammarName): string {
  const built = join(packageRoot(), 'dist', 'grammars', `tree-sitter-${name}.wasm`);
  return existsSync(built) ? built : join(packageRoot(), 'node_modules', `tree-sitter-${name}`, `tree-sitter-${name}.wasm`);
}

async function load(name: GrammarName): Promise<Grammar> {
  engine ??= startEngine();
  const running = await engine;
  const { module, cursor } = running;
  const language: Language = await module.Language.load(await readFile(grammarPath(name)));
  const parser: Parser = new module.Parser();
  parser.setLanguage(language);
  const plain = new TreeCopier(SHAPES[name]);
  const direct = cursor && new TreeCopier(SHAPES[name], (tree) => new RawCursor(tree, cursor));
  const copier = direct && agree(parser, plain, direct) ? direct : plain;
  const grammar: Grammar = {
    parse(text) {
      if (running.failed) throw new Error('the parsers have failed before, on another file');
      let tree: Tree | null = null;
      try {
        tree = parser.parse(text);
        if (tree) return copier.copy(tree, text);
      } catch (error) {
        giveUp(running);
        kept.push(running, language, parser, tree);
        throw new Error(`the ${name} grammar failed`, { cause: error });
      } finally {
        if (!running.failed) tree?.delete();
      }
      throw new Error(`the ${name} grammar gave no tree`);
    },
  };
  loaded.set(name, grammar);
  return grammar;
}

/** Text that is something in both grammars, brackets, fields, an error and all. */
const PROBE = 'a = f(1, "é", [x for x in y])\nif [ a ]; then b; fi\nfor x in a:\n  pass\n}';

function sameTree(left: SyntaxNode, right: SyntaxNode): boolean {
  return (
    left.type === right.type &&
    left.field === right.field &&
    left.isMissing === right.isMissing &&
    left.startIndex === right.startIndex &&
    left.endIndex === right.endIndex &&
    left.children.length === right.children.length &&
    left.children.every((child, index) => sameTree(child, right.children[index]!))
  );
}

/** Whether two ways to copy a tree give the same. */
function agree(parser: Parser, left: TreeCopier, right: TreeCopier): boolean {
  const tree = parser.parse(PROBE)!;
  try {
    return sameTree(left.copy(tree, PROBE).root, right.copy(tree, PROBE).root);
  } finally {
    tree.delete();
  }
}

/** Loads a grammar once; later calls get the same one, until the engine fails. Everything after that is synchronous. */
export function loadGrammar(name: GrammarName): Promise<Grammar> {
  let grammar = grammars.get(name);
  if (!grammar) {
    grammar = load(name);
    grammars.set(name, grammar);
  }
  return grammar;
}

/** Thrown by a grammar that is not there. */
class GrammarMissing extends Error {}

const MISSING: Grammar = {
  parse() {
    throw new GrammarMissing();
  },
};

/**
 * Does work that a grammar may not be needed for: to load one takes longer than to read a script. Where it turns out to be needed, it is loaded,
 * and the work is done anew.
 * @param work leaves nothing behind when it throws
 */
export async function withGrammar<T>(name: GrammarName, work: (grammar: Grammar) => T): Promise<T> {
  if (!loaded.has(name)) {
    try {
      return work(MISSING);
    } catch (error) {
      if (!(error instanceof GrammarMissing)) throw error;
    }
  }
  return work(await loadGrammar(name));
}
