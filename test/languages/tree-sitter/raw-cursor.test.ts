import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { cursorFunctions, type EngineModule, RawCursor } from '../../../src/languages/tree-sitter/raw-cursor.ts';
import { SHAPES } from '../../../src/languages/tree-sitter/shapes.ts';
import { type SyntaxNode, TreeCopier } from '../../../src/languages/tree-sitter/syntax-node.ts';

// A copy of the package that no other test has started.
const require = createRequire(import.meta.url);
delete require.cache[require.resolve('web-tree-sitter')];
const { Language, Parser } = require('web-tree-sitter') as typeof import('web-tree-sitter');
const compiled: EngineModule = {};
await Parser.init(compiled);

function shown(node: SyntaxNode): unknown[] {
  return [node.type, node.isNamed, node.startIndex, node.endIndex, node.isMissing, node.field, node.children.map(shown)];
}

test.each([
  ['python', 'class A(B):\n    def c(self, d=1, *e):\n        return f"{d} é" if d else [x for x in e]\n'],
  ['python', 'a = (1,\nif b\n  c('],
  ['bash', 'if [ "$a" = b ]; then c "$(d | e)" > f; fi\nfunction g() { h; }\n'],
  ['bash', 'case a in b) c;; \necho "'],
] as const)('a cursor in the module copies the same tree of %s as that of the package', async (name, text) => {
  const ask = cursorFunctions(compiled);
  expect(ask).toBeDefined();
  const parser = new Parser();
  parser.setLanguage(await Language.load(`node_modules/tree-sitter-${name}/tree-sitter-${name}.wasm`));
  const tree = parser.parse(text)!;
  const direct = new TreeCopier(SHAPES[name], (of) => new RawCursor(of, ask!)).copy(tree, text);
  const plain = new TreeCopier(SHAPES[name]).copy(tree, text);
  expect(shown(direct.root)).toEqual(shown(plain.root));
  expect(direct.hasErrors).toBe(plain.hasErrors);
  tree.delete();
  parser.delete();
});

test('a module that is not as it is known is not asked', () => {
  expect(cursorFunctions({})).toBeUndefined();
  expect(cursorFunctions({ ...compiled, _ts_tree_cursor_goto_parent_wasm: undefined })).toBeUndefined();
  expect(cursorFunctions({ ...compiled, getValue: undefined })).toBeUndefined();
});
