import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { CASE_LANGUAGES, casesOf, type MigrationCase } from '../support/migration/cases.ts';
import { expectedOf, writeExpected } from '../support/migration/golden.ts';
import { changedAgain, type Migrated, migrateCase } from '../support/migration/migrated.ts';

// Each folder below fixtures/migrate/<language>/ is a case; test/support/migration/cases.ts says what is in it.
// UPDATE=1 npx vitest run --config test/vitest.config.ts test/migrate/cases -t shell/ writes what the cases become now: read it,
// and run test/migrate/behaviour, which runs what is written there.

const UPDATE = process.env.UPDATE === '1';

const made: string[] = [];

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

async function migrated(one: MigrationCase): Promise<Migrated> {
  const result = await migrateCase(one);
  made.push(result.folder);
  return result;
}

for (const language of CASE_LANGUAGES) {
  const cases = casesOf(language);
  (cases.length === 0 ? describe.skip : describe.concurrent)(language, () => {
    for (const one of cases) {
      let migration: Promise<Migrated> | undefined;
      const result = (): Promise<Migrated> => (migration ??= migrated(one));

      test(`${one.name} becomes what is expected`, async () => {
        const { changed, outcomes, failures } = await result();
        if (UPDATE) writeExpected(one, await result());
        expect(failures).toEqual([]);
        const expected = expectedOf(one);
        if (!expected) throw new Error(`${one.name} has no outcomes.json: run with UPDATE=1 and read what it says`);
        expect(outcomes).toEqual(expected.outcomes);
        expect(changed).toEqual(expected.changed);
      });

      test(`${one.name} is not changed again`, async () => {
        expect(await changedAgain(one, await result())).toEqual([]);
      });
    }
  });
}
