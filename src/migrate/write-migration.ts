import { dirname, resolve } from 'node:path';
import { Dependencies } from './dependencies.ts';
import type { ManualReason } from './plan.ts';
import type { ReasonId } from './reasons.ts';
import type { FileChange, MigrationResult } from './result.ts';
import { removeLeftovers } from './temporaries.ts';
import { writeTogether } from './write.ts';
import { WriteError, type WriteFailure } from './write-error.ts';

const REASONS: Readonly<Record<WriteFailure, ReasonId>> = {
  changed: 'changed-meanwhile',
  exists: 'changed-meanwhile',
  'not-a-file': 'unwritable',
  'outside-root': 'outside-root',
  unwritable: 'unwritable',
};

export interface WrittenMigration {
  /** The migration as it was carried out: `changes` are the files written. */
  readonly result: MigrationResult;
  /** What could not be written, one for each file. */
  readonly failures: readonly WriteError[];
}

/** Removes what killed runs have left beside the files of a migration. @param cwd where it was started */
export function cleanUp({ targets }: Pick<MigrationResult, 'targets'>, cwd: string): string[] {
  return removeLeftovers(targets.map((path) => resolve(cwd, dirname(path))));
}

function reasonOf({ failure, message }: WriteError): ManualReason {
  return { id: REASONS[failure], message };
}

/** Writes the changes of a migration. A file that cannot be written stays as it was, and so do those that need it. Never throws for one. */
export function writeMigration(migration: MigrationResult): WrittenMigration {
  const changes = new Map(migration.changes.map((change) => [change.file, change]));
  const failures = new Map<string, WriteError>();
  const written: FileChange[] = [];
  for (const unit of new Dependencies(migration.changes).units()) {
    const members = unit.map((file) => changes.get(file)!);
    const missing = members.flatMap(({ together }) => together).find((file) => failures.has(file));
    try {
      if (missing !== undefined) {
        const { failure } = failures.get(missing)!;
        throw new WriteError(unit[0]!, failure, `${unit[0]} was not written, as ${missing}, which it needs, could not be.`);
      }
      writeTogether(members);
      written.push(...members);
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      for (const file of unit) failures.set(file, error);
    }
  }
  const calls = migration.calls.map((call) => {
    const failure = call.status === 'migrated' ? failures.get(call.file) : undefined;
    return failure ? { ...call, status: 'manual' as const, reason: reasonOf(failure) } : call;
  });
  return {
    result: { ...migration, calls, changes: migration.changes.filter((change) => written.includes(change)) },
    failures: [...new Set(failures.values())],
  };
}
