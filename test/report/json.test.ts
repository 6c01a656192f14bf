import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { json } from '../../src/report/json.ts';
import { finding, resultOf } from '../support/result.ts';

const schema = JSON.parse(readFileSync(new URL('../../rules/data/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);
const PLAIN = { color: 0, columns: undefined } as const;

test.each([
  ['nothing', resultOf([])],
  ['a finding', resultOf([finding()])],
  [
    'a finding about text that was not read',
    resultOf([finding({ client: null, method: null, endpoint: null, credentials: null, fix: null })]),
  ],
  ['problems', resultOf([], { problems: [{ file: 'a.sh', code: 'too-large', message: 'It is.' }] })],
])('%s keeps to the schema', (_, result) => {
  validate(JSON.parse(json(result, PLAIN)));
  expect(validate.errors).toBeNull();
});

test.each([
  ['an unknown field', { extra: 1 }],
  ['an unknown severity', { severity: 'fatal' }],
  ['a line 0', { range: { start: { line: 0, column: 1 }, end: { line: 1, column: 1 } } }],
  ['a secret as fingerprint', { fingerprint: 'x' }],
])('the schema refuses %s', (_, change) => {
  expect(validate(JSON.parse(json(resultOf([{ ...finding(), ...change } as never]), PLAIN)))).toBe(false);
});

test('is indented by two, ends with a line end, and counts', () => {
  const text = json(resultOf([finding(), finding({ severity: 'info', guarded: true })]), PLAIN);
  expect(text.startsWith('{\n  "tool": {\n    "name": "unbasic",')).toBe(true);
  expect(text.endsWith('}\n')).toBe(true);
  expect(JSON.parse(text).summary).toEqual({
    scripts: 2,
    files: 1,
    findings: 2,
    errors: 1,
    warnings: 0,
    infos: 1,
    guarded: 1,
    suppressed: 0,
    problems: 0,
  });
});
