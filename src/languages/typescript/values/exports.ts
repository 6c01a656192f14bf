import { ts } from 'ts-morph';
import { bare, memberOf } from '../syntax/nodes.ts';
import type { Unit } from '../syntax/unit.ts';
import type { MemberWrite } from '../syntax/unit-index.ts';
import { type Abstract, join, NOTHING_KNOWN } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { propertyOrAbsent } from './properties.ts';

export interface Found {
  readonly value: Abstract;
  /** Whether it may not be there at all. */
  readonly absent: boolean;
  /** Where it is set, and to what there. */
  readonly parts?: readonly { readonly value: Abstract; readonly place: ts.Node }[] | undefined;
}

const MISSING: Found = { value: NOTHING_KNOWN, absent: true };
const MAX_REEXPORTS = 20;

interface ExportTable {
  /** Exported names to the expressions or declarations behind them. */
  readonly named: Map<string, ts.Node[]>;
  readonly stars: ts.ExportDeclaration[];
  /** What `module.exports` is set to. */
  readonly whole: ts.Expression[];
}

const tables = new WeakMap<ts.SourceFile, ExportTable>();

function tableOf(unit: Unit): ExportTable {
  let table = tables.get(unit.root);
  if (!table) tables.set(unit.root, (table = buildTable(unit)));
  return table;
}

function buildTable(unit: Unit): ExportTable {
  const named = new Map<string, ts.Node[]>();
  const stars: ts.ExportDeclaration[] = [];
  const whole: ts.Expression[] = [];
  const add = (name: string, node: ts.Node): void => {
    const list = named.get(name);
    if (list) list.push(node);
    else named.set(name, [node]);
  };
  for (const statement of unit.root.statements) {
    if (ts.isExportAssignment(statement)) {
      if (statement.isExportEquals) whole.push(statement.expression);
      else add('default', statement.expression);
    } else if (ts.isExportDeclaration(statement)) {
      if (!statement.exportClause) stars.push(statement);
      else if (ts.isNamespaceExport(statement.exportClause)) add(statement.exportClause.name.text, statement);
      else for (const element of statement.exportClause.elements) add(element.name.text, element);
    } else if (
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword)
    ) {
      const isDefault = ts.getModifiers(statement)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
      for (const declared of declaredNames(statement)) add(isDefault ? 'default' : declared.text, declared);
      if (isDefault && declaredNames(statement).length === 0) add('default', statement);
    }
  }
  for (const writes of unit.index.writes.values()) for (const write of writes) addCommonJs(write, add, whole);
  return { named, stars, whole };
}

function declaredNames(statement: ts.Statement): ts.Identifier[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.flatMap((declaration) => bindingNames(declaration.name));
  if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isEnumDeclaration(statement)) && statement.name)
    return [statement.name];
  return [];
}

function bindingNames(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : bindingNames(element.name)));
}

function isModuleExports(node: ts.Expression): boolean {
  const inner = bare(node);
  if (ts.isIdentifier(inner)) return inner.text === 'exports';
  const member = memberOf(inner);
  return member?.name === 'exports' && ts.isIdentifier(member.object) && member.object.text === 'module';
}

function addCommonJs(write: MemberWrite, add: (name: string, node: ts.Node) => void, whole: ts.Expression[]): void {
  if (!write.value || write.operator !== 'assign') return;
  if (write.name === 'exports' && ts.isIdentifier(bare(write.object)) && (bare(write.object) as ts.Identifier).text === 'module')
    whole.push(write.value);
  else if (isModuleExports(write.object)) add(write.name, write.value);
}

/** The declarations and expressions that a module exports under a name itself. */
export function exportNodes(unit: Unit, name: string): readonly ts.Node[] {
  return tableOf(unit).named.get(name) ?? [];
}

/** What a module exports under a name. */
export function exported(e: Evaluator, unit: Unit, name: string, depth = 0): Found {
  if (depth > MAX_REEXPORTS) return MISSING;
  const table = tableOf(unit);
  const parts: Abstract[] = [];
  for (const node of exportNodes(unit, name)) parts.push(exportValue(e, unit, node, depth));
  if (parts.length > 0) return { value: join(parts), absent: false };
  for (const whole of table.whole) {
    for (const entity of e.eval(whole, e.root)) {
      const found = propertyOrAbsent(e, entity, name, whole, e.root);
      if (found.value.length > 0) parts.push(found.value);
    }
  }
  if (parts.length > 0) return { value: join(parts), absent: false };
  for (const star of table.stars) {
    const target =
      star.moduleSpecifier && ts.isStringLiteralLike(star.moduleSpecifier) ? e.program.resolve(unit, star.moduleSpecifier.text) : undefined;
    const found = target ? exported(e, target, name, depth + 1) : MISSING;
    if (found.value.length > 0) return found;
  }
  if (unit.path.endsWith('.json')) {
    const root = jsonRoot(unit);
    if (root)
      return name === 'default'
        ? { value: e.eval(root, e.root), absent: false }
        : propertyOrAbsent(e, e.eval(root, e.root)[0]!, name, root, e.root);
  }
  return MISSING;
}

function exportValue(e: Evaluator, unit: Unit, node: ts.Node, depth: number): Abstract {
  if (ts.isExportSpecifier(node)) {
    const wanted = (node.propertyName ?? node.name).text;
    const { moduleSpecifier } = node.parent.parent;
    if (!moduleSpecifier) return e.eval((node.propertyName ?? node.name) as ts.Identifier, e.root);
    if (!ts.isStringLiteralLike(moduleSpecifier)) return NOTHING_KNOWN;
    const target = e.program.resolve(unit, moduleSpecifier.text);
    if (!target) return [{ kind: 'external', module: moduleSpecifier.text, path: wanted === 'default' ? [] : [wanted] }];
    return wanted === 'default' ? defaultExport(e, target, depth + 1) : exported(e, target, wanted, depth + 1).value;
  }
  if (ts.isExportDeclaration(node)) {
    const target =
      node.moduleSpecifier && ts.isStringLiteralLike(node.moduleSpecifier) ? e.program.resolve(unit, node.moduleSpecifier.text) : undefined;
    return target ? [{ kind: 'module', unit: target }] : NOTHING_KNOWN;
  }
  if (ts.isFunctionDeclaration(node)) return [{ kind: 'function', node, context: e.root }];
  if (ts.isClassDeclaration(node)) return [{ kind: 'class', node, context: e.root }];
  return ts.isExpression(node) ? e.eval(node, e.root) : NOTHING_KNOWN;
}

function jsonRoot(unit: Unit): ts.Expression | undefined {
  const [statement] = unit.root.statements;
  return statement && ts.isExpressionStatement(statement) ? statement.expression : undefined;
}

/** What `import x from` a module gives: its default export, or all of a CommonJS module. */
export function defaultExport(e: Evaluator, unit: Unit, depth = 0): Abstract {
  const found = exported(e, unit, 'default', depth);
  if (found.value.length > 0) return found.value;
  return importedModule(e, unit);
}

/** What `require` of a module gives. */
export function importedModule(e: Evaluator, unit: Unit): Abstract {
  const table = tableOf(unit);
  if (unit.path.endsWith('.json')) {
    const root = jsonRoot(unit);
    if (root) return e.eval(root, e.root);
  }
  if (table.whole.length > 0) return join(table.whole.map((whole) => e.eval(whole, e.root)));
  return [{ kind: 'module', unit }];
}
