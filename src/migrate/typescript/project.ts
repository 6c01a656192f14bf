import { posix } from 'node:path';
import { ts } from 'ts-morph';
import type { Workspace } from '../../languages/language.ts';
import { Program } from '../../languages/typescript/program.ts';
import { isFunctionNode } from '../../languages/typescript/syntax/nodes.ts';
import type { Binding } from '../../languages/typescript/syntax/scopes.ts';
import { type Unit, unitOf } from '../../languages/typescript/syntax/unit.ts';
import { Evaluator } from '../../languages/typescript/values/evaluator.ts';
import type { Span } from '../../values/value.ts';

/** The scripts of a migration, parsed, with what can be asked of them. */
export class Project {
  readonly program: Program;
  readonly evaluator: Evaluator;
  readonly workspace: Workspace;

  constructor(files: readonly string[], workspace: Workspace) {
    this.workspace = workspace;
    this.program = new Program(workspace);
    this.program.load(files.map((file) => workspace.read(file)).filter((source) => source !== undefined));
    this.evaluator = new Evaluator(this.program);
  }

  /** The outermost node that stands exactly at a span. */
  nodeAt({ file, start, end }: Span): ts.Node | undefined {
    const root = this.program.unit(file)?.root;
    if (!root) return undefined;
    let found: ts.Node | undefined;
    const visit = (node: ts.Node): void => {
      if (found || node.pos > start || node.end < end) return;
      if (node.getStart(root) === start && node.end === end && !ts.isSourceFile(node)) found = node;
      else ts.forEachChild(node, visit);
    };
    visit(root);
    return found;
  }

  /** The value of a field of the nearest JSON file of a name in or above a script's folder. */
  private nearest(unit: Unit, name: string): string | undefined {
    for (let folder = posix.dirname(unit.path); ; folder = posix.dirname(folder)) {
      const path = posix.join(folder, name);
      if (this.workspace.has(path)) return this.workspace.read(path)?.text;
      if (folder === '.' || folder === '/' || folder.endsWith('..')) return undefined;
    }
  }

  /** `module`, `commonjs`, or undefined where the package does not say. */
  packageType(unit: Unit): string | undefined {
    const text = this.nearest(unit, 'package.json');
    if (text === undefined) return undefined;
    return /"type"\s*:\s*"(module|commonjs)"/.exec(text)?.[1] ?? 'commonjs';
  }

  /** Whether a compiler makes modules of a TypeScript file that may wait at their top. */
  compilesToModules(unit: Unit): boolean {
    return /"module"\s*:\s*"(?:es2022|esnext|preserve)"/i.test(this.nearest(unit, 'tsconfig.json') ?? '');
  }

  /** The first number of the version of a package that a script's package.json asks for. */
  majorVersion(unit: Unit, name: string): number | undefined {
    const text = this.nearest(unit, 'package.json') ?? '';
    const at = text.indexOf(`"${name}"`);
    const major = at < 0 ? undefined : /^"[^"]+"\s*:\s*"[^\d"]{0,4}(\d+)/.exec(text.slice(at, at + 200))?.[1];
    return major === undefined ? undefined : Number(major);
  }
}

export function bindingOf(identifier: ts.Identifier): Binding | undefined {
  return unitOf(identifier).scopes.lookup(identifier.text, identifier);
}

/** Whether an identifier is read or written as a variable, rather than the name of a member or of something declared. */
export function isVariableUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (isFunctionNode(parent)) return ts.isArrowFunction(parent) && parent.body === node;
  if (ts.isQualifiedName(parent) || ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isClassLike(parent) || ts.isJsxAttribute(parent) || ts.isLabeledStatement(parent) || ts.isTypeNode(parent)) return false;
  return (
    !ts.isInterfaceDeclaration(parent) && !ts.isTypeAliasDeclaration(parent) && !ts.isPropertySignature(parent) && !ts.isEnumMember(parent)
  );
}

/** Where a variable is read or written in its script, its declarations aside; exports of it are among the uses. */
export function usesOf(binding: Binding, root: ts.SourceFile): ts.Identifier[] {
  const uses: ts.Identifier[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === binding.name && isVariableUse(node) && bindingOf(node) === binding) uses.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return uses;
}

export function identifiersIn(node: ts.Node): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const visit = (inner: ts.Node): void => {
    if (ts.isIdentifier(inner) && (inner === node || isVariableUse(inner))) found.push(inner);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return found;
}

export function contains(node: ts.Node, test: (inner: ts.Node) => boolean): boolean {
  return test(node) || (ts.forEachChild(node, (child) => contains(child, test) || undefined) ?? false);
}
