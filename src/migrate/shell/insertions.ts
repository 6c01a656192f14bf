import type { ShellScript } from '../../languages/shell/syntax/ir.ts';
import type { Edit } from '../plan.ts';
import { lineStart } from './lines.ts';
import { endOf, type Place } from './placement.ts';

/** Statements to be put in front of others, each at a place once. */
export class Insertions {
  private readonly places = new Map<string, { readonly place: Place; readonly statements: string[] }>();

  /** What already stands at a place. */
  at(place: Place): readonly string[] {
    return this.places.get(keyOf(place))?.statements ?? [];
  }

  add(place: Place, statement: string): void {
    const key = keyOf(place);
    const known = this.places.get(key);
    if (!known) this.places.set(key, { place, statements: [statement] });
    else if (!known.statements.includes(statement)) known.statements.push(statement);
  }

  /** Puts a statement in front of all others of its place. */
  addFirst(place: Place, statement: string): void {
    const key = keyOf(place);
    const known = this.places.get(key);
    if (!known) this.places.set(key, { place, statements: [statement] });
    else if (!known.statements.includes(statement)) known.statements.unshift(statement);
  }

  /** Where the earliest of them stands in its script. */
  get first(): number {
    return Math.min(...[...this.places.values()].map(({ place }) => place.block.statements[place.index]!.start));
  }

  edits(script: ShellScript): Edit[] {
    return [...this.places.values()].flatMap(({ place, statements }) =>
      place.braces ? braced(place, statements) : [before(place, statements, script)],
    );
  }
}

function keyOf({ block, index, braces }: Place): string {
  return `${block.id} ${index} ${braces}`;
}

/** Statements on lines of their own where the line starts with the statement they are put before, else on its line. */
function before({ block, index }: Place, statements: readonly string[], { text }: ShellScript): Edit {
  const { start } = block.statements[index]!;
  const line = lineStart(text, start);
  const indentation = text.slice(line, start);
  const continues = /\\\r?\n$/.test(text.slice(Math.max(0, line - 3), line));
  if (/^[ \t]*$/.test(indentation) && !continues)
    return { start: line, end: line, replacement: statements.map((statement) => `${indentation}${statement}\n`).join('') };
  return { start, end: start, replacement: statements.map((statement) => `${statement}; `).join('') };
}

function braced({ block, index }: Place, statements: readonly string[]): Edit[] {
  const { start } = block.statements[index]!;
  const end = endOf(block.statements.at(-1)!);
  return [
    { start, end: start, replacement: `{ ${statements.map((statement) => `${statement}; `).join('')}` },
    { start: end, end, replacement: '; }' },
  ];
}
