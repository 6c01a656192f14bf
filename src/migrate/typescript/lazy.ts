import { ts } from 'ts-morph';
import { bare, memberOf, propertyName, thisOwner } from '../../languages/typescript/syntax/nodes.ts';
import type { Binding } from '../../languages/typescript/syntax/scopes.ts';
import type { Carrier } from './carriers.ts';
import { onlyValue } from './portable.ts';
import { usesOf } from './project.ts';
import { cannotWait, Refusal, unsupported } from './refusal.ts';
import type { Settling } from './settle.ts';
import { insertAwait } from './waiting.ts';

/** Has a use wait; true where it stays as it is. */
type SettleUse = (use: ts.Expression, settling: Settling) => boolean;

/** Makes an expression a function that gives it anew each time. */
function makeFunction(value: ts.Expression, { change, synchronous }: Settling): void {
  const object = ts.isObjectLiteralExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value);
  change.before(value, `${synchronous ? '' : 'async '}() => ${object ? '(' : ''}`);
  if (object) change.after(value, ')');
}

function makeFunctionType(type: ts.TypeNode | undefined, { change, synchronous }: Settling): void {
  if (!type) return;
  change.before(type, synchronous ? '() => ' : '() => Promise<');
  if (!synchronous) change.after(type, '>');
}

/** Whether an object is changed, or looked at as a whole, where it is used. */
function isChanged(use: ts.Expression): boolean {
  const { parent } = use;
  const member = memberOf(parent) && (parent as ts.PropertyAccessExpression).expression === use ? parent : undefined;
  if (member) {
    const above = member.parent;
    if (ts.isBinaryExpression(above) && above.left === member) return true;
    if (ts.isDeleteExpression(above)) return true;
    return ts.isCallExpression(above) && above.expression === member && !/^(?:get|has|entries|keys)$/.test(memberOf(member)?.name ?? '');
  }
  if (ts.isCallExpression(parent) && parent.arguments[0] === use && /^Object\.assign$/.test(parent.expression.getText())) return true;
  return (
    ts.isTypeOfExpression(parent) ||
    (ts.isBinaryExpression(parent) && parent.left === use && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken)
  );
}

function callUse(use: ts.Expression, { change, synchronous }: Settling): void {
  const call = `${use.getText()}()`;
  if (ts.isShorthandPropertyAssignment(use.parent)) change.replace(use, `${use.getText()}: ${synchronous ? '' : 'await '}${call}`);
  else if (synchronous) change.replace(use, call);
  else insertAwait(use, change, call);
}

function isExported(binding: Binding, uses: readonly ts.Identifier[]): boolean {
  const declaration = binding.definitions[0]?.node.parent?.parent;
  if (declaration && ts.isVariableStatement(declaration) && declaration.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    return true;
  return uses.some((use) => {
    let node: ts.Node = use.parent;
    if (ts.isExportSpecifier(node) || ts.isExportAssignment(node)) return true;
    while (ts.isObjectLiteralExpression(node) || ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node))
      node = node.parent;
    return ts.isBinaryExpression(node) && /^(?:module\.exports|exports)\b/.test(node.left.getText());
  });
}

/** Has a variable that is built once be built for each use. Throws a Refusal where not every use is in sight and only reads it. */
export function convertVariable(binding: Binding, value: ts.Expression, settling: Settling, settleUse: SettleUse): void {
  const key = `variable ${value.getSourceFile().fileName} ${value.pos}`;
  if (settling.seen.has(key)) return;
  settling.seen.add(key);
  const uses = usesOf(binding, value.getSourceFile());
  if (onlyValue(binding) !== value) throw unsupported(`The variable ${binding.name} is set more than once, so its token would grow old.`);
  if (isExported(binding, uses))
    throw new Refusal('shared-file', `The variable ${binding.name} is exported, and its token would grow old.`);
  if (uses.some(isChanged)) throw unsupported(`The variable ${binding.name} is built once and changed later, so its token would grow old.`);
  makeFunction(value, settling);
  const declaration = value.parent;
  if (ts.isVariableDeclaration(declaration)) makeFunctionType(declaration.type, settling);
  for (const use of uses) {
    if (!settleUse(use, settling)) callUse(use, settling);
  }
}

/** Every use of a member of a class; throws a Refusal where one may be of an instance from outside. */
function usesOfMember(name: string, owner: ts.ClassLikeDeclaration, settling: Settling): ts.PropertyAccessExpression[] {
  const uses: ts.PropertyAccessExpression[] = [];
  for (const unit of settling.project.program.units.values()) {
    const visit = (node: ts.Node): void => {
      if (ts.isPropertyAccessExpression(node) && node.name.text === name) {
        const own = bare(node.expression).kind === ts.SyntaxKind.ThisKeyword && thisOwner(node)?.parent === owner;
        if (own) uses.push(node);
        else if (mayBe(node, owner, settling)) throw growsOld(name);
      }
      ts.forEachChild(node, visit);
    };
    visit(unit.root);
  }
  return uses;
}

function growsOld(name: string): Refusal {
  return unsupported(`The field ${name} is built once and used in ways in which its token would grow old.`);
}

/** Has a field that is built once be built for each use. Throws a Refusal as convertVariable does. */
export function convertField(field: Extract<Carrier, { kind: 'field' }>, settling: Settling, settleUse: SettleUse): void {
  const { name, owner, value } = field;
  const key = `field ${value.getSourceFile().fileName} ${value.pos}`;
  if (settling.seen.has(key)) return;
  settling.seen.add(key);
  const uses = usesOfMember(name, owner, settling);
  const reads = uses.filter((use) => !(ts.isBinaryExpression(use.parent) && use.parent.left === use));
  const writes = uses.length - reads.length;
  const declaration = owner.members.find((member) => ts.isPropertyDeclaration(member) && member.name.getText() === name) as
    | ts.PropertyDeclaration
    | undefined;
  if (writes + (declaration?.initializer ? 1 : 0) !== 1 || reads.some(isChanged)) throw growsOld(name);
  makeFunction(value, settling);
  makeFunctionType(declaration?.type, settling);
  callUses(reads, settling, settleUse);
}

function callUses(reads: readonly ts.Expression[], settling: Settling, settleUse: SettleUse): void {
  for (const use of reads) {
    if (!settleUse(use, settling)) callUse(use, settling);
  }
}

/** Makes a getter a method that is waited for. Throws a Refusal as convertVariable does. */
export function convertGetter(getter: ts.GetAccessorDeclaration, settling: Settling, settleUse: SettleUse): void {
  const name = propertyName(getter.name);
  const owner = getter.parent;
  const { change } = settling;
  if (name === undefined || !ts.isClassLike(owner))
    throw cannotWait('The credentials are set in a getter, where nothing can be waited for.');
  const isBoth = owner.members.some((member) => ts.isSetAccessor(member) && propertyName(member.name) === name);
  const reads = usesOfMember(name, owner, settling);
  if (isBoth || reads.some(isChanged)) throw growsOld(name);
  const root = getter.getSourceFile();
  const start = root.text.indexOf('get', ts.getModifiers(getter)?.at(-1)?.end ?? getter.getStart(root));
  change.edit(root.fileName, start, getter.name.getStart(root), 'async ');
  if (getter.type) {
    change.before(getter.type, 'Promise<');
    change.after(getter.type, '>');
  }
  callUses(reads, settling, settleUse);
}

/** Whether a member of the same name may be the field of an instance of the class. */
function mayBe(node: ts.PropertyAccessExpression, owner: ts.ClassLikeDeclaration, { project }: Settling): boolean {
  const object = bare(node.expression);
  if (object.kind === ts.SyntaxKind.ThisKeyword) return thisOwner(node)?.parent === owner;
  return project.evaluator.eval(object, project.evaluator.root).some((entity) => entity.kind === 'instance' && entity.node === owner);
}
