import type { Assignment, Point } from '../../languages/shell/syntax/ir.ts';
import { functionAround } from '../../languages/shell/values/frames.ts';
import { localNames } from '../../languages/shell/values/locals.ts';
import { readTargets } from '../../languages/shell/values/reading-commands.ts';
import type { Placed } from './surroundings.ts';

export interface PlacedAssignment {
  readonly assignment: Assignment;
  readonly point: Point;
}

/** The assignments of a name in a script, and whether something else gives it a value too: a loop, `read`. */
export function assignmentsOf(
  name: string,
  statements: readonly Placed[],
): { readonly found: readonly PlacedAssignment[]; readonly others: boolean } {
  const found: PlacedAssignment[] = [];
  let others = false;
  for (const { statement, point } of statements) {
    if (statement.kind === 'loop') others ||= statement.names.includes(name);
    if (statement.kind !== 'command' && statement.kind !== 'assignment') continue;
    for (const assignment of statement.assignments) if (assignment.name === name) found.push({ assignment, point });
    if (statement.kind === 'command') others ||= readTargets(statement)?.names.includes(name) ?? false;
  }
  return { found, others };
}

/** Where each name is given a value that is not an assignment: `read name`, `for name in`. */
function lastOther(name: string, statements: readonly Placed[]): number {
  let last = -1;
  for (const { statement } of statements) {
    const reads = statement.kind === 'command' && (readTargets(statement)?.names.includes(name) ?? false);
    if (reads || (statement.kind === 'loop' && statement.names.includes(name))) last = Math.max(last, statement.start);
  }
  return last;
}

/**
 * Whether the variables that an assignment reads are still the same wherever what it assigned is used: all of them are set before it, and
 * none in a function of its own. Parameters of a script last as long as it, but functions have their own.
 * @param call where the variables are to be read instead
 */
export function isLasting(
  names: ReadonlySet<string>,
  { assignment, point }: PlacedAssignment,
  call: Point,
  statements: readonly Placed[],
): boolean {
  const around = functionAround(point);
  const caller = functionAround(call);
  if (around && caller !== around) return false;
  const locals = caller && caller !== around ? localNames(caller) : new Set<string>();
  for (const name of names) {
    if (locals.has(name)) return false;
    if (/^\d+$/.test(name)) {
      const shifts = statements.some(({ statement }) => statement.kind === 'command' && /^(?:shift|set)$/.test(textOf(statement.words[0])));
      if (caller || shifts) return false;
      continue;
    }
    if (!/^[A-Za-z_]\w*$/.test(name)) return false;
    const { found } = assignmentsOf(name, statements);
    if (found.some((other) => other.assignment.end > assignment.start || functionAround(other.point) !== around)) return false;
    if (lastOther(name, statements) > assignment.start) return false;
  }
  return true;
}

function textOf(word: { readonly parts: readonly { readonly kind: string; readonly text?: string }[] } | undefined): string {
  return word?.parts.length === 1 ? (word.parts[0]!.text ?? '') : '';
}
