import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { migrate } from '../../../src/migrate/migrate.ts';
import type { MigrationResult } from '../../../src/migrate/result.ts';
import { writeMigration } from '../../../src/migrate/write-migration.ts';
import type { MigrationCase } from './cases.ts';

/** What is said of one call, as outcomes.json has it. */
export interface Outcome {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly status: string;
  readonly level: string;
  readonly reason: string | null;
}

/** A case once migrated: the folder, the files that are not as they were, and what was said. */
export interface Migrated {
  readonly folder: string;
  /** By path, the bytes as Latin-1. */
  readonly changed: Readonly<Record<string, string>>;
  readonly outcomes: readonly Outcome[];
  /** Files that were planned but could not be written. */
  readonly failures: readonly string[];
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** The files below a folder, by path, their bytes as Latin-1. */
export function contents(folder: string): Record<string, string> {
  return Object.fromEntries(filesBelow(folder).map((file) => [file, readFileSync(join(folder, file), 'latin1')]));
}

function outcomesOf({ calls }: MigrationResult): Outcome[] {
  return calls.map(({ file, range, rule, status, level, reason }) => ({
    file,
    line: range.start.line,
    rule,
    status,
    level,
    reason: reason?.id ?? null,
  }));
}

/** Migrates a copy of a case's scripts, outside of any repository, so that nothing around it has a say. */
export async function migrateCase({ folder, settings }: MigrationCase): Promise<Migrated> {
  const copy = mkdtempSync(join(tmpdir(), 'unbasic-migrated-'));
  cpSync(join(folder, 'before'), copy, { recursive: true, verbatimSymlinks: true });
  const before = contents(copy);
  const { result, failures } = writeMigration(await migrate({ ...settings.options, cwd: copy }));
  const after = Object.entries(contents(copy)).filter(([file, text]) => before[file] !== text);
  return {
    folder: copy,
    changed: Object.fromEntries(after),
    outcomes: outcomesOf(result),
    failures: failures.map(({ message }) => message),
  };
}

/** The files that a second run would change. */
export async function changedAgain({ settings }: MigrationCase, { folder }: Migrated): Promise<string[]> {
  const { changes } = await migrate({ ...settings.options, cwd: folder });
  return changes.map(({ file }) => file);
}
