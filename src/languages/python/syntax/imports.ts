import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';
import { fieldNodes, type Lowering, spanOf } from './context.ts';
import type { ImportedName, Statement } from './ir.ts';

function dotted(node: SyntaxNode): string {
  return node.text.replace(/\s+/g, '');
}

function importedNames(node: SyntaxNode): ImportedName[] {
  return fieldNodes(node, 'name').map((child) => {
    const name = child.type === 'aliased_import' ? child.childForFieldName('name') : child;
    const alias = child.type === 'aliased_import' ? child.childForFieldName('alias') : null;
    const path = name ? dotted(name) : '';
    return { name: path, alias: alias?.text ?? '' };
  });
}

/** `import a.b as c, d`: an alias is empty where none is written. */
export function lowerImport(context: Lowering, node: SyntaxNode): Statement {
  return { kind: 'import', names: importedNames(node), span: spanOf(context, node) };
}

/** `from ..a import b as c`, `from a import *`. */
export function lowerImportFrom(context: Lowering, node: SyntaxNode): Statement {
  const source = node.childForFieldName('module_name');
  const written = source ? dotted(source) : '';
  const level = /^\.*/.exec(written)?.[0].length ?? 0;
  const star = node.namedChildren.some((child) => child.type === 'wildcard_import');
  const names = star ? undefined : importedNames(node).map((entry) => ({ name: entry.name, alias: entry.alias || entry.name }));
  return { kind: 'import-from', level, module: written.slice(level), names, span: spanOf(context, node) };
}
