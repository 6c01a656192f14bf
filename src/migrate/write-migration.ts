import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { claimFolders } from './claim.ts';
import { Dependencies } from './dependencies.ts';
import { removeLeftovers } from './leftovers.ts';
import type { ManualReason } from './plan.ts';
import type { ReasonId } from './reasons.ts';
import type { FileChange, MigrationResult } from './result.ts';
import { writeTogether } from './write.ts';
import { WriteError, type WriteFailure } from './write-error.ts';

const REASONS: Readonly<Record<WriteFailure, ReasonId>> = {
  busy: 'unwritable',
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
  /** Files that had other names too (hard links), which go on naming the old content. */
  readonly parted: readonly string[];
}

/** Removes what killed runs have left among the files of a migration. @param cwd where it was started */
export function cleanUp({ targets, leftovers }: Pick<MigrationResult, 'targets' | 'leftovers'>, cwd: string): string[] {
  return removeLeftovers([...targets, ...leftovers].map((path) => resolve(cwd, dirname(path))));
}

/** The nearest folder above a file that exists. */
function folderOf(target: string): string {
  let folder = dirname(target);
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}

function reasonOf({ failure, message }: WriteError): ManualReason {
  return { id: REASONS[failure], message };
}

/**
 * Writes the changes of a migration. A file that cannot be written stays as it was, and so do those that need it; it never throws for one. While
 * another run writes in the same folders it waits. Throws a WriteError when that one does not end.
 */
export function writeMigration(migration: MigrationResult): WrittenMigration {
  const release = claimFolders(migration.changes.map(({ target }) => folderOf(target)));
  try {
    return writeClaimed(migration);
  } finally {
    release();
  }
}

function writeClaimed(migration: MigrationResult): WrittenMigration {
  const changes = new Map(migration.changes.map((change) => [change.file, change]));
  const failures = new Map<string, WriteError>();
  const written: FileChange[] = [];
  const parted: string[] = [];
  for (const unit of new Dependencies(migration.changes).units()) {
    const members = unit.map((file) => changes.get(file)!);
    const missing = members.flatMap(({ together }) => together).find((file) => failures.has(file));
    try {
      if (missing !== undefined) {
        const { failure } = failures.get(missing)!;
        throw new WriteError(unit[0]!, failure, `${unit[0]} was not written, as ${missing}, which it needs, could not be.`);
      }
      parted.push(...writeTogether(members).parted);
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
    parted,
  };
}
