import { ts } from 'ts-morph';
import { bare, memberOf } from '../syntax/nodes.ts';
import type { Definition } from '../syntax/scopes.ts';
import { type Unit, unitOf } from '../syntax/unit.ts';
import { type Abstract, type Entity, NOTHING_KNOWN } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { exportNodes } from './exports.ts';
import { externalMember } from './externals.ts';

type External = Extract<Entity, { kind: 'external' }>;

const OWN = new Set<Definition['kind']>(['function', 'class', 'enum', 'namespace']);
const MAX_MODULES = 20;

/**
 * What the packages and the runtime have behind the callee of a call, and whatever else it can be. Most calls are of functions of the scripts and of
 * packages by their names: nothing has to be evaluated to see that. Functions of the scripts are left out.
 */
export function calledEntities(e: Evaluator, callee: ts.Expression): Abstract {
  const imported = importedEntity(e, callee);
  if (imported) return [imported];
  if (ts.isIdentifier(callee) && isOwn(e, unitOf(callee), callee.text, callee)) return NOTHING_KNOWN;
  return e.eval(callee, e.root);
}

/** What is imported from a package, or a member of it; undefined for anything else. */
function importedEntity(e: Evaluator, expression: ts.Expression): Entity | undefined {
  const node = bare(expression);
  if (ts.isIdentifier(node)) return importedName(e, node);
  const member = ts.isPropertyAccessExpression(node) ? memberOf(node) : undefined;
  const object = member && importedEntity(e, member.object);
  if (member?.name === undefined || object?.kind !== 'external') return undefined;
  return externalMember(object, member.name, node)[0];
}

function importedName(e: Evaluator, node: ts.Identifier): External | undefined {
  const unit = unitOf(node);
  const [definition, ...others] = unit.scopes.lookup(node.text, node)?.definitions ?? [];
  if (definition?.kind !== 'import' || others.length > 0) return undefined;
  const source = importSource(definition.node);
  if (!source || e.program.resolve(unit, source.module)) return undefined;
  return { kind: 'external', module: source.module, path: source.name === 'default' || source.name === '*' ? [] : [source.name] };
}

/** The module of an import and the name that the import has there; `*` for the whole. */
function importSource(node: ts.Node): { readonly module: string; readonly name: string } | undefined {
  const [declaration, name] = ts.isImportClause(node)
    ? [node.parent, 'default']
    : ts.isNamespaceImport(node)
      ? [node.parent.parent, '*']
      : ts.isImportSpecifier(node)
        ? [node.parent.parent.parent, (node.propertyName ?? node.name).text]
        : [undefined, ''];
  const specifier = declaration?.moduleSpecifier;
  return specifier && ts.isStringLiteralLike(specifier) ? { module: specifier.text, name } : undefined;
}

/** Whether a name stands for functions and classes of the scripts alone. */
function isOwn(e: Evaluator, unit: Unit, name: string, at: ts.Node, depth = 0): boolean {
  const definitions = unit.scopes.lookup(name, at)?.definitions ?? [];
  return definitions.length > 0 && definitions.every((definition) => isOwnDefinition(e, unit, definition, depth));
}

function isOwnDefinition(e: Evaluator, unit: Unit, definition: Definition, depth: number): boolean {
  if (OWN.has(definition.kind)) return true;
  const source = definition.kind === 'import' ? importSource(definition.node) : undefined;
  const target = source && e.program.resolve(unit, source.module);
  return target !== undefined && source!.name !== '*' && exportsOwn(e, target, source!.name, depth + 1);
}

function exportsOwn(e: Evaluator, unit: Unit, name: string, depth: number): boolean {
  const key = `${unit.path}\u0000${name}`;
  const cache = e.ownExports;
  let known = cache.get(key);
  if (known === undefined) {
    const nodes = depth > MAX_MODULES ? [] : exportNodes(unit, name);
    known = nodes.length > 0 && nodes.every((node) => isOwnExport(e, unit, node, depth));
    cache.set(key, known);
  }
  return known;
}

function isOwnExport(e: Evaluator, unit: Unit, node: ts.Node, depth: number): boolean {
  if (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) return true;
  if (ts.isIdentifier(node)) return isOwn(e, unit, node.text, node, depth);
  if (!ts.isExportSpecifier(node)) return false;
  const wanted = (node.propertyName ?? node.name).text;
  const { moduleSpecifier } = node.parent.parent;
  if (!moduleSpecifier) return isOwn(e, unit, wanted, node, depth);
  const target = ts.isStringLiteralLike(moduleSpecifier) ? e.program.resolve(unit, moduleSpecifier.text) : undefined;
  return target !== undefined && exportsOwn(e, target, wanted, depth + 1);
}
