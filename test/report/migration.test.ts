import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import type { MigratedCall } from '../../src/migrate/result.ts';
import { unifiedDiff } from '../../src/migrate/unified.ts';
import { migrationJson } from '../../src/report/migration-json.ts';
import { migrationSummary } from '../../src/report/migration-summary.ts';
import { shownDiff } from '../../src/report/shown-diff.ts';
import { text } from '../../src/values/value.ts';
import { basicCall, fakeLanguages } from '../support/fake-language.ts';
import { temporaryFolder } from '../support/repository.ts';
import { toyPlanners } from '../support/toy-planner.ts';

const CALL = 'curl -u "$user:$pass" "$url/JSSResource/computers"\n';
const PLAIN = { color: 0, columns: undefined } as const;

async function migrated(files: Readonly<Record<string, string>>, loaders = fakeLanguages().loaders, helper?: string) {
  const { path } = temporaryFolder(files);
  return migrate({ cwd: path, languages: loaders, planners: toyPlanners, helper });
}

const schema = JSON.parse(readFileSync(new URL('../../rules/data/migration.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);

describe('JSON', () => {
  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['a migrated call', { 'a.sh': CALL }],
    [
      'calls of all kinds',
      { 'a.sh': CALL, 'b.sh': `${CALL.trim()} # manual\n${CALL}`, 'c.sh': `${CALL.trim()} # kept\n`, 'd.sh': 'a\u0000' },
    ],
  ])('%s keeps to the schema', async (_, files) => {
    for (const helper of [undefined, 'lib.sh']) {
      validate(JSON.parse(migrationJson(await migrated(files, undefined, helper), false)));
      expect(validate.errors).toBeNull();
    }
  });

  test.each<[string, Partial<MigratedCall>]>([
    ['a manual call without a reason', { status: 'manual' }],
    ['a migrated call with a reason', { reason: { id: 'dynamic-url', message: 'x' } }],
    ['an unknown status', { status: 'maybe' as 'manual' }],
    ['an unknown field', { secret: 'x' } as Partial<MigratedCall>],
  ])('the schema refuses %s', async (_, change) => {
    const result = await migrated({ 'a.sh': CALL });
    const calls = result.calls.map((call) => ({ ...call, ...change }));
    expect(validate(JSON.parse(migrationJson({ ...result, calls }, false)))).toBe(false);
  });

  test('counts files and calls', async () => {
    const files = {
      'a.sh': CALL + CALL,
      'b.sh': `${CALL}${CALL.trim()} # manual\n`,
      'c.sh': `${CALL.trim()} # manual\n`,
      'd.sh': 'echo\n',
    };
    const { summary, files: listed } = JSON.parse(migrationJson(await migrated(files, undefined, 'lib.sh'), true));
    expect(summary).toEqual({ written: true, files: 4, changed: 3, unchanged: 1, calls: 5, migrated: 3, manual: 2, problems: 0 });
    expect(listed).toEqual([
      { file: 'a.sh', status: 'changed', together: ['lib.sh'], migrated: 2, manual: 0 },
      { file: 'b.sh', status: 'changed', together: ['lib.sh'], migrated: 1, manual: 1 },
      { file: 'c.sh', status: 'unchanged', together: [], migrated: 0, manual: 1 },
      { file: 'lib.sh', status: 'created', together: [], migrated: 0, manual: 0 },
    ]);
  });
});

describe('the summary', () => {
  test('says what is left, why, what helps, and which endpoints a token does not bring back', async () => {
    const shown = migrationSummary(await migrated({ 'a.sh': CALL, 'b.sh': `${CALL.trim()} # manual\n` }), false, PLAIN);
    expect(shown).toContain('b.sh:1  dynamic-url\n    Not known.\n');
    expect(shown).toContain('unbasic explain dynamic-url');
    expect(shown).toMatch(/A token does not bring these endpoints back\n {2}a\.sh:1 {2}deprecated-endpoint\n/);
    expect(shown).toContain('1 file would change. Of 2 calls, 1 can be migrated, 1 left to you.');
    expect(shown).toContain('--write');
  });

  test('of nothing is one line', async () => {
    expect(migrationSummary(await migrated({}), false, PLAIN)).toBe('Nothing to migrate.\n');
  });

  test('of what was written does not offer to write it', async () => {
    const shown = migrationSummary(await migrated({ 'a.sh': CALL }), true, PLAIN);
    expect(shown).toContain('1 file was changed. Of 1 call, 1 migrated, 0 left to you.');
    expect(shown).not.toContain('--write');
  });
});

/** A language in which the password of every call is the literal that stands in the quotes behind `pass=`. */
function withPassword(password: string) {
  return fakeLanguages((file) =>
    [...file.text.matchAll(/curl -u.*/g)].map((match) => {
      const call = basicCall(file.path, match.index, match.index + match[0].length);
      const at = file.text.indexOf(password);
      const value = text(password, { file: file.path, start: at, end: at + password.length });
      return { ...call, credentials: call.credentials.map((credential) => ({ ...credential, password: value })) };
    }),
  ).loaders;
}

describe('a diff on a terminal', () => {
  test.each(['Pr0bably-S3cret!', 'abc1', 'sesame', 'a b$c'])('does not show the password %s', async (password) => {
    const script = `pass="${password}"\necho ${password}\ncurl -u "admin:${password}" "$url/JSSResource/computers"\n`;
    const { changes, redactor, secrets } = await migrated({ 'a.sh': script }, withPassword(password));
    const shown = shownDiff(changes[0]!, { color: 0, redactor, secrets });
    expect(shown).not.toContain(password);
    expect(shown).toContain('•••');
    expect(shown).toContain('+curl --oauth2-bearer');
    expect(shown.split('\n').length).toBe(unifiedDiff(changes[0]!).toString().split('\n').length);
    // What is piped has to be applied, so it holds the lines as they are.
    expect(unifiedDiff(changes[0]!).toString()).toContain(password);
  });

  test('leaves everything else as it is', async () => {
    const { changes, redactor, secrets } = await migrated({ 'a.sh': `# password\npassword="$4"\n${CALL}` }, withPassword('password'));
    expect(shownDiff(changes[0]!, { color: 0, redactor, secrets })).toContain(' # •••\n password="$4"\n+ensure_token\n-curl');
  });

  test('shows nothing that moves the cursor', async () => {
    const { changes, redactor, secrets } = await migrated({ 'a.sh': `# \u001b[2J\u202e\r\n${CALL}` });
    expect(shownDiff(changes[0]!, { color: 0, redactor, secrets })).not.toMatch(/[\u001b\u202e\r]/);
  });

  test('has colours where they are asked for', async () => {
    const { changes, redactor, secrets } = await migrated({ 'a.sh': CALL });
    expect(shownDiff(changes[0]!, { color: 1, redactor, secrets })).toContain('\u001b[32m+');
  });
});

test('no secret stands in the JSON or the summary', async () => {
  const password = 'Pr0bably-S3cret!';
  const script = `pass="${password}"\ncurl -u "admin:${password}" "$url/JSSResource/computers" # kept\n`;
  const result = await migrated({ 'a.sh': script }, withPassword(password));
  expect(migrationJson(result, false) + migrationSummary(result, false, PLAIN)).not.toContain(password);
});
