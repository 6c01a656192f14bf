import type { Confidence, FixLevel, Severity } from '../findings/finding.ts';
import type { EndpointData, TimelineEntry } from '../http/endpoint-data.ts';
import type { Condition } from './condition.ts';

/** What a rule reports once: each call, each place where a credential is written, each endpoint of a call. */
export type Per = 'call' | 'credential' | 'endpoint';

/** A departure from the rule's own severity and message, taken when its condition holds as well. */
export interface RuleCase {
  readonly when: Condition;
  readonly severity?: Severity | undefined;
  readonly message?: string | undefined;
}

/** A rule as rules/<id>.yml states it; rules/README.md documents the form. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  /** One line with placeholders; see message.ts. */
  readonly message: string;
  readonly when: Condition;
  readonly per: Per;
  readonly confidence: Confidence;
  readonly fix: { readonly level: FixLevel; readonly reason: string };
  /** The versions of Jamf Pro that it concerns, in words. */
  readonly versions: string;
  readonly cases: readonly RuleCase[];
  /** Ids of rules that say more: where one of them reports the same place, this one is silent. */
  readonly unless: readonly string[];
  /** The absolute path of the page that explains it. */
  readonly page?: string | undefined;
}

export interface RuleSet {
  /** Sorted by id. */
  readonly rules: readonly Rule[];
  readonly endpoints: EndpointData;
  readonly timeline: readonly TimelineEntry[];
}

/** A rule or data file that cannot be used; the message names the file, the line and the key. */
export class RuleError extends Error {
  readonly code = 'RULE_INVALID';
  readonly file: string;
  readonly line: number | undefined;

  constructor(file: string, line: number | undefined, message: string) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${message}`);
    this.name = 'RuleError';
    this.file = file;
    this.line = line;
  }
}
