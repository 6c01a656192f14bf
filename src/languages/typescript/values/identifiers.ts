import { ts } from 'ts-morph';
import { concat } from '../../../values/value.ts';
import { functionAround } from '../syntax/nodes.ts';
import type { Binding, Definition } from '../syntax/scopes.ts';
import { spanOf, type Unit, unitOf } from '../syntax/unit.ts';
import type { Context } from './context.ts';
import { type Abstract, type Entity, join, NOTHING_KNOWN, textEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { defaultExport, exported, importedModule } from './exports.ts';
import { elementsOf, keysOf, listItem } from './lists.ts';
import { parameterValue } from './parameters.ts';
import { propertyOrAbsent } from './properties.ts';
import { reaching } from './reaching.ts';

const CALLED_VALUES = new Set(['undefined', 'NaN', 'Infinity']);

/** What a name can be where it is used. */
export function evalIdentifier(e: Evaluator, node: ts.Identifier, context: Context): Abstract {
  const unit = unitOf(node);
  const binding = unit.scopes.lookup(node.text, node);
  if (binding) return bindingValue(e, binding, node, context);
  const foreign = unit.foreign.get(node.text);
  if (foreign) return textEntity(foreign);
  if (CALLED_VALUES.has(node.text)) return [{ kind: 'constant', value: undefined }];
  const shared = e.program.globalNamed(node.text, unit);
  if (shared) return bindingValue(e, shared.binding, node, context);
  if (node.text === 'module' || node.text === 'exports') return [{ kind: 'module', unit }];
  return [{ kind: 'external', module: '', path: [node.text] }];
}

function bindingValue(e: Evaluator, binding: Binding, use: ts.Identifier, context: Context): Abstract {
  const definitions = binding.definitions.filter((definition) => !isSelfReference(definition, use));
  if (definitions.length === 0) return unknownEntity(binding.name, 'undefined', spanOf(use));
  const declared = ts.isVariableDeclaration(use.parent) && use.parent.name === use;
  const reached = definitions.length === 1 || declared ? definitions : reaching(e, definitions, use, context).items;
  const parts = (reached.length > 0 ? reached : definitions).map((definition) => definitionValue(e, definition, binding, use, context));
  return renamed(join(parts), binding.name, use);
}

/** `const x = x || {}`: the name inside its own first value is something else. */
function isSelfReference(definition: Definition, use: ts.Identifier): boolean {
  return (
    ts.isVariableDeclaration(definition.node) &&
    definition.value !== undefined &&
    use.pos >= definition.value.pos &&
    use.end <= definition.value.end &&
    functionAround(use) === functionAround(definition.node)
  );
}

/** A result that nobody can name is called what the script calls it. */
function renamed(abstract: Abstract, name: string, use: ts.Node): Abstract {
  return abstract.map((entity): Entity => {
    if (entity.kind !== 'unknown' || (entity.cause !== 'computed' && entity.cause !== 'command' && entity.cause !== 'undefined'))
      return entity;
    return { kind: 'unknown', name, cause: entity.cause, span: entity.span ?? spanOf(use) };
  });
}

function definitionValue(e: Evaluator, definition: Definition, binding: Binding, use: ts.Identifier, context: Context): Abstract {
  const base = baseValue(e, definition, binding, use, context);
  const taken = takeSteps(e, base, definition.steps, definition.node, context);
  const step = definition.steps.at(-1)?.step;
  const value =
    step && 'index' in step
      ? taken.map((entity): Entity => (entity.kind === 'unknown' ? { ...entity, name: binding.name } : entity))
      : taken;
  if (definition.kind === 'function' || definition.kind === 'class' || definition.kind === 'enum') return value;
  const kind = definition.kind === 'parameter' ? 'parameter' : definition.kind === 'import' ? 'import' : 'variable';
  return e.trail(value, { kind, name: binding.name, use: spanOf(use), definition: spanOf(definition.node) });
}

function baseValue(e: Evaluator, definition: Definition, binding: Binding, use: ts.Identifier, context: Context): Abstract {
  const { node, value } = definition;
  switch (definition.kind) {
    case 'value':
      return value ? e.eval(value, context) : NOTHING_KNOWN;
    case 'append':
      return appended(e, definition, binding, context);
    case 'parameter':
      return parameterValue(e, node as ts.ParameterDeclaration, context);
    case 'function':
      return [{ kind: 'function', node: node as ts.FunctionDeclaration, context: e.contexts.at(context, node) }];
    case 'class':
      return [{ kind: 'class', node: node as ts.ClassLikeDeclaration, context: e.contexts.at(context, node) }];
    case 'enum':
    case 'namespace':
      return [{ kind: 'enum', node: node as ts.EnumDeclaration }];
    case 'import':
      return importValue(e, node);
    case 'element':
      return value ? e.joined(e.eval(value, context).map((entity) => elementsOf(e, entity, node, context))) : NOTHING_KNOWN;
    case 'key':
      return value ? e.joined(e.eval(value, context).map((entity) => keysOf(e, entity, binding.name, use))) : NOTHING_KNOWN;
    default:
      return unknownEntity(binding.name, 'computed', spanOf(use));
  }
}

/** `x += v`: what x was before, and v. */
function appended(e: Evaluator, definition: Definition, binding: Binding, context: Context): Abstract {
  const { node, value } = definition;
  if (!value) return NOTHING_KNOWN;
  return e.memo(node, node, context, (inner) => {
    const earlier = binding.definitions.filter((other) => other !== definition);
    const reached = reaching(e, earlier, node, inner).items;
    const left = e.joined(
      reached.map((other) => takeSteps(e, baseValue(e, other, binding, value as ts.Identifier, inner), other.steps, other.node, inner)),
    );
    return textEntity(concat([e.asValue(left, node, inner), e.text(value, inner)]));
  });
}

/** Follows a destructuring pattern from the whole to the part that a name takes. */
export function takeSteps(e: Evaluator, whole: Abstract, steps: Definition['steps'], place: ts.Node, context: Context): Abstract {
  let current = whole;
  for (const { step, fallback } of steps) {
    if ('rest' in step) {
      current = [{ kind: 'rest', of: current, without: step.rest, id: `${place.getSourceFile().fileName}:${place.pos}:${context.id}` }];
      continue;
    }
    const parts: Abstract[] = [];
    let absent = current.length === 0;
    for (const entity of current) {
      const found =
        'index' in step ? listItem(e, entity, step.index, place, context) : propertyOrAbsent(e, entity, step.property, place, context);
      if (found.value.length > 0) parts.push(found.value);
      absent ||= found.absent;
    }
    if (fallback && (absent || parts.length === 0)) parts.push(e.eval(fallback, context));
    current = e.joined(parts);
  }
  return current;
}

function importValue(e: Evaluator, node: ts.Node): Abstract {
  const unit = unitOf(node);
  const fromModule = (specifier: ts.Expression, take: (target: Unit | undefined, name: string) => Abstract): Abstract => {
    if (!ts.isStringLiteralLike(specifier)) return unknownEntity(e.nameOf(node), 'computed');
    return take(e.program.resolve(unit, specifier.text), specifier.text);
  };
  if (ts.isImportClause(node)) {
    return fromModule(node.parent.moduleSpecifier, (target, name) =>
      target ? defaultExport(e, target) : [{ kind: 'external', module: name, path: [] }],
    );
  }
  if (ts.isNamespaceImport(node)) {
    return fromModule(node.parent.parent.moduleSpecifier, (target, name) =>
      target ? importedModule(e, target) : [{ kind: 'external', module: name, path: [] }],
    );
  }
  if (ts.isImportSpecifier(node)) {
    const wanted = (node.propertyName ?? node.name).text;
    return fromModule(node.parent.parent.parent.moduleSpecifier, (target, name) => {
      if (!target) return [{ kind: 'external', module: name, path: wanted === 'default' ? [] : [wanted] }];
      return wanted === 'default' ? defaultExport(e, target) : exported(e, target, wanted).value;
    });
  }
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) {
    return fromModule(node.moduleReference.expression, (target, name) =>
      target ? importedModule(e, target) : [{ kind: 'external', module: name, path: [] }],
    );
  }
  return unknownEntity(e.nameOf(node), 'computed');
}
