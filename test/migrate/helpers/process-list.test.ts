import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

let server: JamfPro;
let work: string;

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'process-list-'));
  server = await startJamfPro({
    delayMilliseconds: 120,
    accounts: [
      { name: 'jamf-user', secret: PASSWORD, kind: 'user' },
      { name: CLIENT, secret: SECRET, kind: 'client' },
    ],
  });
});

afterAll(async () => {
  await server.stop();
  await rm(work, { recursive: true, force: true });
});

/** Every command line of the machine, over and over until the work is done. */
async function sample(done: Promise<unknown>): Promise<string[]> {
  const seen = new Set<string>();
  let running = true;
  void done.finally(() => {
    running = false;
  });
  while (running) {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', '-o', 'args='], { maxBuffer: 2 ** 26 });
    for (const line of stdout.split('\n')) if (line.includes(server.url) || line.includes(work)) seen.add(line);
  }
  return [...seen];
}

describe.each(SHELLS)('$name', (shell) => {
  test.skipIf(!shell.present)('no secret and no token in the process list', async () => {
    const file = join(work, `${shell.name.replace(/\W/g, '')}.sh`);
    await writeFile(file, `${shellHelper({ auth: 'auto', encoded: true })}${SCRIPT}`);
    const run = runShell(shell, file, { env: { URL: server.url, PASSWORD, SECRET, CLIENT, ENCODED } });
    const lines = await sample(run);
    expect((await run).status).toBe(0);
    // The sampler sees what there is to see.
    expect(lines.filter((line) => /^curl .*-K - .*\/api\/v1\/(auth|oauth)\/token$/.test(line)).length).toBeGreaterThan(1);
    expect(lines.some((line) => line.includes('invalidate-token'))).toBe(true);
    const secrets = [PASSWORD, SECRET, ENCODED, ...server.issued().map((token) => token.text)];
    for (const secret of secrets) expect(lines.filter((line) => line.includes(secret))).toEqual([]);
    expect(server.alive()).toEqual([]);
  });
});
