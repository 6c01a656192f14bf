import type { MigrationResult } from '../migrate/result.ts';

export interface MigrationCounts {
  /** Files in which something is to be migrated, and files that are made. */
  readonly files: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly calls: number;
  readonly migrated: number;
  readonly manual: number;
}

export function migrationCounts({ calls, changes }: Pick<MigrationResult, 'calls' | 'changes'>): MigrationCounts {
  const files = new Set([...calls.map(({ file }) => file), ...changes.map(({ file }) => file)]).size;
  const migrated = calls.filter(({ status }) => status === 'migrated').length;
  return {
    files,
    changed: changes.length,
    unchanged: files - changes.length,
    calls: calls.length,
    migrated,
    manual: calls.length - migrated,
  };
}
