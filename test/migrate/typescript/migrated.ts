import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TYPESCRIPT_HELPER_END, TYPESCRIPT_HELPER_START } from '../../../src/migrate/helpers/typescript-helper.ts';
import { migrate } from '../../../src/migrate/migrate.ts';
import type { MigrateOptions } from '../../../src/migrate/options.ts';
import { temporaryFolder } from '../../support/repository.ts';

/** What became of a script. */
export interface Result {
  /** Its text, of the helper the name alone; as it was where nothing changes. */
  readonly text: string;
  /** `level` or `manual: reason: message` for each call. */
  readonly calls: readonly string[];
}

function withoutHelper(text: string): string {
  const start = text.indexOf(TYPESCRIPT_HELPER_START);
  const end = text.indexOf(TYPESCRIPT_HELPER_END);
  if (start < 0) return text;
  const rest = text.slice(end + TYPESCRIPT_HELPER_END.length).replace(/^\n+/, '');
  return text.slice(0, start).replace(/\n+$/, '\n') + rest;
}

/** Migrates files in a folder of their own; gives what becomes of the first. */
export async function migrated(files: Readonly<Record<string, string>>, options: MigrateOptions = {}): Promise<Result> {
  const folder = temporaryFolder(files);
  const { changes, calls } = await migrate({ ...options, cwd: folder.path });
  const [name = ''] = Object.keys(files);
  const change = changes.find(({ file }) => file === name);
  return {
    text: withoutHelper(change?.text ?? readFileSync(join(folder.path, name), 'utf8')),
    calls: calls.map(({ status, level, reason }) => (status === 'manual' ? `manual: ${reason?.id}: ${reason?.message}` : level)),
  };
}
