import type { Span } from '../../../values/value.ts';
import type { StatementOf } from '../syntax/ir.ts';
import type { Abstract } from './abstract.ts';
import { canonicalPath } from './libraries.ts';
import type { Machine } from './machine.ts';
import { addStarLibrary, writeName } from './scopes.ts';

function external(path: string): Abstract {
  return [{ kind: 'external', path: canonicalPath(path) }];
}

function fileOf(machine: Machine): string {
  return machine.current.module.file ?? '';
}

/** `import a.b`, `import a.b as c`. */
export function executeImport(machine: Machine, statement: StatementOf<'import'>): void {
  for (const { name, alias } of statement.names) {
    const first = name.split('.')[0]!;
    const found = machine.modules.resolve(fileOf(machine), 0, alias ? name : first);
    const bound = alias || first;
    if ('file' in found) writeName(machine, bound, [{ kind: 'import', file: found.file }], statement.span);
    else writeName(machine, bound, external(alias ? name : first), statement.span);
  }
}

/** `from a import b`, `from . import c`, `from a import *`. */
export function executeImportFrom(machine: Machine, statement: StatementOf<'import-from'>): void {
  const found = machine.modules.resolve(fileOf(machine), statement.level, statement.module);
  if (!statement.names) {
    importAll(machine, found, statement.span);
    return;
  }
  for (const { name, alias } of statement.names) {
    if ('file' in found) writeName(machine, alias, [{ kind: 'import', file: found.file, name }], statement.span);
    else writeName(machine, alias, external(`${found.library}.${name}`), statement.span);
  }
}

function importAll(machine: Machine, found: { readonly file: string } | { readonly library: string }, span: Span): void {
  if ('library' in found) {
    addStarLibrary(machine, machine.current.module, canonicalPath(found.library));
    return;
  }
  const module = machine.modules.load(found.file);
  for (const [name, cell] of module?.fields ?? []) {
    if (/^[A-Za-z]/.test(name)) writeName(machine, name, [{ kind: 'import', file: found.file, name }], cell.span ?? span);
  }
}
