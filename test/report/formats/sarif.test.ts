import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { artifactUri } from '../../../src/report/artifact-uri.ts';
import { sarif } from '../../../src/report/formats/sarif.ts';
import { loadRules } from '../../../src/rules/load.ts';
import { HOSTILE, hostileResult, PROPOSAL } from '../../support/hostile-result.ts';
import { finding, resultOf } from '../../support/result.ts';

const PLAIN = { color: 0, columns: undefined } as const;

// The schema's licence does not let it into this repository. SARIF_SCHEMA names a copy of sarif-schema-2.1.0.json (docs.oasis-open.org).
const SCHEMA = process.env.SARIF_SCHEMA;
if (!SCHEMA) process.stderr.write('SARIF is not held against the OASIS schema: SARIF_SCHEMA does not name a copy of it.\n');

function parse(text: string) {
  return JSON.parse(text).runs[0];
}

describe.skipIf(!SCHEMA || !existsSync(SCHEMA))('the OASIS schema', () => {
  const schema = SCHEMA ? JSON.parse(readFileSync(SCHEMA, 'utf8')) : {};
  // Draft 4 in name alone: nothing in it reads otherwise in draft 7.
  delete schema.$schema;
  delete schema.id;
  const validate = new Ajv({ allErrors: true, strict: false, validateFormats: false }).compile(schema);

  test.each([
    ['nothing', sarif(resultOf([]), PLAIN)],
    ['hostile names', sarif(hostileResult(), { ...PLAIN, proposals: () => PROPOSAL })],
  ])('accepts %s', (_, text) => {
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
  });

  test('refuses what is none', () => {
    expect(validate({ version: '2.1.0', runs: [{ results: [] }] })).toBe(false);
  });
});

test.each([
  ['a b/é.sh', 'a%20b/%C3%A9.sh'],
  ['a:b/c#d?e%f', 'a%3Ab/c%23d%3Fe%25f'],
  ["[x](y)!'*", '%5Bx%5D%28y%29%21%27%2A'],
  ['../up.sh', '../up.sh'],
  ['/abs/o lute.sh', 'file:///abs/o%20lute.sh'],
  ['C:/w in/x.sh', 'file:///C:/w%20in/x.sh'],
  [`half \ud83d`, 'half%20%EF%BF%BD'],
])('the URI of %s', (path, uri) => {
  expect(artifactUri(path)).toBe(uri);
  expect(new URL(uri, 'file:///root/').protocol).toBe('file:');
});

test('every rule has help that people and viewers can read', async () => {
  const { rules } = await loadRules();
  const driver = parse(sarif(resultOf([], { rules }), PLAIN)).tool.driver;
  for (const { id, help, fullDescription, shortDescription } of driver.rules) {
    expect([id, help.markdown.length > 200, help.text.length > 200]).toEqual([id, true, true]);
    expect(fullDescription.text).toMatch(/^[A-Z].*\.$/);
    expect(shortDescription.text).not.toBe('');
  }
});

test('levels, identities and places', () => {
  const [result] = parse(
    sarif(resultOf([finding({ severity: 'info' })], { rules: [{ id: 'classic-basic-auth', severity: 'error', title: 'T' }] }), PLAIN),
  ).results;
  expect(result).toMatchObject({
    ruleId: 'classic-basic-auth',
    ruleIndex: 0,
    level: 'note',
    partialFingerprints: { 'unbasic/v1': '0123456789abcdef' },
    locations: [{ physicalLocation: { artifactLocation: { uri: 'scripts/enroll.sh', uriBaseId: 'SRCROOT' } } }],
  });
  expect(result).not.toHaveProperty('suppressions');
  expect(result).not.toHaveProperty('fixes');
});

test('a file outside has no base, and an unknown rule no index', () => {
  const [result] = parse(sarif(resultOf([finding({ file: '../x.sh' })]), PLAIN)).results;
  expect(result.locations[0].physicalLocation.artifactLocation).toEqual({ uri: '../x.sh' });
  expect(result).not.toHaveProperty('ruleIndex');
});

test('suppressed findings are in it, with their kind and reason; the others then say that they are not', () => {
  const { results } = parse(sarif(hostileResult(), PLAIN));
  const kinds = results.map(({ suppressions }: { suppressions: { kind: string }[] }) => suppressions.map(({ kind }) => kind));
  expect(kinds).toEqual([[], [], [], [], [], [], ['external'], ['inSource']]);
  expect(results[7].suppressions[0].justification).toContain(HOSTILE.html);
});

test('a fix is the change of the whole file', () => {
  const [result] = parse(sarif(resultOf([finding()]), { ...PLAIN, proposals: () => PROPOSAL })).results;
  expect(result.fixes).toHaveLength(1);
  const [change] = result.fixes[0].artifactChanges;
  expect(change.artifactLocation.uri).toBe('scripts/a%20b/%C3%A9%231.py');
  expect(change.replacements).toEqual([
    { deletedRegion: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 1 }, insertedContent: { text: 'token = get_token()\n' } },
    { deletedRegion: { startLine: 7, startColumn: 3, endLine: 7, endColumn: 6 } },
  ]);
});

test.each([
  ['see [x](javascript:y)', 'see \\[x\\](javascript:y)'],
  ['computers[0] and {0}', 'computers[0] and {0}'],
])('the message %s', (message, text) => {
  expect(parse(sarif(resultOf([finding({ message, fix: null })]), PLAIN)).results[0].message.text).toBe(text);
});
