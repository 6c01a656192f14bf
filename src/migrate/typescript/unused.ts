import { ts } from 'ts-morph';
import { bare } from '../../languages/typescript/syntax/nodes.ts';
import type { Binding } from '../../languages/typescript/syntax/scopes.ts';
import type { Edit } from '../plan.ts';
import type { Change } from './change.ts';
import { onlyValue } from './portable.ts';
import { bindingOf, contains, identifiersIn, type Project, usesOf } from './project.ts';

/** Calls that do nothing but give a value: what base64 is made by. */
const PURE =
  /^(?:btoa|Buffer\.from|Buffer|String|Utilities\.base64Encode|\w*[bB]ase64\w*\.encode|.*\.toString|.*\.trim|.*\.concat|.*\.join)$/s;

function isPure(expression: ts.Expression): boolean {
  return !contains(
    expression,
    (node) =>
      ((ts.isCallExpression(node) || ts.isNewExpression(node)) && !PURE.test(bare(node.expression).getText())) ||
      ts.isAwaitExpression(node) ||
      ts.isYieldExpression(node) ||
      ts.isTaggedTemplateExpression(node) ||
      (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken),
  );
}

function names(text: string, name: string): boolean {
  // Neither the name of a property nor of a member.
  return new RegExp(`(?<![\\w$])(?<!(?<!\\.)\\.)${name.replace(/\$/g, '\\$')}(?![\\w$]|\\s*:)`).test(text);
}

/** The statement that declares a variable alone; undefined where it declares others too or is an export. */
function declarationOf(binding: Binding): ts.VariableStatement | undefined {
  const declaration = binding.definitions[0]?.node;
  if (!declaration || !ts.isVariableDeclaration(declaration) || !ts.isVariableDeclarationList(declaration.parent)) return undefined;
  const statement = declaration.parent.parent;
  return ts.isVariableStatement(statement) && declaration.parent.declarations.length === 1 && !statement.modifiers?.length
    ? statement
    : undefined;
}

/** The lines of a statement; the statement alone where something stands beside it. */
function linesOf(statement: ts.Statement): { start: number; end: number } {
  const root = statement.getSourceFile();
  const { text } = root;
  const start = statement.getStart(root);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const rest = /^[^\S\n]*(?:\n|$)/.exec(text.slice(statement.end))?.[0];
  if (text.slice(lineStart, start).trim() !== '' || rest === undefined) return { start, end: statement.end };
  return { start: lineStart, end: statement.end + rest.length };
}

/** Takes out the variables that held what nobody asks for any more once the edits of a file are made: the base64 of a Basic header. */
export function removeUnused(file: string, change: Change, project: Project): void {
  const { root } = project.program.unit(file)!;
  const candidates = new Set<Binding>();
  const consider = (node: ts.Node): void => {
    for (const identifier of identifiersIn(node)) {
      const binding = bindingOf(identifier);
      if (binding) candidates.add(binding);
    }
  };
  const edits = (): readonly Edit[] => change.edits.get(file) ?? [];
  const visit = (node: ts.Node): void => {
    const { pos, end } = node;
    const replaced = edits().filter((edit) => edit.start < edit.end && edit.start < end && pos < edit.end);
    if (replaced.length === 0) return;
    if (replaced.some((edit) => edit.start <= node.getStart(root) && end <= edit.end)) consider(node);
    else ts.forEachChild(node, visit);
  };
  visit(root);
  // A candidate that goes makes those that it speaks of candidates: a set may grow while it is walked.
  for (const binding of candidates) {
    const value = onlyValue(binding);
    const statement = declarationOf(binding);
    if (!value || !statement || !isPure(value)) continue;
    const isGone = (use: ts.Identifier): boolean =>
      edits().some(({ start, end, replacement }) => start <= use.getStart(root) && use.end <= end && !names(replacement, binding.name));
    if (!usesOf(binding, root).every(isGone) || edits().some(({ replacement }) => names(replacement, binding.name))) continue;
    const { start, end } = linesOf(statement);
    if (edits().some((edit) => edit.start < end && start < edit.end)) continue;
    change.edit(file, start, end, '');
    consider(value);
  }
}
