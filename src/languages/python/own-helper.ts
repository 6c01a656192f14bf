import type { Span } from '../../values/value.ts';
import type { Workspace } from '../language.ts';

/** The lines around the text that `unbasic migrate` puts into a script. */
const START = '# --- unbasic: bearer tokens for Jamf Pro ---';
const END = '# --- end of unbasic ---';

/** Whether a place lies in that text: what it sends is the exchange of credentials for tokens, and no finding. */
export function inOwnHelper({ file, start, end }: Span, workspace: Workspace): boolean {
  const text = workspace.read(file)?.text ?? '';
  const from = text.indexOf(START);
  return from >= 0 && from <= start && end <= text.indexOf(END, from);
}
