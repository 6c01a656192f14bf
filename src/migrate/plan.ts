import type { FixLevel } from '../findings/finding.ts';
import type { LanguageId } from '../http/call.ts';
import type { Span } from '../values/value.ts';

/** One change of a file's text: `replacement` takes the place of the UTF-16 offsets `start` to `end`. Equal offsets insert. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Which flow the helper knows: by what the credentials look like, API client alone, user account alone. */
export type AuthFlow = 'auto' | 'client' | 'user';

/** How the token is handed to curl. */
export type BearerStyle = 'option' | 'header';

export interface MigrationOptions {
  readonly auth: AuthFlow;
  readonly bearerStyle: BearerStyle;
  /** The least sure level that is still changed. */
  readonly level: Exclude<FixLevel, 'manual'>;
  /** A file that scripts are to source for the helper, POSIX, relative to where the migration was started; inline when absent. */
  readonly helper?: string | undefined;
}

/** Why a call is left to a person: a stable id with a page of its own (reasons.ts lists them), and one sentence for this call. */
export interface ManualReason {
  readonly id: string;
  readonly message: string;
}

/** What becomes of one call that a rule reported. `rule` and `span` are those of the finding. */
export interface CallOutcome {
  readonly rule: string;
  readonly span: Span;
  readonly method: string | undefined;
  readonly resource: string;
  readonly level: FixLevel;
  /** Present exactly when the level is `manual`. */
  readonly reason?: ManualReason | undefined;
}

/** What a language's planner makes of one file. No edits when nothing in it changes. */
export interface FilePlan {
  readonly file: string;
  readonly language: LanguageId;
  /** In any order; two insertions at one place keep theirs. A line feed in a replacement stands for the file's own line end. */
  readonly edits: readonly Edit[];
  readonly outcomes: readonly CallOutcome[];
  /** Files that must change for this one to be changed: it is written together with them or not at all. They may be written without it unless they name it too. */
  readonly together: readonly string[];
  /** The file does not exist yet: its edits are made in an empty text. */
  readonly create?: boolean | undefined;
}
