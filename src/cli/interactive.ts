import { Dependencies } from '../migrate/dependencies.ts';
import type { FileChange, MigrationResult } from '../migrate/result.ts';
import { printable } from '../report/printable.ts';
import { shownDiff } from '../report/shown-diff.ts';
import { plural } from '../report/summary.ts';
import { onTerminal, type Terminal } from './terminal.ts';

/** Unchanged lines shown around a change when more is asked for. */
const MORE_CONTEXT = 15;

const HELP = `y  accept: change the file
n  skip: leave it as it is
m  show more of the script, and what is left to you in it
q  quit: ask no more; what was accepted is changed
`;

export interface Dialogue extends Terminal {
  readonly color: 0 | 1 | 2 | 3;
}

function manualNotes({ calls }: MigrationResult, files: ReadonlySet<string>): string {
  const left = calls.filter(({ file, reason }) => files.has(file) && reason !== null);
  return left
    .map(({ file, range, reason }) => `${printable(`${file}:${range.start.line}`)}  ${reason!.id}: ${printable(reason!.message)}\n`)
    .join('');
}

type Answer = 'accept' | 'skip' | 'quit';

async function decide(changes: readonly FileChange[], result: MigrationResult, { ask, show, color }: Dialogue): Promise<Answer> {
  const { redactor, secrets } = result;
  const diff = (context?: number): string => changes.map((change) => shownDiff(change, { color, redactor, secrets, context })).join('');
  const [first, ...others] = changes;
  const name = printable(first!.file) + (others.length > 0 ? ` and ${plural(others.length, 'file')} with it` : '');
  show(diff());
  for (;;) {
    const answer = (await ask(`Change ${name}? [y,n,m,q,?] `))?.trim().toLowerCase();
    if (answer === undefined || /^q(?:uit)?$/.test(answer)) return 'quit';
    if (/^(?:y|yes|a|accept)$/.test(answer)) return 'accept';
    if (/^(?:n|no|s|skip)$/.test(answer)) return 'skip';
    if (/^m(?:ore)?$/.test(answer)) show(diff(MORE_CONTEXT) + manualNotes(result, new Set(changes.map(({ file }) => file))));
    else show(HELP);
  }
}

/** Goes through the files of a migration; gives those that are to be changed. What a file needs is shown and accepted with it. */
export async function chooseChanges(result: MigrationResult, dialogue: Dialogue): Promise<Set<string>> {
  const accepted = new Set<string>();
  const seen = new Set<string>();
  const dependencies = new Dependencies(result.changes);
  const byFile = new Map(result.changes.map((change) => [change.file, change]));
  const withCalls = new Set(result.calls.filter(({ status }) => status === 'migrated').map(({ file }) => file));
  for (const { file } of result.changes) {
    if (seen.has(file) || accepted.has(file) || !withCalls.has(file)) continue;
    const unit = [file, ...dependencies.closure(file)].filter((other, index, all) => all.indexOf(other) === index && !accepted.has(other));
    const answer = await decide(
      unit.map((other) => byFile.get(other)!),
      result,
      dialogue,
    );
    if (answer === 'quit') break;
    // Those that need each other are one question.
    for (const other of unit) if (answer === 'accept' || dependencies.closure(other).has(file)) seen.add(other);
    if (answer === 'accept') for (const other of unit) accepted.add(other);
  }
  return accepted;
}

/** The same on the terminal. Throws a UsageError when the user breaks off. */
export function askForEach(result: MigrationResult, { color }: Pick<Dialogue, 'color'>): Promise<Set<string>> {
  return onTerminal((terminal) => chooseChanges(result, { color, ...terminal }));
}
