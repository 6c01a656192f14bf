import { execFileSync, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type HelperPython, pythonHelper } from '../../../src/migrate/helpers/python-helper.ts';
import { type Certificate, makeCertificate } from '../../support/jamf-pro/certificate.ts';
import { type JamfPro, startJamfPro } from '../../support/jamf-pro/server.ts';
import { runOut, startMovedClock } from '../../support/moved-clock/moved-clock.ts';
import { PYTHON_CASES, PYTHON_SERVERS, type PythonCase, type PythonOutcome, REAL_CLOCK } from './python-cases.ts';

function runs(command: string, code: string): boolean {
  try {
    execFileSync(command, ['-c', code], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

interface Python {
  readonly name: string;
  readonly command: string;
  /** The forms of the helper that it runs. */
  readonly forms: readonly HelperPython[];
}

const PYTHONS: readonly Python[] = [
  { name: 'Python 3', command: 'python3', forms: ['py3', 'any'] },
  { name: 'Python 2', command: process.env.PYTHON2 ?? 'python2', forms: ['py2', 'any'] },
];

const PRELUDE = `
URL, USER, SECRET, ENCODED, CA = [_os.environ[name] for name in ('URL', 'ID', 'SECRET', 'ENCODED', 'CA')]


def classic(path, headers=None):
    request = _urllib.Request(URL + '/JSSResource/' + path)
    for name, value in (headers or {'Authorization': 'Bearer ' + unbasic_token(URL, USER, SECRET)}).items():
        request.add_header(name, value)
    try:
        _sys.stdout.write('%s\\n' % _urllib.urlopen(request).code)
    except _urllib.HTTPError as error:
        _sys.stdout.write('%s\\n' % error.code)
`;

let work: string;
let certificate: Certificate | undefined;
const servers = new Map<string, JamfPro>();
let count = 0;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'token-python-'));
  certificate = await makeCertificate();
  for (const [name, options] of Object.entries(PYTHON_SERVERS)) {
    if (name !== 'tls') servers.set(name, await startJamfPro(options));
    else if (certificate) servers.set(name, await startJamfPro({ ...options, tls: certificate }));
  }
});

afterAll(async () => {
  await Promise.all([...servers.values()].map((server) => server.stop()));
  await certificate?.remove();
  await rm(work, { recursive: true, force: true });
});

function execute(command: string, script: string, env: NodeJS.ProcessEnv): Promise<Pick<PythonOutcome, 'stdout' | 'stderr' | 'status'>> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [script], { env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', NO_PROXY: '*', ...env } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
    child.once('error', reject);
    child.once('close', (status) => resolve({ stdout, stderr, status }));
  });
}

async function run(python: Python, one: PythonCase, server: JamfPro): Promise<PythonOutcome> {
  const number = ++count;
  const kind = one.account?.kind ?? 'user';
  const id = kind === 'user' ? `user${number}` : `c0ffee00-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const secret = one.account?.secret ?? 'Pa55 w0rd';
  const directory = join(work, String(number));
  await mkdir(directory);
  const clock = one.movedClock ? startMovedClock(join(directory, 'clock')) : undefined;
  server.add({ name: id, kind, secret, tokenSeconds: one.account?.tokenSeconds, clock: clock?.read });
  const helper = pythonHelper({
    auth: 'auto',
    python: python.forms[number % 2]!,
    parts: new Set(one.requests ? ['requests'] : ['token', 'request', 'headers']),
    transport: one.requests ? 'requests' : 'urllib',
    ...one.helper,
  });
  const uses = one.requests ? 'import requests\n' : '';
  const prelude = one.requests ? PRELUDE.slice(0, PRELUDE.indexOf('\n\n\n')) : PRELUDE;
  const text = one.helper?.parts
    ? helper.replace('# --- end', `${prelude.slice(0, PRELUDE.indexOf('\n\n\n'))}\n# --- end`)
    : helper + prelude;
  await writeFile(join(directory, 'again.py'), helper);
  await writeFile(join(directory, 'script.py'), `# coding: utf-8\nfrom __future__ import print_function\n${uses}${text}${one.script}\n`);
  const ended = await execute(python.command, join(directory, 'script.py'), {
    // Python 2 knows no addresses in certificates.
    URL: server.url.replace('127.0.0.1', 'localhost'),
    ID: id,
    SECRET: secret,
    ENCODED: Buffer.from(`${id}:${secret}`).toString('base64'),
    CA: certificate?.certFile ?? '/dev/null',
    ...clock?.within({ PATH: process.env.PATH }),
  });
  const context = new URL(server.url).pathname.replace(/\/$/, '');
  const requests = server.requests(id);
  return {
    ...ended,
    requests,
    lines: requests.map((request) => `${request.method} ${request.path.slice(context.length)} ${request.status}`),
    issued: server.issued(id),
    wrong: server.wrongPasswords(id),
  };
}

describe.each(PYTHONS)('$name', (python) => {
  const present = runs(python.command, 'import json');
  const hasRequests = present && runs(python.command, 'import requests');
  for (const one of PYTHON_CASES) {
    if (!present || (one.requests && !hasRequests)) {
      test.skip(`${one.name}: ${python.command}${present ? ' with requests' : ''} is not on this machine`);
      continue;
    }
    test.concurrent(one.name, async (context) => {
      const server = servers.get(one.server ?? 'plain');
      if (!server) return context.skip('no openssl that can make a certificate');
      const outcome = await run(python, one, server);
      one.expect(outcome);
      for (const { path, scheme } of outcome.requests) if (scheme === 'basic') expect(path).toMatch(/\/api\/v1\/auth\/token$/);
      const alive = () => server.alive(outcome.issued[0]?.account ?? '-').map((token) => token.number);
      if (one.name === REAL_CLOCK) await runOut(alive);
      else expect(alive()).toEqual([]);
    });
  }
});
