import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HelperShell, shellHelper } from '../../../src/migrate/helpers/shell-helper.ts';
import { type Certificate, makeCertificate } from '../../support/jamf-pro/certificate.ts';
import { type JamfPro, startJamfPro } from '../../support/jamf-pro/server.ts';
import { runOut, startMovedClock } from '../../support/moved-clock/moved-clock.ts';
import { runShell, SHELLS, type Shell } from '../../support/shells.ts';
import { ADDRESS_CASES } from './address-cases.ts';
import { CREDENTIAL_CASES } from './credential-cases.ts';
import { ENDING_CASES } from './ending-cases.ts';
import { LIFETIME_CASES, REAL_CLOCK } from './lifetime-cases.ts';
import { type Outcome, SERVERS, type ShellCase } from './shell-cases.ts';
import { STATE_CASES } from './state-cases.ts';
import { SUBSHELL_CASES } from './subshell-cases.ts';

const CASES = {
  credentials: CREDENTIAL_CASES,
  addresses: ADDRESS_CASES,
  lifetimes: LIFETIME_CASES,
  state: STATE_CASES,
  endings: ENDING_CASES,
  subshells: SUBSHELL_CASES,
};

const OWN_HELPER: Readonly<Record<string, HelperShell>> = { bash: 'bash', 'bash --posix': 'bash', zsh: 'zsh', dash: 'any', ksh: 'any' };

const PRELUDE = `
token() { unbasic_token "$URL" "$ID" "$SECRET" --cacert "$CA"; }
classic() { curl -s -o /dev/null -w 'classic %{http_code}\\n' --cacert "$CA" --oauth2-bearer "$unbasic_bearer" "$URL/JSSResource/$1"; }
`;

let work: string;
let certificate: Certificate | undefined;
const servers = new Map<string, JamfPro>();
let count = 0;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'token-shell-'));
  certificate = await makeCertificate();
  for (const [name, options] of Object.entries(SERVERS)) {
    if (name !== 'tls') servers.set(name, await startJamfPro(options));
    else if (certificate) servers.set(name, await startJamfPro({ ...options, tls: certificate }));
  }
});

afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.stop()));
  await certificate?.remove();
  await rm(work, { recursive: true, force: true });
});

async function run(shell: Shell, one: ShellCase, server: JamfPro): Promise<Outcome> {
  const number = ++count;
  const kind = one.account?.kind ?? 'user';
  const id = kind === 'user' ? `user${number}` : `c0ffee00-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const secret = one.account?.secret ?? 'Pa55 w0rd';
  const directory = join(work, String(number));
  await mkdir(directory);
  const clock = one.movedClock ? startMovedClock(join(directory, 'clock')) : undefined;
  server.add({ name: id, kind, secret, tokenSeconds: one.account?.tokenSeconds, clock: clock?.read });
  // The text for every shell and that for this one by turns.
  const helper = shellHelper({ auth: 'auto', shell: number % 2 === 0 ? 'any' : OWN_HELPER[shell.name], ...one.helper });
  await writeFile(join(directory, 'helper.sh'), helper);
  await writeFile(join(directory, 'script.sh'), `${one.before ?? ''}\n${helper}${PRELUDE}${one.script}\n`);
  const ended = await runShell(shell, join(directory, 'script.sh'), {
    env: {
      URL: server.url,
      ID: id,
      SECRET: secret,
      ENCODED: Buffer.from(`${id}:${secret}`).toString('base64'),
      CA: certificate?.certFile ?? '/dev/null',
      WORK: directory,
      ...clock?.within({ PATH: process.env.PATH }),
      HELPER: join(directory, 'helper.sh'),
    },
    input: one.input,
    when: one.signal && {
      says: 'ready',
      call: (pid) => setTimeout(() => process.kill(one.signal === 'SIGINT' ? -pid : pid, one.signal), 150),
    },
  });
  const context = new URL(server.url).pathname.replace(/\/$/, '');
  const requests = server.requests(id);
  return {
    ...ended,
    requests,
    lines: requests.map((request) => `${request.method} ${request.path.slice(context.length)} ${request.status}`),
    alive: server.alive(id),
    issued: server.issued(id),
    wrong: server.wrongPasswords(id),
  };
}

describe.each(SHELLS)('$name', (shell) => {
  if (!shell.present) test.skip(`${shell.name} is not on this machine`);
  else
    for (const [subject, cases] of Object.entries(CASES)) {
      // What curl is told of the server does not depend on the shell.
      if (['bash --posix', 'ksh'].includes(shell.name) && ['addresses', 'lifetimes'].includes(subject)) continue;
      if (shell.name === 'bash --posix' && subject === 'credentials') continue;
      describe.concurrent(subject, () => {
        for (const one of cases) {
          if (one.shells && !one.shells.includes(shell.name.split(' ')[0]!)) continue;
          test(one.name, async (context) => {
            const server = servers.get(one.server ?? 'plain');
            if (!server) return context.skip('no openssl that can make a certificate');
            const outcome = await run(shell, one, server);
            one.expect(outcome);
            if (one.name === REAL_CLOCK) await runOut(() => server.alive(outcome.issued[0]?.account));
            else expect(outcome.alive.map((token) => token.number)).toEqual([]);
          });
        }
      });
    }
});
