import type { SourceFile } from '../files/source.ts';
import type { Finding, FixLevel, Range } from '../findings/finding.ts';
import type { Redactor } from '../findings/redact.ts';
import type { LanguageId } from '../http/call.ts';
import type { Problem } from '../languages/language.ts';
import type { OrderedEdits } from './edits.ts';
import type { ManualReason } from './plan.ts';

/** A file as it would be changed, verified and ready to be written. */
export interface FileChange {
  /** POSIX, relative to where the migration was started. */
  readonly file: string;
  readonly language: LanguageId;
  readonly created: boolean;
  /** Where the bytes are written: absolute, all symbolic links followed. */
  readonly target: string;
  /** The path by which a diff names it: that of `target`. */
  readonly diffPath: string;
  readonly source: SourceFile;
  readonly edits: OrderedEdits;
  readonly text: string;
  /** The bytes as read; undefined for a file that does not exist yet. */
  readonly before: Buffer | undefined;
  readonly after: Buffer;
  /** The other files that change with this one or not at all, sorted. */
  readonly together: readonly string[];
}

/** What became of a call that a rule reported. */
export interface MigratedCall {
  readonly rule: string;
  readonly file: string;
  readonly range: Range;
  readonly method: string | null;
  /** As a finding names it; null where there is none to name. */
  readonly resource: string | null;
  readonly level: FixLevel;
  readonly status: 'migrated' | 'manual';
  /** Why it is left to a person; null exactly where it is migrated. */
  readonly reason: ManualReason | null;
}

export interface MigrationResult {
  /** Sorted by path. */
  readonly changes: readonly FileChange[];
  /** One for each call with Basic credentials, by file and place. */
  readonly calls: readonly MigratedCall[];
  /** Calls, in the files of `calls`, to endpoints that a token does not bring back. */
  readonly endpoints: readonly Finding[];
  readonly problems: readonly Problem[];
  /** The paths asked for by name that do not exist or cannot be read. */
  readonly failed: readonly string[];
  /** The files that were asked for, by name or by folder, sorted. */
  readonly targets: readonly string[];
  /** What killed runs have left, as far as it was seen. */
  readonly leftovers: readonly string[];
  readonly redactor: Redactor;
  /** Texts of literal secrets, for masking what is shown on a terminal. */
  readonly secrets: readonly string[];
  /** The same migration with these files' changes alone, verified anew. Those that change together stay together. */
  restrict(files: ReadonlySet<string>): Promise<MigrationResult>;
}
