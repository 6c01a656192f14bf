import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TypeScriptHelperOptions, typescriptHelper } from '../../../src/migrate/helpers/typescript-helper.ts';
import { type Certificate, makeCertificate } from '../../support/jamf-pro/certificate.ts';
import type { RecordedRequest } from '../../support/jamf-pro/record.ts';
import { type JamfPro, startJamfPro } from '../../support/jamf-pro/server.ts';
import { runOut, startMovedClock } from '../../support/moved-clock/moved-clock.ts';
import { type NodeRun, NodeScripts, PATIENT } from '../../support/node-scripts.ts';

interface Case extends Partial<TypeScriptHelperOptions> {
  /** What the script does with `unbasicToken`, `URL`, `USER`, `PASSWORD`, and `classic(token, resource)`, which gives a status. */
  readonly script: string;
  readonly secret?: string;
  readonly kind?: 'user' | 'client';
  readonly seconds?: number;
  /** Has the script and the server share a clock that stands until the script sleeps. */
  readonly movedClock?: boolean;
}

interface Outcome extends NodeRun {
  readonly requests: readonly RecordedRequest[];
  readonly alive: number;
  readonly issued: number;
  readonly secret: string;
  readonly account: string;
}

const scripts = new NodeScripts();
let server: JamfPro;
let older: JamfPro;
let tls: JamfPro | undefined;
let certificate: Certificate | undefined;
let count = 0;

beforeAll(async () => {
  certificate = await makeCertificate();
  server = await startJamfPro();
  older = await startJamfPro({ missing: ['/api/v1/oauth/token'] });
  if (certificate) tls = await startJamfPro({ tls: certificate });
});

afterAll(async () => {
  await Promise.all([server.stop(), older.stop(), tls?.stop()]);
  await certificate?.remove();
  scripts.remove();
});

const PRELUDE = `
const { URL, USER, PASSWORD } = process.env;
const classic = async (token, resource) =>
  (await fetch(URL + '/JSSResource/' + resource, { headers: { Authorization: 'Bearer ' + token } })).status;
const sleep = async (seconds) => (await import('node:timers/promises')).setTimeout(seconds * 1000);
const main = async () => {
`;

async function run(
  { script, secret = 'Pa55 w0rd', kind = 'user', seconds, movedClock = false, ...options }: Case,
  by: JamfPro = server,
): Promise<Outcome> {
  const number = ++count;
  const name = kind === 'user' ? `user${number}` : `c0ffee00-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const clock = movedClock ? startMovedClock(scripts.path(`clock${number}`)) : undefined;
  by.add({ name, secret, kind, tokenSeconds: seconds, clock: clock?.read });
  const form = options.form ?? 'esm';
  const helper = typescriptHelper({ auth: 'auto', ...options, form });
  const text = `${helper}${PRELUDE}${script}\n};\nmain();\n`;
  const env = {
    URL: by.url,
    USER: name,
    PASSWORD: secret,
    NODE_EXTRA_CA_CERTS: certificate?.certFile,
    ...clock?.within({ PATH: process.env.PATH, NODE_OPTIONS: PATIENT }),
  };
  const ended = await scripts.run(text, form === 'commonjs' ? '.cjs' : '.mjs', env);
  return { ...ended, requests: by.requests(name), alive: by.alive(name).length, issued: by.issued(name).length, secret, account: name };
}

const paths = ({ requests }: Outcome): string[] => requests.map(({ method, path, scheme }) => `${method} ${path} ${scheme}`);

const FORMS: readonly Partial<TypeScriptHelperOptions>[] = [
  { form: 'esm' },
  { form: 'commonjs' },
  { form: 'esm', https: true },
  { form: 'commonjs', https: true, encoded: true },
];

describe.concurrent('unbasicToken', () => {
  test.each(FORMS)('gets a token, uses it twice and gives it back (%o)', async (options) => {
    const script = `
      console.log(await classic(await unbasicToken(URL, USER, PASSWORD), 'policies'));
      console.log(await classic(await unbasicToken(URL, USER, PASSWORD), 'scripts'));`;
    const outcome = await run({ ...options, script });
    expect(outcome).toMatchObject({ status: 0, stdout: '200\n200\n', stderr: '', alive: 0, issued: 1 });
    expect(paths(outcome)).toEqual([
      'POST /api/v1/auth/token basic',
      'GET /JSSResource/policies bearer',
      'GET /JSSResource/scripts bearer',
      'POST /api/v1/auth/invalidate-token bearer',
    ]);
  });

  test('asks once for fifty calls at a time', async () => {
    const script = `
      const one = async (id) => classic(await unbasicToken(URL, USER, PASSWORD), 'computers/id/' + id);
      console.log(new Set(await Promise.all(Array.from({ length: 50 }, (_, id) => one(id)))).size);`;
    const outcome = await run({ script });
    expect(outcome).toMatchObject({ status: 0, stdout: '1\n', alive: 0, issued: 1 });
    expect(outcome.requests.filter(({ path }) => path === '/api/v1/auth/token')).toHaveLength(1);
    expect(outcome.requests.filter(({ status }) => status === 401)).toEqual([]);
  });

  test.each([{ https: false }, { https: true }])('renews a token of three seconds before it expires (%o)', async (options) => {
    const script = `
      for (let i = 0; i < 9; i++) {
        console.log(await classic(await unbasicToken(URL, USER, PASSWORD), 'sites'));
        await sleep(0.5);
      }`;
    const outcome = await run({ ...options, script, seconds: 3, movedClock: true });
    expect(outcome).toMatchObject({ status: 0, stdout: '200\n'.repeat(9), stderr: '', issued: 3, alive: 0 });
  });

  test('renews a token by the clock of the machine', async () => {
    const script = `
      const first = await unbasicToken(URL, USER, PASSWORD);
      let left = 99;
      while (left > 0 && (await unbasicToken(URL, USER, PASSWORD)) === first) {
        await sleep(0.1);
        left--;
      }
      console.log(left > 0);`;
    const outcome = await run({ script, seconds: 2 });
    expect(outcome).toMatchObject({ status: 0, stdout: 'true\n', stderr: '' });
    await runOut(() => server.alive(outcome.account));
  });

  test('takes the ID and secret of an API client', async () => {
    const script = `console.log(await classic(await unbasicToken(URL, USER, PASSWORD), 'sites'));`;
    const outcome = await run({ script, kind: 'client', secret: 'a+b/c&d=e%f' });
    expect(outcome).toMatchObject({ stdout: '200\n', alive: 0 });
    expect(paths(outcome)[0]).toBe('POST /api/v1/oauth/token none');
  });

  test('asks an older server at the path that it has', async () => {
    const script = `console.log(await classic(await unbasicToken(URL, USER, PASSWORD), 'sites'));`;
    const outcome = await run({ script, kind: 'client' }, older);
    expect(outcome).toMatchObject({ stdout: '200\n', alive: 0 });
    expect(paths(outcome).slice(0, 2)).toEqual(['POST /api/v1/oauth/token none', 'POST /api/oauth/token none']);
  });

  test.each(['p"\'`$HOME\\!%s %d&=+', 'Grüße ß € 日本語', ' leading and trailing ', ':a:b:'])('takes the password %j', async (secret) => {
    const script = `
      console.log(await classic(await unbasicToken(URL, USER, PASSWORD), 'sites'));
      const base64 = Buffer.from(USER + ':' + PASSWORD).toString('base64');
      console.log(await classic(await unbasicTokenBase64(URL, 'Basic ' + base64), 'sites'));`;
    expect(await run({ script, secret, encoded: true })).toMatchObject({ stdout: '200\n200\n', alive: 0 });
  });

  test('finds an API client in base64', async () => {
    const script = `console.log(await classic(await unbasicTokenBase64(URL, btoa(USER + ':' + PASSWORD)), 'sites'));`;
    expect(await run({ script, kind: 'client', encoded: true })).toMatchObject({ stdout: '200\n', alive: 0 });
    expect(await run({ script, kind: 'client', encoded: true, auth: 'client' })).toMatchObject({ stdout: '200\n', alive: 0 });
  });

  test('takes what is no UUID for an API client when told so', async () => {
    const outcome = await run({ script: `console.log(await unbasicToken(URL, 'reader', PASSWORD));`, auth: 'client' });
    expect(outcome.stdout).toBe('\n');
    expect(server.requests('reader').map(({ path }) => path)).toEqual(['/api/v1/oauth/token']);
  });

  test('says once that a password is wrong, and does not try it again', async () => {
    const script = `
      const ask = () => unbasicToken(URL, USER, PASSWORD + 'x');
      console.log(await Promise.all([ask(), ask()]), await ask(), await classic(await ask(), 'sites'));`;
    const outcome = await run({ script });
    expect(outcome.stdout).toContain('401');
    expect(outcome.stderr.match(/unbasic: /g)).toHaveLength(1);
    expect(outcome.stderr).toContain('refuses the user name and password (HTTP 401)');
    expect(outcome.stderr).not.toContain(outcome.secret);
    expect(outcome.requests.filter(({ scheme }) => scheme === 'basic')).toHaveLength(1);
  });

  test('goes on when the server does not answer, and says so', async () => {
    const script = `console.log(JSON.stringify(await unbasicToken('http://127.0.0.1:9', USER, PASSWORD)));`;
    const outcome = await run({ script });
    expect(outcome).toMatchObject({ status: 0, stdout: '""\n' });
    expect(outcome.stderr).toMatch(/^unbasic: http:\/\/127\.0\.0\.1:9 does not answer \(\w+\)\./);
  });

  test.each([
    '`${URL}/`',
    '`${URL}///`',
    '`${URL}/JSSResource`',
    '`${URL}/JSSResource/computers/id/1?x=/JSSResource`',
    "URL.replace('://', '://someone:else@')",
    'new globalThis.URL(URL)',
  ])('knows the server by %s', async (url) => {
    const outcome = await run({ script: `console.log(await classic(await unbasicToken(${url}, USER, PASSWORD), 'sites'));` });
    expect(outcome).toMatchObject({ stdout: '200\n', alive: 0 });
  });

  test('takes https where the address has no scheme', async () => {
    const outcome = await run({ script: `await unbasicToken('127.0.0.1:9/', USER, PASSWORD);` });
    expect(outcome.stderr).toContain('unbasic: https://127.0.0.1:9 does not answer');
  });

  test('carries an agent, ca and rejectUnauthorized to the request for a token', async (context) => {
    if (!tls || !certificate) return context.skip('there is no openssl that can make a certificate');
    const script = `
      const { readFileSync } = await import('node:fs');
      const { Agent } = await import('node:https');
      const ca = readFileSync(process.env.CA);
      const agent = new Agent({ ca });
      for (const connection of [{}, { rejectUnauthorized: false }, { ca }, { agent }])
        console.log((await unbasicToken(URL, USER, PASSWORD, connection)) !== '');`;
    for (const [index, connection] of ['{}', '{ rejectUnauthorized: false }', '{ ca }', '{ agent }'].entries()) {
      const name = `tls${index}`;
      tls.add({ name, secret: 'x', kind: 'user' });
      const helper = typescriptHelper({ auth: 'auto', form: 'esm', https: true });
      const text = `${helper}${PRELUDE}${script.replace(/of \[.*\]\)/, `of [${connection}])`)}\n};\nmain();\n`;
      const ended = await scripts.run(text, '.mjs', { URL: tls.url, USER: name, PASSWORD: 'x', CA: certificate.certFile });
      expect(ended.stdout).toBe(index === 0 ? 'false\n' : 'true\n');
      expect(tls.alive(name)).toEqual([]);
    }
  });

  test.each(['process.exit(3)', "throw new Error('uncaught')", "await Promise.reject('unhandled')"])(
    'gives its token back before %s',
    async (end) => {
      const outcome = await run({ script: `console.log(await classic(await unbasicToken(URL, USER, PASSWORD), 'sites')); ${end};` });
      expect(outcome).toMatchObject({ stdout: '200\n', alive: 0, issued: 1 });
      expect(outcome.status).not.toBe(0);
    },
  );

  test('asks again once a token was given back', async () => {
    const script = `
      process.once('beforeExit', () => setTimeout(async () => {
        console.log(await classic(await unbasicToken(URL, USER, PASSWORD), 'sites'));
      }, 100));
      await unbasicToken(URL, USER, PASSWORD);`;
    expect(await run({ script })).toMatchObject({ status: 0, stdout: '200\n', alive: 0, issued: 2 });
  });
});
