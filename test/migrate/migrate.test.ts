import { readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/migrate/migrate.ts';
import type { MigrateOptions } from '../../src/migrate/options.ts';
import type { MigrationResult } from '../../src/migrate/result.ts';
import { writeMigration } from '../../src/migrate/write-migration.ts';
import { fakeLanguages } from '../support/fake-language.ts';
import { type TemporaryFolder, temporaryFolder, temporaryRepository } from '../support/repository.ts';
import { toyPlanners } from '../support/toy-planner.ts';

const CALL = 'curl -u "$user:$pass" "$url/JSSResource/computers"';
const DONE = 'ensure_token\ncurl --oauth2-bearer "$user:$pass" "$url/JSSResource/computers"';

async function run(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: MigrateOptions = {},
  folder = temporaryRepository(files),
) {
  const result = await migrate({ cwd: folder.path, languages: fakeLanguages().loaders, planners: toyPlanners, ...options });
  return { result, folder };
}

/** What becomes of each call: `a.sh:2 migrated`, `a.sh:3 dynamic-url`. */
const verdicts = ({ calls }: MigrationResult): string[] =>
  calls
    .filter(({ rule }) => rule === 'classic-basic-auth')
    .map(({ file, range, reason }) => `${file}:${range.start.line} ${reason?.id ?? 'migrated'}`);
const texts = ({ changes }: MigrationResult): Record<string, string> =>
  Object.fromEntries(changes.map(({ file, after }) => [file, after.toString('latin1')]));
const content = (folder: TemporaryFolder, file: string): string => readFileSync(join(folder.path, file), 'utf8');

test('a file with calls is changed, and each call is accounted for', async () => {
  const { result, folder } = await run({ 'a.sh': `#!/bin/sh\n${CALL}\n${CALL} # manual\n`, 'b.sh': 'echo jamf\n' });
  expect(verdicts(result)).toEqual(['a.sh:2 migrated', 'a.sh:3 dynamic-url']);
  expect(texts(result)).toEqual({ 'a.sh': `#!/bin/sh\n${DONE}\n${CALL} # manual\n` });
  expect(content(folder, 'a.sh')).toContain(CALL);
  expect(result.calls[0]).toEqual({
    rule: 'classic-basic-auth',
    file: 'a.sh',
    range: { start: { line: 2, column: 1 }, end: { line: 2, column: CALL.length + 1 } },
    method: 'GET',
    resource: 'computers',
    level: 'safe',
    status: 'migrated',
    reason: null,
  });
});

test('the reader is told of endpoints that a token does not bring back', async () => {
  const { result } = await run({ 'a.sh': `${CALL}\n` });
  expect(result.endpoints.map(({ rule, file }) => [rule, file])).toEqual([['deprecated-endpoint', 'a.sh']]);
});

describe('nothing changes', () => {
  test.each<[string, Record<string, string>, MigrateOptions, string[]]>([
    ['without a script', { 'README.md': CALL }, {}, []],
    ['without a call', { 'a.sh': 'echo curl jamf\n' }, {}, []],
    ['where every call is manual', { 'a.sh': `${CALL} # manual\n` }, {}, ['a.sh:1 dynamic-url']],
    ['where the planner has nothing to say', { 'a.sh': `${CALL} # SILENT\n` }, {}, ['a.sh:1 unsupported-construct']],
    ['below the level', { 'a.sh': `${CALL} # suggested\n` }, { level: 'safe' }, ['a.sh:1 below-level']],
    ['in a language without a planner', { 'a.py': `import requests\n${CALL}\n` }, {}, ['a.py:2 other-language']],
    ['where no language has one', { 'a.sh': `${CALL}\n` }, { planners: {} }, ['a.sh:1 other-language']],
    [
      'where the planner fails',
      { 'a.sh': `${CALL}\n`, 'b.sh': `${CALL} # PLANNER FAILS\n` },
      {},
      ['a.sh:1 planner-failed', 'b.sh:1 planner-failed'],
    ],
    ['where edits overlap', { 'a.sh': `${CALL} # overlapping\n` }, {}, ['a.sh:1 verification-failed']],
    ['where the call is still there afterwards', { 'a.sh': `${CALL} # kept\n` }, {}, ['a.sh:1 verification-failed']],
    ['where the result has a syntax error', { 'a.sh': `${CALL} # syntax\n` }, {}, ['a.sh:1 verification-failed']],
    ['where the shell refuses the result', { 'a.sh': `#!/bin/bash\n${CALL} # unbalanced\n` }, {}, ['a.sh:2 verification-failed']],
    ['where a second run would change it again', { 'a.sh': `${CALL} # AGAIN\n` }, {}, ['a.sh:1 verification-failed']],
  ])('%s', async (_, files, options, expected) => {
    const { result, folder } = await run(files, options);
    expect(verdicts(result)).toEqual(expected);
    expect(result.changes).toEqual([]);
    expect(writeMigration(result).failures).toEqual([]);
    for (const [file, text] of Object.entries(files)) expect(content(folder, file)).toBe(text);
  });

  test('in a file that was not named', async () => {
    const { result } = await run({ 'a.sh': `${CALL}\n`, 'b.sh': `${CALL}\n` }, { paths: ['b.sh'] });
    expect(verdicts(result)).toEqual(['b.sh:1 migrated']);
    expect(Object.keys(texts(result))).toEqual(['b.sh']);
  });

  test('in a Latin-1 file that has no sign for what is written', async () => {
    const { result } = await run({ 'a.sh': Buffer.from(`# gr\xfcn\n${CALL} # wide\n`, 'latin1') });
    expect(verdicts(result)).toEqual(['a.sh:2 not-round-trippable']);
    expect(result.changes).toEqual([]);
  });

  test('where a link that was named leads out of the folder', async () => {
    const outside = temporaryFolder({ 'real.sh': `${CALL}\n` });
    const folder = temporaryFolder({ 'b.sh': `${CALL}\n` });
    symlinkSync(join(outside.path, 'real.sh'), join(folder.path, 'a.sh'));
    const { result } = await run({}, { paths: ['.', 'a.sh'] }, folder);
    expect(verdicts(result)).toEqual(['a.sh:1 outside-root', 'b.sh:1 migrated']);
    expect(Object.keys(texts(result))).toEqual(['b.sh']);
  });
});

test('one file that fails its checks costs no other', async () => {
  const { result } = await run({ 'a.sh': `${CALL}\n`, 'b.sh': `${CALL} # kept\n`, 'c.sh': `${CALL} # syntax\n`, 'd.sh': `${CALL}\n` });
  expect(verdicts(result)).toEqual(['a.sh:1 migrated', 'b.sh:1 verification-failed', 'c.sh:1 verification-failed', 'd.sh:1 migrated']);
  expect(Object.keys(texts(result))).toEqual(['a.sh', 'd.sh']);
});

test.each([
  ['kept', 'a scan of the result still reports classic-basic-auth'],
  ['syntax', 'the result has a syntax error that the file did not have'],
  ['unbalanced', 'bash -n refuses the result'],
  ['AGAIN', 'a second run would change the result again'],
])('a check that fails is named (%s)', async (word, message) => {
  const { result } = await run({ 'a.sh': `#!/bin/bash\n${CALL} # ${word}\n` });
  expect(result.calls.find(({ rule }) => rule === 'classic-basic-auth')!.reason!.message).toContain(message);
});

test.each<[string, string | Buffer, string]>([
  ['a syntax error that was there before', `SYNTAX\n${CALL}\n`, `SYNTAX\n${DONE}\n`],
  [
    'a script that the shell refused before',
    `#!/bin/bash\nif true\n${CALL} # unbalanced\n`,
    `#!/bin/bash\nif true\n${DONE.replace('ensure_token', 'if true')} # unbalanced\n`,
  ],
  ['CRLF', `${CALL}\r\n`, `${DONE.replace('\n', '\r\n')}\r\n`],
  ['a mark of UTF-8', Buffer.from(`\uFEFF${CALL}\n`), `\xef\xbb\xbf${DONE}\n`],
  ['Latin-1', Buffer.from(`# gr\xfcn\n${CALL}\n`, 'latin1'), `# gr\xfcn\n${DONE}\n`],
  ['no final line end', CALL, DONE],
  ['a suggested change', `${CALL} # suggested\n`, `${DONE} # suggested\n`],
])('%s does not stand in the way', async (_, text, expected) => {
  expect(texts((await run({ 'a.sh': text })).result)).toEqual({ 'a.sh': expected });
});

describe('files that need each other', () => {
  test('change together', async () => {
    const { result } = await run({ 'a.sh': `# NEEDS b.sh\n${CALL}\n`, 'b.sh': `${CALL}\n`, 'c.sh': `${CALL}\n` });
    expect(result.changes.map(({ file, together }) => [file, together])).toEqual([
      ['a.sh', ['b.sh']],
      ['b.sh', []],
      ['c.sh', []],
    ]);
  });

  test('even where one of them holds no call of its own', async () => {
    const { result } = await run({ 'a.sh': `# NEEDS settings.sh\n${CALL}\n`, 'settings.sh': 'echo # SETTINGS\n' });
    expect(texts(result)['settings.sh']).toBe('echo # NEW SETTINGS\n');
  });

  test('unless that one lies outside of what was named', async () => {
    const files = { 'a.sh': `# NEEDS settings.sh\n${CALL}\n`, 'settings.sh': 'echo # SETTINGS\n' };
    expect(verdicts((await run(files, { paths: ['a.sh'] })).result)).toEqual(['a.sh:2 outside-root']);
  });

  test('or not at all', async () => {
    const { result } = await run({ 'a.sh': `# NEEDS b.sh\n${CALL}\n`, 'b.sh': `${CALL} # kept\n`, 'c.sh': `${CALL}\n` });
    expect(verdicts(result)).toEqual(['a.sh:2 verification-failed', 'b.sh:1 verification-failed', 'c.sh:1 migrated']);
    expect(result.calls.find(({ file }) => file === 'a.sh')!.reason!.message).toMatch(/^It changes together with b\.sh\. /);
  });

  test('but the one that is needed changes without the other', async () => {
    const { result } = await run({ 'a.sh': `# NEEDS b.sh\n${CALL} # kept\n`, 'b.sh': `${CALL}\n` });
    expect(verdicts(result)).toEqual(['a.sh:2 verification-failed', 'b.sh:1 migrated']);
  });
});

describe('a helper file', () => {
  test('is made with its folder, once for all', async () => {
    const files = { 'a.sh': `${CALL}\n`, 'b.sh': `${CALL}\n` };
    const { result, folder } = await run(files, { helper: 'lib/token.sh' });
    expect(result.changes.map(({ file, created }) => [file, created])).toEqual([
      ['a.sh', false],
      ['b.sh', false],
      ['lib/token.sh', true],
    ]);
    expect(writeMigration(result).failures).toEqual([]);
    expect(content(folder, 'lib/token.sh')).toBe('ensure_token() { :; }\n');
    expect(readdirSync(folder.path).sort()).toEqual(['.git', 'a.sh', 'b.sh', 'lib']);
    const again = await run(files, { helper: 'lib/token.sh' }, folder);
    expect(again.result.changes).toEqual([]);
  });

  test.each(['kept', 'manual'])('is not made for nothing (%s)', async (word) => {
    const { result } = await run({ 'a.sh': `${CALL} # ${word}\n` }, { helper: 'lib/token.sh' });
    expect(result.changes).toEqual([]);
  });
});

describe('writing', () => {
  test('changes the files, and a second run nothing', async () => {
    const files = { 'a.sh': `${CALL}\n`, 'sub/b c.sh': `${CALL}\n`, 'd.sh': `${CALL} # manual\n` };
    const { result, folder } = await run(files);
    const { result: done, failures } = writeMigration(result);
    expect(failures).toEqual([]);
    expect(done.changes.map(({ file }) => file)).toEqual(['a.sh', 'sub/b c.sh']);
    expect([content(folder, 'a.sh'), content(folder, 'sub/b c.sh'), content(folder, 'd.sh')]).toEqual([
      `${DONE}\n`,
      `${DONE}\n`,
      files['d.sh'],
    ]);
    const again = await run(files, {}, folder);
    expect(again.result.changes).toEqual([]);
    expect(verdicts(again.result)).toEqual(['d.sh:1 dynamic-url']);
  });

  test('a file that changed in the meantime stays, with those that need it', async () => {
    const files = { 'a.sh': `${CALL}\n`, 'b.sh': `# NEEDS a.sh\n${CALL}\n`, 'c.sh': `${CALL}\n` };
    const { result, folder } = await run(files);
    writeFileSync(join(folder.path, 'a.sh'), 'mine\n');
    const { result: done, failures } = writeMigration(result);
    expect(failures.map(({ file, failure }) => [file, failure])).toEqual([
      ['a.sh', 'changed'],
      ['b.sh', 'changed'],
    ]);
    expect(verdicts(done)).toEqual(['a.sh:1 changed-meanwhile', 'b.sh:2 changed-meanwhile', 'c.sh:1 migrated']);
    expect(done.changes.map(({ file }) => file)).toEqual(['c.sh']);
    expect([content(folder, 'a.sh'), content(folder, 'b.sh'), content(folder, 'c.sh')]).toEqual(['mine\n', files['b.sh'], `${DONE}\n`]);
  });

  test('follows a link, which stays one', async () => {
    const folder = temporaryFolder({ 'lib/real': `#!/bin/sh\n${CALL}\n` });
    symlinkSync('lib/real', join(folder.path, 'a.sh'));
    const { result } = await run({}, { paths: ['a.sh', 'lib'] }, folder);
    expect(result.changes.map(({ diffPath }) => diffPath)).toEqual(['lib/real']);
    expect(writeMigration(result).failures).toEqual([]);
    expect(content(folder, 'lib/real')).toBe(`#!/bin/sh\n${DONE}\n`);
    expect(readFileSync(join(folder.path, 'a.sh'), 'utf8')).toBe(`#!/bin/sh\n${DONE}\n`);
  });
});

test('a choice among the files is verified anew, and keeps what belongs together', async () => {
  const { result } = await run({ 'a.sh': `# NEEDS b.sh\n${CALL}\n`, 'b.sh': `${CALL}\n`, 'c.sh': `${CALL}\n` });
  const chosen = await result.restrict(new Set(['a.sh', 'c.sh']));
  expect(chosen.changes.map(({ file }) => file)).toEqual(['c.sh']);
  expect(verdicts(chosen)).toEqual(['a.sh:2 skipped', 'b.sh:1 skipped', 'c.sh:1 migrated']);
});

test('the same files give the same result', async () => {
  const files = { 'b.sh': `${CALL}\n${CALL} # manual\n`, 'a/c.sh': `${CALL}\n`, 'a.sh': `${CALL} # kept\n` };
  const shown = async () => {
    const { result } = await run(files, { helper: 'h.sh' });
    return JSON.stringify([result.calls, result.endpoints, texts(result), result.changes.map(({ together }) => together)]);
  };
  expect(await shown()).toBe(await shown());
});
