import type { Finding } from '../findings/finding.ts';
import type { Secrets } from '../findings/redact.ts';
import type { Problem } from '../languages/language.ts';

/** What a group of scripts comes to: plain data, all that is kept of it. */
export interface GroupResult {
  /** Of all rules and in all files, sorted; secrets of the group's own calls are masked. */
  readonly findings: readonly Finding[];
  /** For each finding the URLs that its call can have, unmasked. */
  readonly urls: readonly (readonly string[])[];
  readonly problems: readonly Problem[];
  /** How many HTTP calls there are. */
  readonly calls: number;
  readonly secrets: Secrets;
  /** The texts that were masked, as they were before: another group may know of a secret in them. */
  readonly shown: readonly string[];
}
