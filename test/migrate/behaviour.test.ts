import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Certificate, makeCertificate } from '../support/jamf-pro/certificate.ts';
import { CASE_LANGUAGES, type CaseRun, casesOf, type InterpreterName, type MigrationCase } from '../support/migration/cases.ts';
import { differences } from '../support/migration/compare.ts';
import { INTERPRETERS } from '../support/migration/interpreters.ts';
import { runScript } from '../support/migration/run-script.ts';

// Runs the scripts of the cases below fixtures/migrate, as they are and as cases.test.ts proves that they become.

let certificate: Certificate | undefined;

beforeAll(async () => {
  certificate = await makeCertificate();
});

afterAll(() => certificate?.remove());

/** What the migrated script does otherwise than it should, in words. */
async function complaints(one: MigrationCase, run: CaseRun, interpreter: InterpreterName, by: Certificate): Promise<string[]> {
  const common = { one, run, interpreter, certificate: by };
  const before = await runScript(common);
  if (before.requests.length === 0) return ['the original makes no request'];
  if (!run.refused && before.requests.some(({ status }) => status === 401)) return ['the original is refused'];
  return differences(before, await runScript({ ...common, before }), run);
}

for (const language of CASE_LANGUAGES) {
  const runs = casesOf(language).flatMap((one) => (one.settings.run ?? []).map((run, index) => ({ one, run, index })));
  (runs.length === 0 ? describe.skip : describe.concurrent)(language, () => {
    for (const { one, run, index } of runs) {
      for (const name of run.interpreters) {
        const title = `${one.name} does the same in ${name}${index === 0 ? '' : ` (${index + 1})`}`;
        if (!INTERPRETERS[name].present) test.skip(`${title}: there is no ${name} here`);
        else
          test(title, async (context) => {
            if (!certificate) return context.skip('there is no openssl that can make a certificate');
            expect((await complaints(one, run, name, certificate)).join('\n')).toBe('');
          });
      }
    }
  });
}
