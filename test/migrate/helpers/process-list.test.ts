import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { shellHelper } from '../../../src/migrate/helpers/shell-helper.ts';
import { type JamfPro, startJamfPro } from '../../support/jamf-pro/server.ts';
import { runShell, SHELLS } from '../../support/shells.ts';

const CLIENT = '0badcafe-0000-4000-8000-000000000000';
const PASSWORD = 'S3cret of the user';
const SECRET = 'S3cret of the client';
const ENCODED = Buffer.from(`jamf-user:${PASSWORD}`).toString('base64');

const SCRIPT = `
unbasic_token "$URL" jamf-user "$PASSWORD"
unbasic_token "$URL" "$CLIENT" "$SECRET"
unbasic_token_base64 "$URL" "$ENCODED"
(unbasic_forget; unbasic_token "$URL" jamf-user "$PASSWORD")
unbasic_token "$URL" jamf-user "$PASSWORD wrong"
`;

/** What stands in front of a program on the path: it writes down its arguments before the program can hide them. */
const WITNESS = `#!/bin/sh
printf '%s\\n' "\${0##*/} $*" >> "$ARGUMENTS"
PATH=\${PATH#*:} exec "\${0##*/}" "$@"
`;

let server: JamfPro;
let work: string;
let listed: string[];

/** Every command line of the machine while a request waits for its answer. */
async function look(): Promise<void> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'args='], { maxBuffer: 2 ** 26 });
  listed.push(...stdout.split('\n'));
}

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'process-list-'));
  await mkdir(join(work, 'bin'));
  for (const program of ['curl', 'date', 'sed']) await writeFile(join(work, 'bin', program), WITNESS, { mode: 0o755 });
  server = await startJamfPro({
    onRequest: look,
    accounts: [
      { name: 'jamf-user', secret: PASSWORD, kind: 'user' },
      { name: CLIENT, secret: SECRET, kind: 'client' },
    ],
  });
});

beforeEach(() => {
  listed = [];
});

afterAll(async () => {
  await server.stop();
  await rm(work, { recursive: true, force: true });
});

describe.each(SHELLS)('$name', (shell) => {
  test.skipIf(!shell.present)('no secret and no token in the process list', async () => {
    const name = shell.name.replace(/\W/g, '');
    const file = join(work, `${name}.sh`);
    const argumentsFile = join(work, `${name}.arguments`);
    await writeFile(file, `${shellHelper({ auth: 'auto', encoded: true })}${SCRIPT}`);
    const before = server.requests().length;
    const PATH = `${join(work, 'bin')}${delimiter}${process.env.PATH}`;
    const env = { PATH, ARGUMENTS: argumentsFile, URL: server.url, PASSWORD, SECRET, CLIENT, ENCODED };
    const run = await runShell(shell, file, { env });
    expect(run.status).toBe(0);
    const paths = server
      .requests()
      .slice(before)
      .map(({ path }) => path);
    expect(paths.filter((path) => path.endsWith('/token'))).toHaveLength(5);
    expect(paths.filter((path) => path.endsWith('/invalidate-token'))).toHaveLength(4);
    // Each request's curl is seen, both as it was started and while it waits.
    const started = (await readFile(argumentsFile, 'utf8')).split('\n');
    for (const lines of [started, listed]) {
      const seen = lines
        .filter((line) => /^curl .*-K - /.test(line) && line.includes(server.url))
        .map((line) => new URL(line.split(' ').at(-1)!).pathname);
      expect(seen.sort()).toEqual([...paths].sort());
    }
    const secrets = [PASSWORD, SECRET, ENCODED, ...server.issued().map((token) => token.text)];
    for (const secret of secrets) expect([...started, ...listed].filter((line) => line.includes(secret))).toEqual([]);
    expect(server.alive()).toEqual([]);
  });
});
