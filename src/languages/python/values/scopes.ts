import type { Span, TrailKind, Value } from '../../../values/value.ts';
import { withTrail } from '../../../values/value.ts';
import type { FunctionDefinition } from '../syntax/ir.ts';
import { type Abstract, type Cell, type Entity, entityValue, present, unknownValue } from './abstract.ts';
import { attributePaths } from './libraries.ts';
import type { Machine } from './machine.ts';

const MAX_TRAILED = 6;
const MAX_TRAILED_PIECES = 24;

function isSmall(value: Value): boolean {
  if (value.alternatives.length > MAX_TRAILED) return false;
  for (const sequence of value.alternatives) if (sequence.length > MAX_TRAILED_PIECES) return false;
  return true;
}

/** An unknown that goes by the very name it is read by needs no trail. */
function isNamed(value: Value, name: string): boolean {
  const piece = value.alternatives.length === 1 ? value.alternatives[0]![0] : undefined;
  return piece?.kind === 'unknown' && piece.name === name && value.alternatives[0]!.length === 1;
}

function hasText(value: Abstract): boolean {
  for (const atom of value) if (atom.kind === 'string') return true;
  return false;
}

/** Notes on a value that it came here under a name. */
export function trailed(
  { lastRead }: Machine,
  value: Abstract,
  kind: TrailKind,
  name: string,
  use: Span,
  definition: Span | undefined,
): Abstract {
  if (!hasText(value)) return value;
  const last = lastRead.get(use);
  if (last && last.value === value && last.definition === definition && last.kind === kind && last.name === name) return last.result;
  const result = withTrails(value, kind, name, use, definition);
  lastRead.set(use, { value, kind, name, definition, result });
  return result;
}

function withTrails(value: Abstract, kind: TrailKind, name: string, use: Span, definition: Span | undefined): Abstract {
  return value.map((atom) => {
    if (atom.kind !== 'string' || !isSmall(atom.value) || isNamed(atom.value, name)) return atom;
    return { kind: 'string', value: withTrail(atom.value, { kind, name, use, definition }) };
  });
}

function hasImport(value: Abstract): boolean {
  for (const atom of value) if (atom.kind === 'import') return true;
  return false;
}

/** Follows names that were imported but not looked at yet. */
export function resolveImports(machine: Machine, value: Abstract, name: string, span: Span | undefined): Abstract {
  return hasImport(value) ? resolved(machine, value, name, span) : value;
}

function resolved(machine: Machine, value: Abstract, name: string, span: Span | undefined): Abstract {
  return value.flatMap((atom): Abstract => {
    if (atom.kind !== 'import') return [atom];
    const module = machine.modules.load(atom.file);
    const key = `${atom.file} ${atom.name ?? ''}`;
    if (machine.resolving.has(key)) return unknownValue(name, 'cycle', span);
    if (!module) return unknownValue(name, 'undefined', span);
    if (atom.name === undefined) return entityValue(module);
    machine.resolving.add(key);
    const value = moduleMember(machine, module, atom.name, span);
    machine.resolving.delete(key);
    return value ?? unknownValue(atom.name, 'undefined', span);
  });
}

/** A global of a module, or a module below a package. */
export function moduleMember(machine: Machine, module: Entity, name: string, span: Span | undefined): Abstract | undefined {
  const cell = module.fields.get(name);
  // `from . import name` in a package itself names a module below it.
  const own = cell?.value.some((atom) => atom.kind === 'import' && atom.file === module.file && atom.name === name);
  if (cell && !own) {
    const value = resolveImports(machine, cell.value, name, span);
    return span ? trailed(machine, value, 'import', name, span, cell.span) : value;
  }
  const file = module.file && machine.modules.submodule(module.file, name);
  if (file) {
    const submodule = machine.modules.load(file);
    return submodule && entityValue(submodule);
  }
  for (const library of starLibraries(module)) {
    if (machine.library.has(`${library}.${name}`)) return [{ kind: 'external', path: `${library}.${name}` }];
  }
  return undefined;
}

const STAR = '*from';
const NO_LIBRARIES: readonly string[] = [];

/** Remembers `from library import *`. */
export function addStarLibrary(machine: Machine, module: Entity, library: string): void {
  const before = module.fields.get(STAR)?.value ?? [];
  machine.store.write(module, STAR, { value: [...before, { kind: 'external', path: library }] });
}

export function starLibraries(module: Entity): readonly string[] {
  const cell = module.fields.get(STAR);
  return cell ? cell.value.flatMap((atom) => (atom.kind === 'external' ? [atom.path] : [])) : NO_LIBRARIES;
}

/** What a cell holds; undefined where the name is not there at all. */
function readCell(machine: Machine, cell: Cell, name: string, span: Span): Abstract | undefined {
  const known = present(cell.value);
  return known.length === 0 && cell.value.length > 0 ? undefined : resolveImports(machine, known, name, span);
}

function isParameter(definition: FunctionDefinition | undefined, name: string): boolean {
  for (const parameter of definition?.parameters ?? []) if (parameter.name === name) return true;
  return false;
}

/** What a name stands for here. */
export function readName(machine: Machine, name: string, span: Span): Abstract {
  const { module, definition, frame } = machine.current;
  for (
    let scope: Entity | undefined = frame;
    scope;
    scope = scope === module || scope.globals?.has(name) ? undefined : (scope.parent ?? module)
  ) {
    const cell: Cell | undefined = scope.globals?.has(name) ? undefined : scope.fields.get(name);
    const found = cell && readCell(machine, cell, name, span);
    if (!cell || !found) continue;
    return trailed(machine, found, scope === frame && isParameter(definition, name) ? 'parameter' : 'variable', name, span, cell.span);
  }
  const global = frame === module ? undefined : module.fields.get(name);
  const found = global && readCell(machine, global, name, span);
  if (found) return trailed(machine, found, 'variable', name, span, global.span);
  return readUndefined(machine, name, span);
}

/** What a name stands for that the program does not define. */
function readUndefined(machine: Machine, name: string, span: Span): Abstract {
  const { module } = machine.current;
  for (const library of starLibraries(module)) {
    if (machine.library.has(`${library}.${name}`)) return [{ kind: 'external', path: `${library}.${name}` }];
  }
  const ambient = ambientName(machine, name);
  if (ambient) return ambient;
  if (name === '__file__') return unknownValue('__file__', 'computed', span);
  const { path } = attributePaths('builtins', name);
  return machine.library.has(path) ? [{ kind: 'external', path }] : unknownValue(name, 'undefined', span);
}

/** A module that nothing imports: the program that runs the script has put it there. */
function ambientName(machine: Machine, name: string): Abstract | undefined {
  const { module } = machine.current;
  if (module.fields.has(name)) return undefined;
  const found = machine.modules.ambient(module.file ?? '', name);
  if (!found) return undefined;
  if ('library' in found) return [{ kind: 'external', path: found.library }];
  return resolveImports(machine, [{ kind: 'import', file: found.file }], name, undefined);
}

/** The scope that an assignment to a name changes. */
export function scopeForWrite(machine: Machine, name: string): Entity {
  const { frame, module } = machine.current;
  if (frame.globals?.has(name)) return module;
  if (frame.nonlocals?.has(name)) {
    for (let scope = frame.parent; scope; scope = scope.parent) if (scope.fields.has(name)) return scope;
  }
  return frame;
}

export function writeName(machine: Machine, name: string, value: Abstract, span: Span): void {
  machine.store.write(scopeForWrite(machine, name), name, { value, span });
}
