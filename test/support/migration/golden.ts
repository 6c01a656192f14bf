import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MigrationCase } from './cases.ts';
import { contents, type Migrated } from './migrated.ts';

/** What a case is expected to become; undefined where nobody has written it down. */
export function expectedOf({ folder }: MigrationCase): Pick<Migrated, 'changed' | 'outcomes'> | undefined {
  const outcomes = join(folder, 'outcomes.json');
  if (!existsSync(outcomes)) return undefined;
  return { changed: contents(join(folder, 'after')), outcomes: JSON.parse(readFileSync(outcomes, 'utf8')) };
}

/** Writes down what a case has become. */
export function writeExpected({ folder }: MigrationCase, { changed, outcomes }: Migrated): void {
  const after = join(folder, 'after');
  rmSync(after, { recursive: true, force: true });
  for (const [file, text] of Object.entries(changed)) {
    mkdirSync(dirname(join(after, file)), { recursive: true });
    writeFileSync(join(after, file), text, 'latin1');
  }
  const lines = outcomes.map((outcome) => `  ${JSON.stringify(outcome)}`);
  writeFileSync(join(folder, 'outcomes.json'), lines.length === 0 ? '[]\n' : `[\n${lines.join(',\n')}\n]\n`);
}

/** Puts a case's scripts into a folder, as they were or as they are expected to become. */
export function layOut({ folder }: MigrationCase, side: 'before' | 'after', target: string): void {
  cpSync(join(folder, 'before'), target, { recursive: true, verbatimSymlinks: true });
  const after = join(folder, 'after');
  if (side === 'after' && existsSync(after)) cpSync(after, target, { recursive: true });
}
