import type { Position } from '../files/source.ts';
import type { LanguageId } from '../http/call.ts';

export type Severity = 'error' | 'warning' | 'info';
export type Confidence = 'certain' | 'likely' | 'possible';
export type FixLevel = 'safe' | 'suggested' | 'manual';

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface FindingEndpoint {
  readonly api: string;
  /** `{}` stands for what is dynamic; null where there is none to name. */
  readonly resource: string | null;
  /** Everything before the API's path, unknowns in braces: `https://{host}:8443`. */
  readonly base: string | null;
}

export interface FindingCredentials {
  readonly via: string;
  /** The names of the variables that hold the user name; null where there is none or it is a literal. */
  readonly user: string | null;
  /** True where a secret is written into the script. The secret itself is never here. */
  readonly literal: boolean;
  readonly range: Range | null;
}

export interface FindingRelated {
  readonly file: string;
  readonly range: Range;
  readonly message: string;
}

/** Why a finding does not count against a run. */
export interface Suppression {
  readonly kind: 'inline' | 'baseline';
  /** What the comment in the script says. */
  readonly reason?: string;
}

/** What is reported. Data alone: reporters turn it into prose, and its JSON form is published (rules/data/report.schema.json). */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly guarded: boolean;
  readonly file: string;
  readonly range: Range;
  readonly language: LanguageId;
  readonly client: string | null;
  readonly method: string | null;
  readonly endpoint: FindingEndpoint | null;
  readonly credentials: FindingCredentials | null;
  readonly embedded: readonly string[];
  readonly related: readonly FindingRelated[];
  readonly message: string;
  readonly fix: { readonly level: FixLevel; readonly reason: string } | null;
  /** 16 hexadecimal digits over the content; moves with the code and holds no line number. */
  readonly fingerprint: string;
  readonly suppression?: Suppression;
}
