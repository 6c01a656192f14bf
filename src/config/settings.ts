import type { Severity } from '../findings/finding.ts';
import type { Vocabulary } from '../http/vocabulary.ts';
import type { MigrationOptions } from '../migrate/plan.ts';
import type { DataFile } from '../rules/data-file.ts';

/** What configuration files say, once they are read and joined. Paths in it are absolute. */
export interface Settings extends Vocabulary {
  /** What messages name files relative to. */
  readonly cwd: string;
  /** The files that it was read from, the one that was found first. */
  readonly files: readonly string[];
  /** The folder that patterns are relative to: that of the file that was found. */
  readonly folder: string;
  /** Patterns as in `.gitignore`; nothing else is scanned where there are any. */
  readonly include: readonly string[];
  /** Patterns as in `.gitignore`. */
  readonly exclude: readonly string[];
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  readonly ruleFolders: readonly string[];
  /** What it says of endpoints, in the form of a file of `rules/data`. */
  readonly endpoints: readonly DataFile[];
  /** The baseline file, or false for none. */
  readonly baseline?: string | false;
  /** A folder to keep results in, or whether to keep them in the usual one. */
  readonly cache?: string | boolean;
  readonly severity?: Severity;
  readonly failOn?: Severity | 'never';
  readonly maxFileSize?: number;
  readonly migration: Partial<MigrationOptions>;
}

/** The settings of a run without a configuration file. */
export function noSettings(cwd: string, folder = cwd): Settings {
  const lists = { files: [], include: [], exclude: [], ruleFolders: [], endpoints: [], servers: [] };
  return { cwd, folder, ...lists, rules: {}, clients: {}, migration: {} };
}

/** The part of the settings that extraction needs, as plain data. */
export function vocabularyOf(settings: Settings | undefined): Vocabulary | undefined {
  return settings && { servers: settings.servers, clients: settings.clients };
}
