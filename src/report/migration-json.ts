import type { MigrationResult } from '../migrate/result.ts';
import { jsonText } from './json-text.ts';
import { migrationCounts } from './migration-counts.ts';
import { tool } from './tool.ts';

/** The published form: rules/data/migration.schema.json. Holds no code, no time and no absolute path. */
export function migrationJson(result: MigrationResult, written: boolean): string {
  const { calls, changes, endpoints, problems } = result;
  const changed = new Map(changes.map((change) => [change.file, change]));
  const names = [...new Set([...calls.map(({ file }) => file), ...changed.keys()])].sort();
  const files = names.map((file) => {
    const change = changed.get(file);
    const own = calls.filter((call) => call.file === file);
    return {
      file,
      status: change ? (change.created ? 'created' : 'changed') : 'unchanged',
      together: change?.together ?? [],
      migrated: own.filter(({ status }) => status === 'migrated').length,
      manual: own.filter(({ status }) => status === 'manual').length,
    };
  });
  const counts = migrationCounts(result);
  const summary = { written, ...counts, problems: problems.length };
  const notes = endpoints.map(({ rule, severity, file, range, method, endpoint, message }) => ({
    rule,
    severity,
    file,
    range,
    method,
    resource: endpoint?.resource ?? null,
    message,
  }));
  return `${jsonText({ tool: tool(), summary, files, calls, endpoints: notes, problems }, 2)}\n`;
}
