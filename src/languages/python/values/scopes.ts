import type { Span, TrailKind, Value } from '../../../values/value.ts';
import { withTrail } from '../../../values/value.ts';
import { type Abstract, type Cell, type Entity, entityValue, present, unknownValue } from './abstract.ts';
import type { Machine } from './machine.ts';

const MAX_TRAILED = 6;
const MAX_TRAILED_PIECES = 24;

function isSmall(value: Value): boolean {
  return value.alternatives.length <= MAX_TRAILED && value.alternatives.every((sequence) => sequence.length <= MAX_TRAILED_PIECES);
}

/** Notes on a value that it came here under a name. */
export function trailed(value: Abstract, kind: TrailKind, name: string, use: Span, definition: Span | undefined): Abstract {
  return value.map((atom) => {
    if (atom.kind !== 'string' || !isSmall(atom.value)) return atom;
    return { kind: 'string', value: withTrail(atom.value, { kind, name, use, definition }) };
  });
}

/** Follows names that were imported but not looked at yet. */
export function resolveImports(machine: Machine, value: Abstract, name: string, span: Span | undefined): Abstract {
  if (!value.some((atom) => atom.kind === 'import')) return value;
  return value.flatMap((atom): Abstract => {
    if (atom.kind !== 'import') return [atom];
    const module = machine.modules.load(atom.file);
    if (!module) return unknownValue(name, 'undefined', span);
    if (atom.name === undefined) return entityValue(module);
    return moduleMember(machine, module, atom.name, span) ?? unknownValue(atom.name, 'undefined', span);
  });
}

/** A global of a module, or a module below a package. */
export function moduleMember(machine: Machine, module: Entity, name: string, span: Span | undefined): Abstract | undefined {
  const cell = module.fields.get(name);
  if (cell) {
    const value = resolveImports(machine, cell.value, name, span);
    return span ? trailed(value, 'import', name, span, cell.span) : value;
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

/** Remembers `from library import *`. */
export function addStarLibrary(machine: Machine, module: Entity, library: string): void {
  const before = module.fields.get(STAR)?.value ?? [];
  machine.store.write(module, STAR, { value: [...before, { kind: 'external', path: library }] });
}

export function starLibraries(module: Entity): string[] {
  return (module.fields.get(STAR)?.value ?? []).flatMap((atom) => (atom.kind === 'external' ? [atom.path] : []));
}

function scopesFor(machine: Machine, name: string): Entity[] {
  const { frame, module } = machine.current;
  const result: Entity[] = [];
  for (let scope: Entity | undefined = frame; scope; scope = scope.parent) {
    if (scope.globals?.has(name)) break;
    result.push(scope);
  }
  if (result.at(-1) !== module) result.push(module);
  return result;
}

/** What a name stands for here. */
export function readName(machine: Machine, name: string, span: Span): Abstract {
  const { module, definition } = machine.current;
  for (const scope of scopesFor(machine, name)) {
    const cell: Cell | undefined = scope.fields.get(name);
    if (!cell) continue;
    const known = present(cell.value);
    if (known.length === 0 && cell.value.length > 0) continue;
    const value = resolveImports(machine, known, name, span);
    const parameter = scope === machine.current.frame && definition?.parameters.some((candidate) => candidate.name === name);
    return trailed(value, parameter ? 'parameter' : 'variable', name, span, cell.span);
  }
  for (const library of starLibraries(module)) {
    if (machine.library.has(`${library}.${name}`)) return [{ kind: 'external', path: `${library}.${name}` }];
  }
  if (name === '__file__') return unknownValue('__file__', 'computed', span);
  if (machine.library.has(`builtins.${name}`)) return [{ kind: 'external', path: `builtins.${name}` }];
  return unknownValue(name, 'undefined', span);
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
