import type { Settings } from '../config/settings.ts';
import type { Scope } from '../files/scope.ts';
import type { Severity } from '../findings/finding.ts';
import type { LanguageId } from '../http/call.ts';
import type { LanguageLoader } from './languages.ts';
import type { Shard } from './shard.ts';

/** How far a scan has come. */
export interface Progress {
  readonly phase: 'finding files' | 'reading' | 'parsing' | 'judging';
  /** The language being parsed. */
  readonly language?: LanguageId;
  readonly done: number;
  readonly total: number;
}

export interface ScanOptions {
  /** The folder that paths and findings are relative to; the current one by default. */
  readonly cwd?: string | undefined;
  /** Files and folders to report on; `['.']` by default. */
  readonly paths?: readonly string[] | undefined;
  /** The largest file that is read, in bytes; 2 MiB by default. */
  readonly maxFileSize?: number | undefined;
  /** Only these rules; all of them by default. */
  readonly rules?: readonly string[] | undefined;
  /** Only findings at or above this; all of them by default. */
  readonly severity?: Severity | undefined;
  /** What a configuration says; see loadSettings. Nothing by default: a scan looks for no configuration of its own. */
  readonly settings?: Settings | undefined;
  /** Which of the paths are reported on, and whose content counts; all by default. */
  readonly scope?: Scope | undefined;
  /** A file of findings that are known, relative to `cwd`; none by default. */
  readonly baseline?: string | undefined;
  /** Whether named files that are no scripts are passed over in silence. */
  readonly ignoreUnknown?: boolean | undefined;
  /** Which part of the work is done: scripts that hang together stay in one part, and each finding is in exactly one. All of it by default. */
  readonly shard?: Shard | undefined;
  /** A folder, absolute, in which results are kept for later runs; none by default. */
  readonly cache?: string | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Extractors in place of the built-in ones. */
  readonly languages?: Readonly<Partial<Record<LanguageId, LanguageLoader>>> | undefined;
}

/** A pattern of the settings, and the key that it stands under: `include` or `exclude`. */
export interface UnusedPattern {
  readonly key: string;
  readonly pattern: string;
}

/** What a scan did, and how long it took. Times never reach a report. */
export interface ScanStats {
  /** Files found that could be scripts. */
  readonly files: number;
  /** Those that are scripts in a language that is known. */
  readonly scripts: number;
  /** Those that were parsed. */
  readonly parsed: number;
  readonly calls: number;
  /** Milliseconds by phase, in the order of the phases. */
  readonly time: Readonly<Record<string, number>>;
}
