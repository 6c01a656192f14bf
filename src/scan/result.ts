import type { Position } from '../files/source.ts';
import type { BaselineMatch } from '../findings/baseline.ts';
import type { Finding, Range, Severity } from '../findings/finding.ts';
import type { Problem } from '../languages/language.ts';
import type { ScanStats, UnusedPattern } from './options.ts';
import type { ShardReport } from './shard.ts';

/** A line of a script as reports show it: secrets masked, the marked part in UTF-16 offsets of `text`. */
export interface ExcerptLine {
  readonly number: number;
  readonly text: string;
  readonly mark?: readonly [start: number, end: number] | undefined;
}

/** What a report may say of a rule. */
export interface RuleSummary {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
}

export interface ScanResult {
  /** In the order of files and positions. */
  readonly findings: readonly Finding[];
  /** What could not be done, in the order of files. */
  readonly problems: readonly Problem[];
  /** The paths asked for by name that do not exist or cannot be read. */
  readonly failed: readonly string[];
  /** The rules that were applied. */
  readonly rules: readonly RuleSummary[];
  readonly stats: ScanStats;
  /** What the URL of a finding's call can be, unknowns by their names in braces, secrets masked. */
  readonly urls: (finding: Finding) => readonly string[];
  /** The lines of a file that a range covers, secrets masked. */
  readonly excerpt: (file: string, range: Range) => readonly ExcerptLine[];
  /** Patterns of the settings that none of the files found matches. */
  readonly unusedPatterns?: readonly UnusedPattern[] | undefined;
  /** How findings and the baseline go together; absent without one. */
  readonly baseline?: BaselineMatch | undefined;
  /** The part of a scan that this is; absent where it is all of one. */
  readonly shard?: ShardReport | undefined;
  /** The column of a position in bytes of UTF-8, from 1; absent where the texts are not at hand. */
  readonly utf8Column?: ((file: string, position: Position) => number) | undefined;
}
