import type { Finding } from '../findings/finding.ts';
import type { TimelineEntry } from '../http/endpoint-data.ts';
import type { MigratedCall } from '../migrate/result.ts';
import type { Role } from '../role/role.ts';
import type { ScanResult } from '../scan/result.ts';
import type { LastChange } from './history.ts';
import type { Progress } from './progress.ts';

/** A file with findings. */
export interface AuditFile {
  readonly file: string;
  /** As CODEOWNERS names them. */
  readonly owners: readonly string[];
  /** Null where git does not know the file. */
  readonly lastChange: LastChange | null;
}

/** What a migration report tells: data alone, the same for the same files, history and CODEOWNERS. */
export interface Audit {
  readonly result: ScanResult;
  /** Sorted by path. */
  readonly files: readonly AuditFile[];
  /** What becomes of the calls; null where that was not asked for. */
  readonly calls: readonly MigratedCall[] | null;
  readonly role: Role | null;
  readonly timeline: readonly TimelineEntry[];
  /** Since an earlier report; null without one. */
  readonly progress: Progress | null;
}

/** What becomes of a finding. */
export type Outcome =
  | { readonly kind: 'migrates' }
  | { readonly kind: 'manual'; readonly reason: string; readonly message: string }
  /** No migration answers it: an endpoint that is gone, a password in the script. */
  | { readonly kind: 'none' };

function key({ rule, file, range }: Pick<Finding, 'rule' | 'file' | 'range'>): string {
  return JSON.stringify([rule, file, range.start.line, range.start.column, range.end.line, range.end.column]);
}

/** What becomes of each finding, by the calls of a migration; undefined where no migration was planned. */
export function outcomesOf({ calls }: Pick<Audit, 'calls'>): (finding: Finding) => Outcome | undefined {
  if (!calls) return () => undefined;
  const known = new Map(calls.map((call) => [key(call), call]));
  return (finding) => {
    const call = known.get(key(finding));
    if (!call) return { kind: 'none' };
    return call.reason ? { kind: 'manual', reason: call.reason.id, message: call.reason.message } : { kind: 'migrates' };
  };
}

/** An audit of a scan alone, for formats that show one as a page. */
export function auditOfResult(result: ScanResult): Audit {
  const names = [...new Set(result.findings.map(({ file }) => file))].sort();
  const files = names.map((file): AuditFile => ({ file, owners: [], lastChange: null }));
  return { result, files, calls: null, role: null, timeline: [], progress: null };
}
