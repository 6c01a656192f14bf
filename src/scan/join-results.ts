import type { Finding } from '../findings/finding.ts';
import { compareFindings } from '../findings/order.ts';
import { Redactor, type Secrets } from '../findings/redact.ts';
import type { Problem } from '../languages/language.ts';
import { secretsOfAll, withForeignSecrets } from './foreign-secrets.ts';
import type { GroupResult } from './group-result.ts';

/** What all groups of a scan come to. */
export interface Joined {
  /** Sorted, in all files. */
  readonly findings: readonly Finding[];
  /** What the URL of a finding's call can be, unmasked. */
  readonly urls: (finding: Finding) => readonly string[];
  /** Knows the secrets of all groups. */
  readonly redactor: Redactor;
  readonly problems: readonly Problem[];
  readonly calls: number;
  /** The secrets of all groups, and the results of which another group's secret was a part. */
  readonly secrets: Secrets;
  readonly madeAgain: ReadonlySet<number>;
}

function isSame(one: Finding, other: Finding): boolean {
  return compareFindings(one, other) === 0 && one.fingerprint === other.fingerprint && one.message === other.message;
}

/** Findings of several groups in order. Groups share no script; what two of them find all the same, in a library that neither is known to use, counts once. */
export function sortedOnce(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(compareFindings);
  return sorted.filter((finding, index) => index === 0 || !isSame(sorted[index - 1]!, finding));
}

/**
 * Joins the results of groups to those of the whole.
 * @param again makes one result anew, with these secrets masked
 */
export async function joinResults(
  results: readonly GroupResult[],
  again: (index: number, secrets: Secrets) => Promise<GroupResult>,
): Promise<Joined> {
  const secrets = secretsOfAll(results);
  const final = [...results];
  const madeAgain = new Set(withForeignSecrets(results, secrets));
  for (const index of madeAgain) final[index] = await again(index, secrets);
  const urls = new Map<Finding, readonly string[]>();
  for (const result of final) for (const [index, finding] of result.findings.entries()) urls.set(finding, result.urls[index]!);
  return {
    findings: sortedOnce(final.flatMap(({ findings }) => findings)),
    urls: (finding) => urls.get(finding) ?? [],
    redactor: new Redactor(secrets),
    problems: final.flatMap(({ problems }) => problems),
    secrets,
    madeAgain,
    calls: final.reduce((sum, result) => sum + result.calls, 0),
  };
}
