import { type Abstract, type Atom, type ClassType, type Entity, entityValue } from './abstract.ts';
import type { Machine } from './machine.ts';
import { resolveImports } from './scopes.ts';

const MAX_LINEAGE = 40;

/** A class and the classes it inherits from, nearest first: what Python calls the method resolution order, depth first. */
export function lineage(machine: Machine, type: ClassType): { readonly classes: ClassType[]; readonly external: string | undefined } {
  const classes: ClassType[] = [];
  let external: string | undefined;
  const visit = (candidate: ClassType): void => {
    if (classes.length >= MAX_LINEAGE || classes.includes(candidate)) return;
    classes.push(candidate);
    for (const base of candidate.bases) {
      for (const atom of resolveImports(machine, base, candidate.name, undefined)) {
        if (atom.kind === 'class') visit(atom.type);
        else if (atom.kind === 'external' && atom.path !== 'builtins.object') external ??= atom.path;
      }
    }
  };
  visit(type);
  return { classes, external };
}

/** A class attribute or method by name, with the class that has it. */
export function classMember(
  machine: Machine,
  type: ClassType,
  name: string,
  after?: ClassType,
): { value: Abstract; owner: ClassType; span: Entity['span'] } | undefined {
  const { classes } = lineage(machine, type);
  const start = after ? classes.indexOf(after) + 1 : 0;
  for (const candidate of classes.slice(start)) {
    const cell = candidate.body.fields.get(name);
    if (cell) return { value: resolveImports(machine, cell.value, name, undefined), owner: candidate, span: cell.span };
  }
  return undefined;
}

/** Binds what a class attribute is to the instance or class that it is read from. */
export function bind(value: Abstract, self: Abstract, type: ClassType | undefined): Abstract {
  return value.map((atom): Atom => {
    if (atom.kind !== 'function' || atom.self) return atom;
    const { fn } = atom;
    if (fn.role === 'static') return atom;
    return { kind: 'function', fn, self: fn.role === 'class' && type ? [{ kind: 'class', type }] : self };
  });
}

export function superOf(machine: Machine, type: ClassType, instance: Entity): Abstract {
  return entityValue(machine.store.create('super', { type, parent: instance }));
}
