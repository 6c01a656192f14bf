import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { auditOfResult } from '../../../src/audit/audit.ts';
import { ageText, daysBetween, isDate } from '../../../src/report/age.ts';
import { auditCsv } from '../../../src/report/audit/csv.ts';
import { auditFormatOf } from '../../../src/report/audit/formats.ts';
import { headline } from '../../../src/report/audit/headline.ts';
import { auditJson } from '../../../src/report/audit/json.ts';
import { auditMarkdown } from '../../../src/report/audit/markdown.ts';
import { reasonRows, resourceRows } from '../../../src/report/audit/tables.ts';
import { hostileAudit } from '../../support/audit.ts';
import { finding, resultOf } from '../../support/result.ts';

const DATE = '2026-11-22';
const schemaOf = (name: string) => JSON.parse(readFileSync(new URL(`../../../rules/data/${name}.schema.json`, import.meta.url), 'utf8'));
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true });
for (const name of ['report', 'migration']) ajv.addSchema(schemaOf(name), `${name}.schema.json`);
const validate = ajv.compile(schemaOf('audit'));

describe('JSON', () => {
  test.each([
    ['all parts', auditJson(hostileAudit(), undefined)],
    ['a date', auditJson(hostileAudit(), DATE)],
    ['nothing', auditJson(auditOfResult(resultOf([])), undefined)],
  ])('with %s keeps to the schema', (_, text) => {
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
  });

  test('holds a date and ages only where they were asked for', () => {
    expect(auditJson(hostileAudit(), undefined)).not.toMatch(/"ageInDays"|"date": "2026/);
    expect(JSON.parse(auditJson(hostileAudit(), DATE)).files[1]).toMatchObject({ ageInDays: daysBetween('2011-03-31', DATE) });
  });

  test('the schema refuses what it does not know', () => {
    const data = JSON.parse(auditJson(hostileAudit(), undefined));
    expect(validate({ ...data, extra: 1 })).toBe(false);
    expect(validate({ ...data, role: { ...data.role, questions: [{ kind: 'other' }] } })).toBe(false);
  });
});

test.each([
  ['markdown', (): string => auditMarkdown(hostileAudit(), DATE)],
  ['csv', (): string => auditCsv(hostileAudit(), DATE)],
])('%s of hostile names is as it was', async (name, write) => {
  await expect(write()).toMatchFileSnapshot(`./golden/audit-${name}.golden`);
  expect(write()).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202e]|\p{Surrogate}/u);
});

test('csv starts with a byte order mark and has one row for each finding', () => {
  const audit = hostileAudit();
  const text = auditCsv(audit, DATE);
  expect(text.startsWith('\ufefffile,line,')).toBe(true);
  expect(text.trimEnd().split('\r\n')).toHaveLength(audit.result.findings.length + 1);
});

describe('the headline', () => {
  const outcome = (count: number, manual: number): string => {
    const findings = Array.from({ length: count }, (_, index) => finding({ file: `${index}.sh` }));
    const calls = findings.map(({ rule, file, range }, index) => ({
      ...{ rule, file, range, method: 'GET', resource: 'x', level: 'safe' as const },
      ...(index < manual
        ? { status: 'manual' as const, reason: { id: 'dynamic-url', message: 'x' } }
        : { status: 'migrated' as const, reason: null }),
    }));
    return headline({ ...auditOfResult(resultOf(findings)), calls });
  };

  test.each([
    [1, 0, '1 call in 1 script sends a user name and password. It migrates by itself.'],
    [1, 1, '1 call in 1 script sends a user name and password. It needs a person.'],
    [2, 0, '2 calls in 2 scripts send a user name and password. All of them migrate by themselves.'],
    [2, 1, '2 calls in 2 scripts send a user name and password. 1 of them migrates by itself; 1 needs a person.'],
    [5, 2, '5 calls in 5 scripts send a user name and password. 3 of them migrate by themselves; 2 need a person.'],
    [0, 0, 'None of 2 scripts sends a user name and password to the Classic API.'],
  ])('of %i calls, %i by hand', (count, manual, text) => expect(outcome(count, manual)).toBe(text));

  test('of other findings alone counts them', () => {
    const audit = auditOfResult(resultOf([finding({ rule: 'insecure-tls' })]));
    expect(headline(audit)).toBe('None of 2 scripts sends a user name and password to the Classic API. 1 other finding to look at.');
  });
});

test('suppressed findings are no work', () => {
  const audit = hostileAudit(
    resultOf([finding({ suppression: { kind: 'baseline' } }), finding({ suppression: { kind: 'inline', reason: 'x' } })]),
  );
  expect(reasonRows(audit)).toEqual([]);
  expect(resourceRows(audit.result.findings)).toEqual([]);
});

test.each([
  ['2026-11-22', 'today'],
  ['2026-11-23', 'today'],
  ['2026-11-21', '1 day'],
  ['2026-10-01', '52 days'],
  ['2026-06-01', '5 months'],
  ['2024-12-01', '23 months'],
  ['2021-03-04', '5 years'],
  ['soon', ''],
])('%s was %s ago', (date, age) => expect(ageText(date, DATE)).toBe(age === '' ? '' : age));

test.each([
  ['2026-02-28', true],
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['', false],
  ['2026-11-22T00:00', false],
])('%s is a day: %s', (text, is) => expect(isDate(text)).toBe(is));

test.each([
  ['a.html', 'html'],
  ['A.HTM', 'html'],
  ['b.md', 'markdown'],
  ['c.csv', 'csv'],
  ['d.json', 'json'],
  ['report', undefined],
  ['x.pdf', undefined],
])('%s is %s', (file, format) => expect(auditFormatOf(file)).toBe(format));
