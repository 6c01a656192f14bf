import { ts } from 'ts-morph';
import { type FunctionNode, isFunctionNode } from '../../languages/typescript/syntax/nodes.ts';
import type { Unit } from '../../languages/typescript/syntax/unit.ts';
import type { Change } from './change.ts';
import { contains, type Project } from './project.ts';
import { isAsync } from './promises.ts';
import { cannotWait, unsupported } from './refusal.ts';

/** Whether `await` may stand outside of functions. */
export function mayWaitAtTop(unit: Unit, project: Project): boolean {
  const extension = /\.[^./]+$/.exec(unit.path)?.[0].toLowerCase();
  if (extension === '.mjs' || extension === '.mts') return true;
  if (extension === '.cjs' || extension === '.cts') return false;
  if (contains(unit.root, (node) => ts.isAwaitExpression(node) && functionOrFile(node) === unit.root)) return true;
  const type = project.packageType(unit);
  if (type === 'module') return true;
  if (/^\.tsx?$/.test(extension ?? '')) return project.compilesToModules(unit);
  return type === undefined && isEsm(unit.root);
}

export function isEsm(root: ts.SourceFile): boolean {
  return root.statements.some(
    (node) =>
      (ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly) ||
      ts.isExportDeclaration(node) ||
      (ts.isExportAssignment(node) && !node.isExportEquals) ||
      (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)),
  );
}

/** The function in which `await` would stand at a node, or the file. Throws a Refusal for places in which none may stand. */
export function functionOrFile(at: ts.Node): FunctionNode {
  for (let node = at.parent; node; node = node.parent) {
    if (isFunctionNode(node) || ts.isSourceFile(node)) return node;
    if (ts.isParameter(node) || ts.isDecorator(node))
      throw cannotWait('The credentials stand in the default value of a parameter, where nothing can be waited for.');
    if (ts.isPropertyDeclaration(node) || ts.isClassStaticBlockDeclaration(node))
      throw cannotWait('The credentials stand in a field of a class, where nothing can be waited for.');
  }
  throw unsupported('The place is outside of every script.');
}

/** Makes a function `async`, with its declared type. */
export function makeAsync(fn: FunctionNode, change: Change): void {
  if (ts.isSourceFile(fn) || isAsync(fn)) return;
  if (ts.isConstructorDeclaration(fn) || ts.isAccessor(fn))
    throw cannotWait('The credentials are set in a constructor or a getter, where nothing can be waited for.');
  if ('asteriskToken' in fn && fn.asteriskToken)
    throw cannotWait('The credentials are set in a generator, where nothing can be waited for.');
  const root = fn.getSourceFile();
  let start = fn.getStart(root);
  if (ts.isMethodDeclaration(fn)) start = fn.name.getStart(root);
  else if (!ts.isArrowFunction(fn)) start = root.text.indexOf('function', ts.getModifiers(fn)?.at(-1)?.end ?? start);
  change.edit(root.fileName, start, start, 'async ');
  const { type } = fn;
  if (!type || /^Promise\s*</.test(type.getText(root))) return;
  if (/Promise|Observable/.test(type.getText(root)) || ts.isTypePredicateNode(type))
    throw unsupported('The function says that it returns another kind of promise.');
  change.before(type, 'Promise<');
  change.after(type, '>');
}

/** Puts `await` in front of an expression, in parentheses where what is behind it would bind first. */
export function insertAwait(node: ts.Expression, change: Change, text?: string): void {
  const { parent } = node;
  if (ts.isAwaitExpression(parent)) {
    if (text !== undefined) change.replace(node, text);
    return;
  }
  const wrapped =
    (ts.isPropertyAccessExpression(parent) && parent.expression === node) ||
    (ts.isElementAccessExpression(parent) && parent.expression === node) ||
    (ts.isCallExpression(parent) && parent.expression === node) ||
    ts.isNonNullExpression(parent) ||
    ts.isSpreadAssignment(parent) ||
    ts.isSpreadElement(parent) ||
    (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.AsteriskAsteriskToken);
  if (text !== undefined) change.replace(node, wrapped ? `(await ${text})` : `await ${text}`);
  else {
    change.before(node, wrapped ? '(await ' : 'await ');
    if (wrapped) change.after(node, ')');
  }
}
