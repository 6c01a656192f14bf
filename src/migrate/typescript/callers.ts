import { ts } from 'ts-morph';
import { bare, type CallNode, memberOf, propertyName } from '../../languages/typescript/syntax/nodes.ts';
import { unitOf } from '../../languages/typescript/syntax/unit.ts';
import { calleeFunctions, callsOf } from '../../languages/typescript/values/functions.ts';
import { bindingOf, contains, isVariableUse, type Project } from './project.ts';
import { cannotWait, Refusal, unsupported } from './refusal.ts';

/** The name by which a function is called. */
function nameOf(fn: ts.FunctionLikeDeclaration): string | undefined {
  if (fn.name) return propertyName(fn.name);
  const { parent } = fn;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent))
    return propertyName(parent.name);
  if (ts.isBinaryExpression(parent)) return memberOf(bare(parent.left))?.name;
  return undefined;
}

/** Whether a use of a function's name is no call, and yet hands nothing on: an export of it. */
function isExport(node: ts.Node): boolean {
  for (let current = node.parent; current; current = current.parent) {
    if (ts.isExportSpecifier(current) || ts.isExportAssignment(current)) return true;
    if (ts.isBinaryExpression(current)) return /^(?:module\.exports|exports)\b/.test(current.left.getText());
    if (!ts.isObjectLiteralExpression(current) && !ts.isShorthandPropertyAssignment(current) && !ts.isPropertyAssignment(current))
      return false;
  }
  return false;
}

function calls(node: ts.Node, found: ReadonlySet<CallNode>): boolean {
  let callee = node;
  while (ts.isPropertyAccessExpression(callee.parent) && callee.parent.name === callee) callee = callee.parent;
  while (ts.isParenthesizedExpression(callee.parent) || ts.isNonNullExpression(callee.parent)) callee = callee.parent;
  const { parent } = callee;
  return (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === callee && found.has(parent);
}

/**
 * Every call of a function. Throws a Refusal where it has none in sight, is handed on as a value, or where what a call of that name
 * enters is not known: then it may be called in ways that nobody sees.
 */
export function everyCallOf(fn: ts.FunctionLikeDeclaration, project: Project): readonly ts.CallExpression[] {
  const { evaluator, program } = project;
  evaluator.refill('file');
  const name = nameOf(fn);
  if (name === undefined) throw cannotWait('The call stands in a callback that does not wait.');
  const found = callsOf(evaluator, fn);
  if (found.length === 0)
    throw new Refusal('shared-file', `Nothing in sight calls ${name}, so what calls it could not be changed with it.`);
  const known = new Set<CallNode>(found);
  const isMember =
    ts.isMethodDeclaration(fn) ||
    ts.isPropertyAssignment(fn.parent) ||
    ts.isPropertyDeclaration(fn.parent) ||
    ts.isBinaryExpression(fn.parent);
  for (const unit of program.units.values()) {
    for (const call of unit.index.callsByName.get(name) ?? []) {
      if (!known.has(call) && isMember && calleeFunctions(evaluator, call).size === 0)
        throw unsupported(`Which function a call of ${name} runs is not known, so its callers could not be changed with it.`);
    }
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && node.text === name && !calls(node, known) && isOther(node, fn, isMember, project))
        throw unsupported(`The function ${name} is handed on, so its callers could not be changed with it.`);
      if ((ts.isMethodSignature(node) || (ts.isMethodDeclaration(node) && !node.body)) && propertyName(node.name) === name && isMember)
        throw unsupported(`The type of ${name} is declared in another place as well.`);
      ts.forEachChild(node, visit);
    };
    visit(unit.root);
  }
  return found.filter((call): call is ts.CallExpression => ts.isCallExpression(call));
}

/** Whether an identifier hands the function on: as a variable of its script, or as a member in whatever script. */
function isOther(node: ts.Identifier, fn: ts.FunctionLikeDeclaration, isMember: boolean, project: Project): boolean {
  const { parent } = node;
  if (isMember) {
    if (!ts.isPropertyAccessExpression(parent) || parent.name !== node) return false;
    if (ts.isBinaryExpression(parent.parent) && parent.parent.left === parent) return false;
    const values = project.evaluator.eval(parent, project.evaluator.root);
    return values.some((entity) => entity.kind === 'function' && entity.node === fn);
  }
  if (!isVariableUse(node) || node === fn.name) return false;
  if (node.getSourceFile() !== fn.getSourceFile()) {
    const isImport = bindingOf(node)?.definitions.some(({ kind }) => kind === 'import');
    return (
      isImport === true &&
      project.evaluator.eval(node, project.evaluator.root).some((entity) => entity.kind === 'function' && entity.node === fn)
    );
  }
  if (isExport(node)) return false;
  const { scopes } = unitOf(node);
  const declared = scopes.lookup(node.text, node);
  const own = declared?.definitions.some((definition) => definition.node === fn || contains(definition.node, (inner) => inner === fn));
  return own === true && !(ts.isVariableDeclaration(parent) && parent.name === node);
}
