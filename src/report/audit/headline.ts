import type { Audit } from '../../audit/audit.ts';
import { outcomesOf } from '../../audit/audit.ts';
import { plural } from '../summary.ts';
import { totalsOf } from '../totals.ts';
import { callFindings, outcomeCounts } from './tables.ts';

/** What a report comes to, in one or two sentences. */
export function headline(audit: Audit): string {
  const { result, calls } = audit;
  const found = callFindings(result.findings);
  const { scripts, findings } = totalsOf(result);
  if (found.length === 0) {
    const rest = findings > 0 ? ` ${plural(findings, 'other finding')} to look at.` : '';
    return scripts === 0
      ? 'No script was found to scan.'
      : `None of ${plural(scripts, 'script')} sends a user name and password to the Classic API.${rest}`;
  }
  const files = new Set(found.map(({ file }) => file)).size;
  const start = `${plural(found.length, 'call')} in ${plural(files, 'script')} ${found.length === 1 ? 'sends' : 'send'} a user name and password.`;
  if (!calls) return start;
  const { migrates, manual } = outcomeCounts(found, outcomesOf(audit));
  if (manual === 0) return `${start} ${migrates === 1 ? 'It migrates by itself' : 'All of them migrate by themselves'}.`;
  if (migrates === 0) return `${start} ${manual === 1 ? 'It needs' : 'All of them need'} a person.`;
  return `${start} ${migrates} of them ${migrates === 1 ? 'migrates by itself' : 'migrate by themselves'}; ${manual === 1 ? '1 needs' : `${manual} need`} a person.`;
}
