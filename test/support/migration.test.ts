import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Certificate, makeCertificate } from './jamf-pro/certificate.ts';
import type { CaseRun } from './migration/cases.ts';
import { differences } from './migration/compare.ts';
import { CAN_SEE_PROCESSES } from './migration/exposure.ts';
import { runScript } from './migration/run-script.ts';
import { temporaryFolder } from './repository.ts';

let certificate: Certificate | undefined;

beforeAll(async () => {
  certificate = await makeCertificate();
});

afterAll(() => certificate?.remove());

const BASIC = 'curl -s -u "$2:$3" "$1/JSSResource/buildings"\n';
const TOKEN = `token=$(curl -s -X POST -u "$2:$3" "$1/api/v1/auth/token" | sed -n 's/.*"token" : "\\(.*\\)".*/\\1/p')\n`;
const INVALIDATE = 'curl -s -X POST --oauth2-bearer "$token" "$1/api/v1/auth/invalidate-token"\n';
const CALL = 'curl -s --oauth2-bearer "$token" "$1/JSSResource/buildings"\n';
const GOOD = `${TOKEN}${CALL}${INVALIDATE}`;

async function verdict(before: string, after: string, settings: Partial<CaseRun> = {}): Promise<string> {
  const folder = temporaryFolder({ 'before/a.sh': before, 'after/a.sh': after }).path;
  const run: CaseRun = { file: 'a.sh', interpreters: ['sh'], args: ['{url}', '{user}', '{password}'], ...settings };
  const one = { name: 'one', folder, settings: {} };
  const common = { one, run, interpreter: 'sh' as const, certificate: certificate! };
  const original = await runScript(common);
  return differences(original, await runScript({ ...common, before: original }), run).join('\n');
}

describe.concurrent('what a migrated script does', () => {
  test.each<[string, string, string]>([
    ['the same with a token', BASIC, GOOD],
    [
      'the same at another server',
      `${BASIC}curl -s -u a:b https://other.example.test/x\n`,
      `${GOOD}curl -s -u a:b https://other.example.test/x\n`,
    ],
    ['a failure that was there before', `${BASIC}exit 3\n`, `${GOOD}exit 3\n`],
  ])('%s is well', async (_, before, after) => {
    expect(await verdict(before, after)).toBe('');
  });

  test.each<[string, string, string, RegExp]>([
    ['Basic on Classic', BASIC, BASIC, /^Basic: GET \/JSSResource\/buildings$/m],
    ['a token that stays alive', BASIC, `${TOKEN}${CALL}`, /^1 of 1 tokens are still alive$/m],
    ['another query', BASIC, GOOD.replace('buildings"', 'buildings?x"'), /^requests differ/],
    [
      'another order',
      `${BASIC}${BASIC.replace('buildings', 'sites')}`,
      `${TOKEN}${CALL.replace('buildings', 'sites')}${CALL}${INVALIDATE}`,
      /^requests differ/,
    ],
    [
      'another header',
      BASIC,
      GOOD.replace('curl -s --oauth2-bearer "$token" "$1/JSS', 'curl -s -H "Accept: text/xml" --oauth2-bearer "$token" "$1/JSS'),
      /^requests differ/,
    ],
    ['another output', BASIC, `${GOOD}echo\n`, /^outputs differ/],
    ['another status', BASIC, `${GOOD}exit 1\n`, /^exit statuses differ/],
    ['a complaint of the shell', BASIC, `nothing_of_the_kind\n${GOOD}`, /^a new complaint: .*not found/m],
    [
      'a lost option',
      `${BASIC}`,
      GOOD.replace('curl -s --oauth2-bearer "$token" "$1/JSS', 'curl --oauth2-bearer "$token" "$1/JSS'),
      /^curl shows its progress$/m,
    ],
    ['a helper that has something to say', BASIC, `echo 'unbasic: no answer' >&2\n${GOOD}`, /^a new complaint: unbasic: no answer$/m],
    ['a second try with a wrong password', BASIC, `${TOKEN.replace('$3', '$3?')}${TOKEN.replace('$3', '$3?')}${GOOD}`, /^asked 2 times/m],
    [
      'another login elsewhere',
      `${BASIC}curl -s -u a:b https://other.example.test/x\n`,
      `${GOOD}curl -s https://other.example.test/x\n`,
      /^requests differ/,
    ],
  ])('%s is not', async (_, before, after, complaint) => {
    expect(await verdict(before, after)).toMatch(complaint);
  });

  test.skipIf(!CAN_SEE_PROCESSES)('a token in the process list is not', async () => {
    const after = `${TOKEN}${CALL.replace('--oauth2-bearer "$token"', '-H "Authorization: Bearer $token"')}${INVALIDATE}`;
    expect(await verdict(BASIC, after)).toMatch(/^a secret in the process list: curl .*Bearer/m);
  });
});
