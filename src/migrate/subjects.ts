import type { SourceFile } from '../files/source.ts';
import type { Finding } from '../findings/finding.ts';
import type { Span } from '../values/value.ts';
import type { ManualReason } from './plan.ts';

type Fallback = Readonly<Record<string, ManualReason>>;

/**
 * The rules whose findings a migration answers, each with what is said of a finding that no planner has answered.
 */
const FALLBACK: Fallback = {
  'classic-basic-auth': {
    id: 'unsupported-construct',
    message: 'The call is written in a way that cannot be changed safely.',
  },
  'legacy-token-endpoint': {
    id: 'unsupported-construct',
    message: 'The lines that read the answer of this token endpoint cannot be changed safely.',
  },
  'jamf-pro-api-basic-auth': {
    id: 'never-worked',
    message: 'The Jamf Pro API has never taken a user name and password here, so what the call is for needs a look first.',
  },
  'possible-basic-auth': {
    id: 'dynamic-url',
    message: 'Whether the call goes to the Classic API cannot be read from the script.',
  },
  'unparsed-call': {
    id: 'parse-error-nearby',
    message: 'This part of the script could not be read.',
  },
};

/** The rules whose findings are answered: each becomes a call of the result, migrated or manual. */
export const MIGRATED_RULES: readonly string[] = Object.keys(FALLBACK);

/** The rules about endpoints that a token does not bring back. */
export const ENDPOINT_RULES: readonly string[] = ['removed-endpoint', 'deprecated-endpoint'];

export function fallbackReason(rule: string): ManualReason {
  return FALLBACK[rule]!;
}

/** Where a finding stands, as offsets. */
export function spanOf({ file, range }: Pick<Finding, 'file' | 'range'>, source: SourceFile | undefined): Span {
  const offset = ({ line, column }: Finding['range']['start']): number => (source?.lineStarts[line - 1] ?? 0) + column - 1;
  return { file, start: offset(range.start), end: offset(range.end) };
}

/** What tells a finding of a rule at a place from all others. */
export function subjectKey(rule: string, { file, start, end }: Span): string {
  return `${rule}\u0000${file}\u0000${start}\u0000${end}`;
}
