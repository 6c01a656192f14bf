import type { Finding, Range } from '../findings/finding.ts';

export interface ProposedEdit {
  readonly range: Range;
  readonly text: string;
}

/** One file of a proposed change. */
export interface ProposedFile {
  /** POSIX, relative to where the scan was started. */
  readonly file: string;
  readonly created: boolean;
  /** In order; they do not overlap. */
  readonly edits: readonly ProposedEdit[];
  /** Whole lines, first to last edited one, as one edit: what a review can accept with one click. Absent where they hold a secret. */
  readonly lines?: ProposedEdit | undefined;
}

/**
 * A change that a reader may accept. It is a whole: the calls of a file need the helper that gets the token, so none of them is offered alone.
 */
export interface Proposal {
  /** How many calls it migrates. */
  readonly calls: number;
  readonly files: readonly ProposedFile[];
}

/** The proposal that stands at a finding: at the first migrated call of its file. */
export type Proposals = (finding: Finding) => Proposal | undefined;
