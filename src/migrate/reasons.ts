import { join } from 'node:path';
import { packageRoot } from '../files/package-root.ts';

/** Why a call can be left to a person. Each has a page, rules/reasons/<id>.md. */
export const REASON_IDS = [
  'below-level',
  'cannot-wait',
  'changed-meanwhile',
  'credentials-unknown',
  'dynamic-url',
  'guarded-branch',
  'inside-eval',
  'never-worked',
  'not-round-trippable',
  'other-language',
  'outside-root',
  'parse-error-nearby',
  'planner-failed',
  'remote-shell',
  'shared-file',
  'skipped',
  'suppressed',
  'unsupported-client',
  'unsupported-construct',
  'unwritable',
  'verification-failed',
] as const;

export type ReasonId = (typeof REASON_IDS)[number];

export function isReasonId(id: string): id is ReasonId {
  return (REASON_IDS as readonly string[]).includes(id);
}

/** The absolute path of the page that says what a reason means and what to do by hand. */
export function reasonPage(id: ReasonId): string {
  return join(packageRoot(), 'rules', 'reasons', `${id}.md`);
}
