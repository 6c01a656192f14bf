import type { Span } from '../../../values/value.ts';
import { type Abstract, type Atom, type Entity, entityValue, externalText, join, present, string, unknownValue } from './abstract.ts';
import { callFunction, DEFAULT } from './calls.ts';
import { bind, classMember, lineage } from './classes.ts';
import { attributePaths, memberPath } from './libraries.ts';
import { type Machine, NO_KEYWORDS } from './machine.ts';
import { moduleMember, resolveImports, trailed } from './scopes.ts';

/** The methods of strings that are understood; on an unknown value, any other attribute is one more unknown. */
const STRING_METHODS = new Set(
  'format format_map strip rstrip lstrip replace lower upper title capitalize encode decode join split rsplit splitlines partition rpartition startswith endswith zfill removesuffix removeprefix casefold'.split(
    ' ',
  ),
);

/** What `object.name` can be. `label` is how the script writes it. */
export function readAttribute(machine: Machine, object: Abstract, name: string, span: Span, label: string): Abstract {
  const known: Abstract[] = [];
  for (const atom of present(object)) {
    const value = readFrom(machine, atom, name, span, label);
    if (value.length > 0) known.push(value);
  }
  return known.length > 0 ? join(known) : unknownValue(name, 'undefined', span);
}

function readFrom(machine: Machine, atom: Atom, name: string, span: Span, label: string): Abstract {
  switch (atom.kind) {
    case 'string':
      return readFromString(atom, name, span);
    case 'external':
      return readFromExternal(machine, atom, name, span);
    case 'class': {
      const found = classMember(machine, atom.type, name);
      if (found) return trailed(machine, bind(found.value, [], atom.type).map(unbound), 'member', label, span, found.span);
      const { external } = lineage(machine, atom.type);
      if (name === '__name__') return unknownValue(name, 'computed', span);
      return external ? [{ kind: 'external', path: `${external}.${name}` }] : unknownValue(name, 'undefined', span);
    }
    case 'entity':
      return readFromEntity(machine, atom.entity, name, span, label);
    case 'import':
      return readAttribute(machine, resolveImports(machine, [atom], name, span), name, span, label);
    default:
      return [];
  }
}

/** A method read from a class rather than an instance gets its instance as the first argument. */
function unbound(atom: Atom): Atom {
  return atom.kind === 'function' && atom.self?.length === 0 ? { kind: 'function', fn: atom.fn } : atom;
}

function readFromString(atom: Extract<Atom, { kind: 'string' }>, name: string, span: Span): Abstract {
  if (STRING_METHODS.has(name)) return [{ kind: 'external', path: attributePaths('str', name).path, self: [atom] }];
  for (const sequence of atom.value.alternatives) {
    const piece = sequence.length === 1 ? sequence[0] : undefined;
    if (piece?.kind === 'unknown') return unknownValue(name, piece.cause === 'undefined' ? 'argument' : piece.cause, span);
  }
  return [];
}

function readFromExternal(machine: Machine, atom: Extract<Atom, { kind: 'external' }>, name: string, span: Span): Abstract {
  const path = atom.self ? attributePaths(atom.path, name).path : memberPath(atom.path, name);
  if (atom.self && !machine.library.has(path)) return string(externalText(path, span));
  return [{ kind: 'external', path, self: atom.self }];
}

function readFromEntity(machine: Machine, entity: Entity, name: string, span: Span, label: string): Abstract {
  if (entity.kind === 'module') return moduleMember(machine, entity, name, span) ?? unknownValue(name, 'undefined', span);
  if (entity.kind === 'super') return readFromSuper(machine, entity, name, span);
  const cell = entity.fields.get(name);
  const own = cell ? trailed(machine, resolveImports(machine, present(cell.value), name, span), 'member', label, span, cell.span) : [];
  if (cell && own.length > 0 && entity.kind !== 'dictionary') return own;
  if (entity.kind === 'list' || entity.kind === 'tuple' || entity.kind === 'dictionary') {
    const { path } = attributePaths(entity.kind === 'dictionary' ? 'dict' : entity.kind, name);
    return [{ kind: 'external', path, self: entityValue(entity) }];
  }
  if (entity.type) {
    const found = classMember(machine, entity.type, name);
    if (found) return fromClass(machine, found.value, entity, span, label, found.span);
  }
  if (entity.external) {
    const { path, getter } = attributePaths(entity.external, name);
    const library = machine.library.get(getter);
    if (library) return library(machine, { positional: [], keywords: NO_KEYWORDS, open: false, span }, entityValue(entity), name);
    return [{ kind: 'external', path, self: entityValue(entity) }];
  }
  return unknownValue(name, 'undefined', span);
}

/** What an instance reads from its class: bound methods, properties, and the defaults that a model or a dataclass declares. */
function fromClass(machine: Machine, value: Abstract, entity: Entity, span: Span, label: string, definition: Span | undefined): Abstract {
  const result: Abstract[] = [];
  const plain: Atom[] = [];
  for (const atom of value) {
    if (atom.kind === 'function' && atom.fn.role === 'property') {
      const args = { positional: [], keywords: NO_KEYWORDS, open: false, span };
      result.push(callFunction(machine, { kind: 'function', fn: atom.fn, self: entityValue(entity) }, args));
    } else if (atom.kind === 'entity' && atom.entity.external === 'builtins.property') {
      for (const getter of atom.entity.fields.get('fget')?.value ?? []) {
        const args = { positional: [], keywords: NO_KEYWORDS, open: false, span };
        if (getter.kind === 'function')
          result.push(callFunction(machine, { kind: 'function', fn: getter.fn, self: entityValue(entity) }, args));
      }
    } else if (atom.kind === 'entity' && atom.entity.fields.has(DEFAULT)) {
      result.push(
        join([present(atom.entity.fields.get(DEFAULT)!.value), unknownValue(label.slice(label.lastIndexOf('.') + 1), 'config', span)]),
      );
    } else if (atom.kind === 'entity' && /(?:Field|Column|attrib?)\(\)$/.test(atom.entity.external ?? '')) {
      result.push(unknownValue(label.slice(label.lastIndexOf('.') + 1), 'config', span));
    } else plain.push(atom);
  }
  if (plain.length > 0) result.push(bind(plain, entityValue(entity), entity.type));
  return trailed(machine, join(result), 'member', label, span, definition);
}

function readFromSuper(machine: Machine, entity: Entity, name: string, span: Span): Abstract {
  const instance = entity.parent;
  if (!instance?.type || !entity.type) return unknownValue(name, 'undefined', span);
  const found = classMember(machine, instance.type, name, entity.type);
  if (found) return bind(found.value, entityValue(instance), instance.type);
  const { external } = lineage(machine, instance.type);
  return external
    ? [{ kind: 'external', path: `${external}.${name}`, self: entityValue(instance) }]
    : [{ kind: 'external', path: `builtins.object.${name}`, self: entityValue(instance) }];
}

/** `object.name = value`, through property setters where there are any. */
export function writeAttribute(machine: Machine, object: Abstract, name: string, value: Abstract, span: Span): void {
  const targets = present(object).filter((atom) => atom.kind === 'entity' || atom.kind === 'class');
  for (const atom of targets) {
    const entity = atom.kind === 'class' ? atom.type.body : atom.kind === 'entity' ? atom.entity : undefined;
    if (!entity) continue;
    if (entity.type && entity.kind !== 'class' && callSetter(machine, entity, name, value, span)) continue;
    const before = entity.fields.get(name)?.value;
    const weak = targets.length > 1;
    machine.store.write(entity, name, { value: weak ? join([before ?? [{ kind: 'absent' }], value]) : value, span });
  }
}

function callSetter(machine: Machine, entity: Entity, name: string, value: Abstract, span: Span): boolean {
  const type = entity.type!;
  const args = { positional: [{ value, span }], keywords: NO_KEYWORDS, open: false, span };
  const setter = classMember(machine, type, `${name}=`);
  let called = false;
  const call = (atom: Atom): void => {
    if (atom.kind !== 'function') return;
    called = true;
    callFunction(machine, { kind: 'function', fn: atom.fn, self: entityValue(entity) }, args);
  };
  for (const atom of setter?.value ?? []) call(atom);
  if (called) return true;
  for (const atom of classMember(machine, type, name)?.value ?? []) {
    if (atom.kind === 'entity' && atom.entity.external === 'builtins.property')
      for (const one of atom.entity.fields.get('fset')?.value ?? []) call(one);
  }
  return called;
}
