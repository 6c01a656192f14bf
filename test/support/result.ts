import type { Finding } from '../../src/findings/finding.ts';
import type { ScanResult } from '../../src/scan/result.ts';

/** A finding as the rules make it, for the tests of reports. */
export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    rule: 'classic-basic-auth',
    severity: 'error',
    confidence: 'certain',
    guarded: false,
    file: 'scripts/enroll.sh',
    range: { start: { line: 2, column: 1 }, end: { line: 2, column: 20 } },
    language: 'shell',
    client: 'curl',
    method: 'GET',
    endpoint: { api: 'classic', resource: 'computers/id/{}', base: 'https://{host}:8443' },
    credentials: {
      via: 'user-option',
      user: 'jssUser',
      literal: false,
      range: { start: { line: 2, column: 6 }, end: { line: 2, column: 8 } },
    },
    embedded: [],
    related: [],
    message: 'curl sends a user name and password to the Classic API.',
    fix: { level: 'safe', reason: 'The call takes a token.' },
    fingerprint: '0123456789abcdef',
    ...overrides,
  };
}

/** A result with these findings; the code of each is what `lines` say. */
export function resultOf(findings: readonly Finding[], overrides: Partial<ScanResult> = {}): ScanResult {
  return {
    findings,
    problems: [],
    failed: [],
    rules: [],
    stats: { files: 3, scripts: 2, parsed: 1, calls: 1, time: { reading: 1 } },
    urls: () => [],
    excerpt: (_, range) => [{ number: range.start.line, text: 'curl -u "$jssUser:$pass" "$url"', mark: [0, 31] }],
    ...overrides,
  };
}
