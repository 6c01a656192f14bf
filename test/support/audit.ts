import type { Audit } from '../../src/audit/audit.ts';
import type { MigratedCall } from '../../src/migrate/result.ts';
import type { ScanResult } from '../../src/scan/result.ts';
import { HOSTILE, hostileResult } from './hostile-result.ts';

/** An audit with all of its parts, hostile names in each. */
export function hostileAudit(result: ScanResult = hostileResult()): Audit {
  const names = [...new Set(result.findings.map(({ file }) => file))].sort();
  const calls = result.findings.map(({ rule, file, range, method }, index): MigratedCall => {
    const common = { rule, file, range, method, resource: 'computers' };
    return index % 2 === 0
      ? { ...common, level: 'safe', status: 'migrated', reason: null }
      : { ...common, level: 'manual', status: 'manual', reason: { id: 'dynamic-url', message: HOSTILE.html } };
  });
  const place = { file: HOSTILE.html, line: 3 };
  const uses = [{ method: 'GET', resource: HOSTILE.markup, places: [place] }];
  return {
    result,
    files: names.map((file, index) => ({
      file,
      owners: index % 2 === 0 ? [HOSTILE.html, '@acme/team'] : [],
      lastChange: index % 3 === 0 ? null : { author: HOSTILE.html, date: `20${10 + index}-03-31` },
    })),
    calls,
    role: {
      privileges: [
        { name: 'Read Computers', inferred: false, notes: [], uses },
        { name: HOSTILE.html, inferred: true, notes: [HOSTILE.formula], uses },
      ],
      questions: [{ kind: 'unknown-resource', message: HOSTILE.html, method: '?', resource: HOSTILE.html, places: [place] }],
      calls: 2,
      scripts: 1,
    },
    timeline: [{ version: '11.17', date: 'mid 2025', fact: HOSTILE.html, source: 'https://jamf.example/<script>' }],
    progress: {
      before: 3,
      after: 4,
      fixed: [{ rule: 'x', file: HOSTILE.html, line: 1, fingerprint: '0' }],
      suppressed: 1,
      added: [{ rule: 'x', file: HOSTILE.formula, line: 1, fingerprint: '1' }],
      remaining: 2,
    },
  };
}
