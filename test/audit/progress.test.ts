import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { auditOfResult } from '../../src/audit/audit.ts';
import { type EarlierFinding, progressSince, readEarlier } from '../../src/audit/progress.ts';
import type { Finding } from '../../src/findings/finding.ts';
import { auditJson } from '../../src/report/audit/json.ts';
import { json } from '../../src/report/json.ts';
import { temporaryFolder } from '../support/repository.ts';
import { finding, resultOf } from '../support/result.ts';

const A = '000000000000000a';
const B = '000000000000000b';
const now = (file: string, fingerprint: string, more: Partial<Finding> = {}): Finding => finding({ file, fingerprint, ...more });
const then = (file: string, fingerprint: string): EarlierFinding => ({ rule: 'classic-basic-auth', file, fingerprint, line: 1 });
const SUPPRESSED = { suppression: { kind: 'baseline' } } as const;

test.each<[name: string, earlier: EarlierFinding[], findings: Finding[], counts: number[]]>([
  // fixed, added, remaining, suppressed
  ['nothing', [], [], [0, 0, 0, 0]],
  ['all is new', [], [now('a', A)], [0, 1, 0, 0]],
  ['all is gone', [then('a', A)], [], [1, 0, 0, 0]],
  ['the same', [then('a', A)], [now('a', A)], [0, 0, 1, 0]],
  ['a moved script', [then('x/a', A)], [now('y/a', A)], [0, 0, 1, 0]],
  ['a copy', [then('x/a', A)], [now('x/a', A), now('y/a', A)], [0, 1, 1, 0]],
  ['one of two copies gone', [then('x/a', A), then('y/a', A)], [now('y/a', A)], [1, 0, 1, 0]],
  ['one for another', [then('a', A)], [now('a', B)], [1, 1, 0, 0]],
  ['another rule at the place', [then('a', A)], [now('a', A, { rule: 'plain-http' })], [1, 1, 0, 0]],
  ['suppressed since', [then('a', A)], [now('a', A, SUPPRESSED)], [0, 0, 0, 1]],
  ['suppressed and new', [], [now('a', A, SUPPRESSED)], [0, 0, 0, 0]],
])('%s', (_, earlier, findings, counts) => {
  const { fixed, added, remaining, suppressed, before, after } = progressSince(earlier, findings);
  expect([fixed.length, added.length, remaining, suppressed]).toEqual(counts);
  expect(before).toBe(fixed.length + remaining + suppressed);
  expect(after).toBe(remaining + added.length);
});

describe('an earlier report', () => {
  test('can be that of a scan or of this command', () => {
    const result = resultOf([finding(), finding(SUPPRESSED)]);
    const { path } = temporaryFolder({
      'scan.json': json(result, { color: 0, columns: undefined }),
      'report.json': `\ufeff${auditJson(auditOfResult(result), undefined)}`,
    });
    for (const name of ['scan.json', 'report.json']) {
      expect(readEarlier(join(path, name), name)).toEqual([
        { rule: 'classic-basic-auth', file: 'scripts/enroll.sh', line: 2, fingerprint: '0123456789abcdef' },
      ]);
    }
  });

  test.each([
    ['no JSON', '{', /is no JSON/],
    ['another document', '{"results":[]}', /is no report of unbasic/],
    ['a list', '[]', /is no report of unbasic/],
    ['a finding of another tool', '{"findings":[{"id":1}]}', /finding 1 has no rule/],
    ['no finding', '{"findings":[null]}', /finding 1 has no rule/],
  ])('that is %s is refused with its name', (_, content, message) => {
    const { path } = temporaryFolder({ 'old.json': content });
    expect(() => readEarlier(join(path, 'old.json'), 'old.json')).toThrow(message);
    expect(() => readEarlier(join(path, 'old.json'), 'old.json')).toThrow(/^old\.json /);
  });

  test('that does not exist is refused', () => {
    expect(() => readEarlier('/nowhere/old.json', 'old.json')).toThrow(/old\.json cannot be read \(ENOENT\)/);
  });
});
