import { join } from 'node:path';
import type { Certificate } from '../jamf-pro/certificate.ts';
import type { RecordedRequest } from '../jamf-pro/record.ts';
import { type JamfPro, startJamfPro } from '../jamf-pro/server.ts';
import { type MovedClock, startMovedClock } from '../moved-clock/moved-clock.ts';
import type { CaseRun, RunServer, ScriptInput } from './cases.ts';
import { ExposureWatch } from './exposure.ts';

/** By what name scripts know the server, with any port or none; curl is told where it really is, in others' texts another address is put. */
export const PUBLIC_HOST = 'jamf.example.test:8443';

const USER = 'api-reader';
const PASSWORD = 'Winter$24!';
const CLIENT_ID = '5c0ffee0-1234-4abc-8def-00000000beef';
const CLIENT_SECRET = 'kD+9/x_8Vq=Zt7-pL2&mW4';

/** A stand-in for one run, with who may ask it. */
export interface StandIn {
  readonly server: JamfPro;
  readonly watch: ExposureWatch;
  /** Puts names in the place of folders, hosts and ports that differ from run to run by nature. */
  neutral(text: string): string;
  /** Fills in placeholders. */
  filled(input: ScriptInput): { args: string[]; env: Record<string, string>; stdin: string };
  /** The file from which curl learns where the server is. */
  readonly curlrc: string;
  /** Host and port under which scripts that are no shell's reach it. */
  readonly host: string;
  readonly user: string;
  /** The clock that the script is to go by, if it is not the machine's. */
  readonly clock: MovedClock | undefined;
  /** Whether a request was meant for Jamf Pro, and not for another server that the script knows. */
  isJamf(request: RecordedRequest): boolean;
}

/** How long a migrated script's process may show a secret; an original's is noted at once. */
const PATIENCE_MILLISECONDS = 5000;

export interface StandInOptions {
  readonly run: CaseRun;
  readonly certificate: Certificate;
  /** The script's own folder. */
  readonly root: string;
  /** What the original's processes showed, for the run of the migrated script: the server then refuses Basic, as servers do today. */
  readonly shownBefore: ReadonlySet<string> | undefined;
}

export async function startStandIn({ run, certificate, root, shownBefore }: StandInOptions): Promise<StandIn> {
  const { user = USER, password = PASSWORD, trusted = true, plain = false, movedClock = false, ...options }: RunServer = run.jamf ?? {};
  const base64 = Buffer.from(`${user}:${password}`).toString('base64');
  const tokens = (): string[] => server.issued().map(({ text }) => text);
  const neutral = (text: string): string =>
    text.replaceAll(root, '{here}').replaceAll(host, PUBLIC_HOST).replaceAll(String(server.port), '{port}');
  const watch = new ExposureWatch({
    secrets: () => [password, CLIENT_SECRET, base64, ...(run.tokensInSight ? [] : tokens())],
    neutral: (line) => neutral(line).replace(/eyJ[\w.-]+/g, '{token}'),
    known: shownBefore ?? new Set(),
    patienceMilliseconds: shownBefore ? PATIENCE_MILLISECONDS : 0,
  });
  const clock = movedClock ? startMovedClock(join(root, 'clock')) : undefined;
  const server = await startJamfPro({
    ...options,
    tls: plain ? undefined : certificate,
    classicBasic: shownBefore === undefined,
    accounts: [
      { name: user, secret: password, kind: 'user', clock: clock?.read },
      { name: CLIENT_ID, secret: CLIENT_SECRET, kind: 'client', clock: clock?.read },
    ],
    onRequest: watch.look,
  });
  const shell = run.interpreters.every((name) => name !== 'python3' && name !== 'node');
  const host = shell ? PUBLIC_HOST : `localhost:${server.port}`;
  const placeholders: Readonly<Record<string, string>> = {
    url: `http${plain ? '' : 's'}://${host}${options.contextPath ?? ''}`,
    host,
    origin: server.url,
    user,
    password,
    client_id: CLIENT_ID,
    client_secret: CLIENT_SECRET,
    base64,
    ca: certificate.certFile,
    home: `${root}/home`,
  };
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (whole, name: string) => placeholders[name] ?? whole);
  return {
    server,
    watch,
    neutral,
    filled: ({ args = [], env = {}, stdin = '' }) => ({
      args: args.map(fill),
      env: Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)])),
      stdin: fill(stdin),
    }),
    curlrc: `connect-to = "::127.0.0.1:${server.port}"\n${trusted ? `cacert = "${certificate.certFile}"\n` : ''}`,
    host,
    user,
    clock,
    // Shell scripts reach the stand-in by its address too; for Python and JavaScript, that name stands for another server.
    isJamf: ({ headers }) =>
      headers.host === host ||
      (shell ? /^(?:127\.0\.0\.1|jamf[\w-]*\.example\.test)(?::|$)/ : /^jamf[\w-]*\.example\.test(?::|$)/).test(headers.host ?? ''),
  };
}
