import type { Span, UnknownCause, Value } from '../../../values/value.ts';
import { text, union, unknown } from '../../../values/value.ts';
import type { ClassDefinition, FunctionDefinition } from '../syntax/ir.ts';
import { remembered } from './remembered.ts';

/** A field, variable or item as it is at one moment: what it can be and where that was written. */
export interface Cell {
  readonly value: Abstract;
  readonly span?: Span | undefined;
}

export type ObjectKind = 'instance' | 'external' | 'dictionary' | 'list' | 'tuple' | 'module' | 'frame' | 'class' | 'super';

/** An object of the interpreted program. Its fields change in place; `Store` remembers what they were. */
export interface Entity {
  readonly id: number;
  readonly kind: ObjectKind;
  readonly fields: Map<string, Cell>;
  readonly span?: Span | undefined;
  /** Instances: their class. Classes and `super()`: the class itself. */
  readonly type?: ClassType | undefined;
  /** Instances of library classes (or of subclasses of them): the class's dotted name. */
  external?: string | undefined;
  /** Frames: the scope around them. `super()`: the instance. */
  readonly parent?: Entity | undefined;
  /** Modules: the file. */
  readonly file?: string | undefined;
  /** Frames: names that belong to the module or to a function around. */
  readonly globals?: ReadonlySet<string> | undefined;
  readonly nonlocals?: ReadonlySet<string> | undefined;
}

export interface ClassType {
  readonly name: string;
  readonly definition: ClassDefinition;
  readonly bases: readonly Abstract[];
  readonly scope: Entity;
  readonly module: Entity;
  /** Class attributes and methods. */
  readonly body: Entity;
}

export interface FunctionValue {
  readonly definition: FunctionDefinition;
  /** The frame or module that it was defined in. */
  readonly scope: Entity;
  readonly module: Entity;
  readonly defaults: ReadonlyMap<string, Abstract>;
  /** The class whose body it stands in. */
  readonly owner?: ClassType | undefined;
  readonly role: 'plain' | 'static' | 'class' | 'property';
  /** Whether it stands in a class body and takes the instance or the class as its first argument. */
  readonly method: boolean;
}

/** An ordered collection's content; `many` says that an item stands for any number of items. */
export interface Item {
  readonly value: Abstract;
  readonly span?: Span | undefined;
  readonly many?: boolean | undefined;
}

/** One thing that an expression can be. Unknowns are strings with a named unknown piece. */
export type Atom =
  | { readonly kind: 'string'; readonly value: Value }
  | { readonly kind: 'number'; readonly text: string; readonly span?: Span | undefined }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' }
  /** A field that is not there on one of the ways that lead here. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'items'; readonly items: readonly Item[] }
  | { readonly kind: 'entity'; readonly entity: Entity }
  | { readonly kind: 'function'; readonly fn: FunctionValue; readonly self?: Abstract | undefined }
  | { readonly kind: 'class'; readonly type: ClassType }
  /** Something of a library, by its dotted name; `self` where it is a method of an object. */
  | { readonly kind: 'external'; readonly path: string; readonly self?: Abstract | undefined }
  /** A name imported from a file of the workspace that has not been looked at yet; the whole module where `name` is missing. */
  | { readonly kind: 'import'; readonly file: string; readonly name?: string | undefined };

/** What an expression can be: one or more atoms, at most one of them a string. */
export type Abstract = readonly Atom[];

const MAX_ATOMS = 12;

export const NONE: Abstract = [{ kind: 'none' }];
export const ABSENT: Abstract = [{ kind: 'absent' }];
export const NEVER: Abstract = [];

export function string(value: Value): Abstract {
  return [{ kind: 'string', value }];
}

export function stringText(content: string, span?: Span, exact = false): Abstract {
  return string(text(content, span, exact));
}

export function unknownValue(name: string, cause: UnknownCause, span?: Span): Abstract {
  return string(unknown(name, cause, span));
}

export function entityValue(entity: Entity): Abstract {
  return [{ kind: 'entity', entity }];
}

function sameSelf(left: Abstract | undefined, right: Abstract | undefined): boolean {
  if (left === right) return true;
  if (!left || !right || left.length !== right.length) return false;
  return left.every((atom, index) => sameAtom(atom, right[index]!));
}

function sameAtom(left: Atom, right: Atom): boolean {
  if (left === right) return true;
  if (left.kind !== right.kind) return false;
  switch (left.kind) {
    case 'none':
    case 'absent':
      return true;
    case 'number':
      return right.kind === 'number' && left.text === right.text;
    case 'boolean':
      return right.kind === 'boolean' && left.value === right.value;
    case 'entity':
      return right.kind === 'entity' && left.entity === right.entity;
    case 'function':
      return right.kind === 'function' && left.fn === right.fn && sameSelf(left.self, right.self);
    case 'class':
      return right.kind === 'class' && left.type === right.type;
    case 'external':
      return right.kind === 'external' && left.path === right.path && sameSelf(left.self, right.self);
    case 'import':
      return right.kind === 'import' && left.file === right.file && left.name === right.name;
    case 'items':
      return right.kind === 'items' && left.items === right.items;
    default:
      return false;
  }
}

function isAlways(values: readonly Abstract[], first: Abstract): boolean {
  for (let index = 1; index < values.length; index++) if (values[index] !== first) return false;
  return true;
}

function isAmong(atoms: readonly Atom[], atom: Atom): boolean {
  for (const known of atoms) if (sameAtom(known, atom)) return true;
  return false;
}

/** Everything that any of the values can be, up to a bound. */
export function join(values: readonly Abstract[]): Abstract {
  const first = values[0];
  if (first && isAlways(values, first)) return first;
  const strings: Value[] = [];
  const atoms: Atom[] = [];
  for (const value of values) {
    for (const atom of value) {
      if (atom.kind === 'string') strings.push(atom.value);
      else if (atoms.length < MAX_ATOMS && !isAmong(atoms, atom)) atoms.push(atom);
    }
  }
  if (strings.length === 0) return atoms;
  const text: Atom = { kind: 'string', value: union(strings) };
  return atoms.length === 0 ? [text] : [text, ...atoms];
}

export function present(value: Abstract): Abstract {
  for (const atom of value) if (atom.kind === 'absent') return value.filter((one) => one.kind !== 'absent');
  return value;
}

export function entities(value: Abstract): Entity[] {
  return value.flatMap((atom) => (atom.kind === 'entity' ? [atom.entity] : []));
}

/** Whether nothing but an unknown is known of a value. */
export function isUnknown(value: Abstract): boolean {
  for (const atom of value) {
    if (atom.kind !== 'string') return false;
    for (const sequence of atom.value.alternatives) if (sequence.length !== 1 || sequence[0]!.kind !== 'unknown') return false;
  }
  return value.length > 0;
}

/** The name of the first unknown in a value. */
export function unknownName(value: Abstract): string | undefined {
  for (const atom of value) {
    if (atom.kind !== 'string') continue;
    for (const sequence of atom.value.alternatives) for (const piece of sequence) if (piece.kind === 'unknown') return piece.name;
  }
  return undefined;
}

const described = remembered((path) => ({ name: lastName(path), cause: causeOf(path) }));

/** What is known of a library's result: the name of what made it, and why it cannot be known. */
export function externalText(path: string, span?: Span): Value {
  const { name, cause } = described(path);
  return unknown(name, cause, span);
}

export function lastName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).replace(/\(\)/g, '') || path;
}

/** Why what a library hands out cannot be known, by the library. */
export function causeOf(path: string): UnknownCause {
  if (/^(?:argparse|optparse|docopt|click|typer|absl|fire|getopt|sys\.argv)\b/.test(path)) return 'script-parameter';
  if (/^os\.(?:environ|getenv)|^(?:environ|decouple|dotenv)\b/.test(path)) return 'environment';
  if (
    /^(?:configparser|ConfigParser|json|yaml|plistlib|toml|tomllib|tomli|biplist|ruamel|configobj|keyring|Foundation|CoreFoundation|open\b)/.test(
      path,
    )
  )
    return 'config';
  if (/^(?:getpass|builtins\.(?:input|raw_input))\b/.test(path)) return 'input';
  if (/^(?:subprocess|os\.popen|commands)\b/.test(path)) return 'command';
  return 'computed';
}

/** A value as text: what `str()` makes of it. Objects without a textual form become an unknown of the given name. */
export function asText(value: Abstract, name: string, span?: Span): Value {
  const only = value.length === 1 ? value[0] : undefined;
  if (only?.kind === 'string') return only.value;
  const values: Value[] = [];
  for (const atom of value) {
    if (atom.kind === 'string') values.push(atom.value);
    else if (atom.kind === 'number') values.push(text(atom.text, atom.span));
    else if (atom.kind === 'none') values.push(unknown(name, 'undefined', span));
    else if (atom.kind === 'boolean') values.push(text(atom.value ? 'True' : 'False', span, false));
    else if (atom.kind === 'external') values.push(externalText(atom.path, span));
    else if (atom.kind === 'entity' && atom.entity.external) values.push(externalText(atom.entity.external, span));
    else if (atom.kind !== 'absent') values.push(unknown(name, 'computed', span));
  }
  if (values.length > 1 && value.some((atom) => atom.kind === 'none')) {
    const known = value.filter((atom) => atom.kind !== 'none');
    if (known.some((atom) => atom.kind === 'string')) return asText(known, name, span);
  }
  return values.length > 0 ? union(values) : unknown(name, 'undefined', span);
}
