import { resolve } from 'node:path';
import { ruleSetOf } from '../config/rule-set.ts';
import { workTreeRoot } from '../files/git.ts';
import type { Finding } from '../findings/finding.ts';
import { compareText } from '../findings/order.ts';
import { migrate } from '../migrate/migrate.ts';
import type { MigrateOptions } from '../migrate/options.ts';
import { loadPrivileges } from '../role/load-privileges.ts';
import { roleOf } from '../role/role-of.ts';
import { analyse } from '../scan/analyse.ts';
import type { ScanOptions } from '../scan/options.ts';
import { judge } from '../scan/scan.ts';
import type { Audit, AuditFile } from './audit.ts';
import { lastChanges } from './history.ts';
import { ownersIn } from './owners.ts';
import { progressSince, readEarlier } from './progress.ts';

export interface AuditOptions extends ScanOptions, Pick<MigrateOptions, 'auth' | 'bearerStyle' | 'level' | 'planners'> {
  /** An earlier JSON report, relative to `cwd`. */
  readonly since?: string | undefined;
}

async function filesOf(findings: readonly Finding[], cwd: string): Promise<AuditFile[]> {
  const names = [...new Set(findings.map(({ file }) => file))].sort(compareText);
  const changes = await lastChanges(cwd, names);
  const root = await workTreeRoot(cwd).catch(() => cwd);
  const ownersOf = ownersIn(root, cwd);
  return names.map((file) => ({ file, owners: ownersOf(file), lastChange: changes.get(file) ?? null }));
}

/**
 * Gathers what a migration report tells: a scan, a migration that is planned and not made, the role, owners and history. Reads files and runs
 * `git`; writes nothing. Throws as scan does, and an EarlierReportError.
 */
export async function audit(options: AuditOptions = {}): Promise<Audit> {
  const cwd = resolve(options.cwd ?? '.');
  const earlier = options.since === undefined ? undefined : readEarlier(resolve(cwd, options.since), options.since);
  const analysis = await analyse(options);
  const ruleSet = await ruleSetOf(options.settings);
  const result = await judge(analysis, options);
  const { calls } = await migrate({ ...options, cwd }, analysis);
  const reported = new Set(result.findings.map(({ rule, file }) => `${rule}\u0000${file}`));
  return {
    result,
    files: await filesOf(result.findings, cwd),
    calls: calls.filter(({ rule, file }) => reported.has(`${rule}\u0000${file}`)),
    role: roleOf(analysis.calls, { ...analysis, endpoints: ruleSet.endpoints, privileges: loadPrivileges() }),
    timeline: ruleSet.timeline,
    progress: earlier ? progressSince(earlier, result.findings) : null,
  };
}
