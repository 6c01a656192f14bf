// --- unbasic: bearer tokens for Jamf Pro ---
// The Jamf Pro API no longer takes a user name and password. unbasicToken, called before a request, exchanges them for a token,
// gets another before that expires, and has them given back when the process ends. One that a signal ends leaves its token to expire.
//: https
import * as unbasicHttp from 'node:http';
import * as unbasicHttps from 'node:https';

//: always
interface UnbasicLogin {
  readonly what: string;
  readonly paths: readonly string[];
  readonly authorization?: string;
  readonly form?: string;
}

interface UnbasicAnswer {
  readonly status: number;
  readonly date: string | null;
  readonly text: string;
}

interface UnbasicEntry {
  bearer: string;
  from: number;
  until: number;
  pending?: Promise<string> | undefined;
}

interface UnbasicProcess {
  readonly execPath?: string;
  once?(event: string, listener: () => void): unknown;
  getBuiltinModule?(name: string): unknown;
}

interface UnbasicChildProcess {
  spawnSync(file: string, args: readonly string[], options: object): unknown;
}

type UnbasicConnection = Readonly<Record<string, unknown>> & { readonly timeout?: number };

const unbasicEntries = new Map<string, UnbasicEntry>();
const unbasicAlive = new Map<string, { readonly expires: number; readonly url: string; readonly giveBack: () => Promise<unknown> }>();
const { process: unbasicProcess } = globalThis as { process?: UnbasicProcess };

// unbasicToken(URL, user, password [, connection options]): or the ID and secret of an API client. '' when there is no token.
export function unbasicToken(url: unknown, user: unknown, password: unknown, connection: UnbasicConnection = {}): Promise<string> {
  //: auto
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(`${user}`))
    return unbasicEnsure(url, unbasicAsClient(`${user}`, `${password}`), connection);
  //: user auto
  return unbasicEnsure(url, unbasicAsUser(btoa(unbasicBytes(`${user}:${password}`))), connection);
  //: client
  // return unbasicEnsure(url, unbasicAsClient(`${user}`, `${password}`), connection);
  //: always
}

//: encoded
// unbasicTokenBase64(URL, base64 [, connection options]): user:password as a Basic header has it.
export function unbasicTokenBase64(url: unknown, base64: unknown, connection: UnbasicConnection = {}): Promise<string> {
  const encoded = `${base64}`.replace(/^\s*basic\s/i, '').trim();
  //: encoded+auto encoded+client
  try {
    const decoded = new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
    const colon = decoded.indexOf(':');
    const user = decoded.slice(0, colon);
    //: encoded+auto
    if (/^[0-9a-f-]{36}$/i.test(user)) return unbasicToken(url, user, decoded.slice(colon + 1), connection);
    //: encoded+client
    // if (colon > 0) return unbasicToken(url, user, decoded.slice(colon + 1), connection);
    //: encoded+auto encoded+client
  } catch {
    // What is no base64 is for the server to refuse.
  }
  //: encoded
  return unbasicEnsure(url, unbasicAsUser(encoded), connection);
}

//: user auto encoded
function unbasicAsUser(encoded: string): UnbasicLogin {
  return { what: 'user name and password', paths: ['/api/v1/auth/token'], authorization: `Basic ${encoded}` };
}

//: client auto
function unbasicAsClient(id: string, secret: string): UnbasicLogin {
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret }).toString();
  const path = '/api/v1/oauth/token';
  // Servers older than mid-2025 have it without its version.
  const older = path
    .split('/')
    .filter((part) => part !== 'v1')
    .join('/');
  return { what: 'client ID and secret', paths: [path, older], form };
}

//: user auto
function unbasicBytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

//: always
// What follows is called from above only.
function unbasicEnsure(url: unknown, login: UnbasicLogin, connection: UnbasicConnection): Promise<string> {
  let base = `${url}`.split('/JSSResource')[0] ?? '';
  base = base.replace(/^(\w+:\/\/)[^/]*@/, '$1').replace(/[?#].*$/s, '');
  while (base.endsWith('/')) base = base.slice(0, -1);
  if (base !== '' && !/^\w+:\/\//.test(base)) base = `https://${base}`;
  const key = [base, login.authorization, login.form].join('\n');
  const entry: UnbasicEntry = unbasicEntries.get(key) ?? { bearer: '', from: 0, until: 0 };
  unbasicEntries.set(key, entry);
  if (entry.pending) return entry.pending;
  const now = Date.now();
  // A clock that was set back says nothing about the token.
  if (now >= entry.from && now < entry.until) return Promise.resolve(entry.bearer);
  entry.pending = unbasicAsk(base, login, entry, connection).finally(() => {
    entry.pending = undefined;
  });
  return entry.pending;
}

async function unbasicAsk(base: string, login: UnbasicLogin, entry: UnbasicEntry, connection: UnbasicConnection): Promise<string> {
  entry.bearer = '';
  entry.until = 0;
  entry.from = Date.now();
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (login.authorization !== undefined) headers.Authorization = login.authorization;
  if (login.form !== undefined) headers['Content-Type'] = 'application/x-www-form-urlencoded';
  let answer: UnbasicAnswer = { status: 0, date: null, text: '' };
  let reason = '';
  for (const path of login.paths) {
    try {
      answer = await unbasicSend(base + path, headers, login.form, connection);
    } catch (error) {
      const { cause, code, name } = error as { cause?: { code?: string }; code?: string; name?: string };
      reason = cause?.code ?? code ?? name ?? 'unknown error';
    }
    if (answer.status !== 404) break;
  }
  const { status } = answer;
  if (status >= 200 && status < 300) {
    const { bearer, life } = unbasicRead(answer);
    // Renewed when a quarter of its life is left.
    if (bearer !== '')
      return unbasicKeep(
        base,
        { bearer, from: entry.from, until: entry.from + (life - Math.ceil(life / 4)) * 1000 },
        entry,
        life,
        connection,
      );
  }
  const passing = status === 0 || status === 408 || status === 429 || status >= 500;
  if (!passing) entry.until = Number.POSITIVE_INFINITY;
  let text = `gives no token (HTTP ${status}). Check the address of the server.`;
  if (status === 0) text = `does not answer (${reason}). Check address and network; the next call asks again.`;
  else if (passing) text = `is in trouble (HTTP ${status}). The next call asks again.`;
  else if (status === 400 || status === 401 || status === 403)
    text = `refuses the ${login.what} (HTTP ${status}). Check them; they are not tried again.`;
  // biome-ignore lint/suspicious/noConsole: where a script without a terminal of its own says what is wrong
  console.error(`unbasic: ${base} ${text}`);
  return '';
}

// A client's token says how many seconds it lives, a user's until when; the server's clock is in its Date header.
function unbasicRead({ text, date }: UnbasicAnswer): { bearer: string; life: number } {
  let fields: Record<string, unknown> = {};
  try {
    fields = Object(JSON.parse(text));
  } catch {
    // A page where JSON should be: no token.
  }
  const bearer = fields.token ?? fields.access_token;
  const now = Date.parse(date ?? '') || Date.now();
  const expires = Math.floor(Date.parse(`${fields.expires}`) / 1000) - Math.floor(now / 1000);
  const life = Number(fields.expires_in ?? expires);
  return { bearer: typeof bearer === 'string' ? bearer : '', life: Number.isFinite(life) ? Math.max(life, 0) : 30 };
}

function unbasicKeep(base: string, token: UnbasicEntry, entry: UnbasicEntry, life: number, connection: UnbasicConnection): string {
  Object.assign(entry, token);
  const { bearer } = token;
  for (const [old, { expires }] of unbasicAlive) if (expires < entry.from) unbasicAlive.delete(old);
  if (unbasicAlive.size === 0) {
    unbasicProcess?.once?.('beforeExit', unbasicEnd);
    unbasicProcess?.once?.('exit', unbasicExit);
  }
  const url = `${base}/api/v1/auth/invalidate-token`;
  const headers = { Authorization: `Bearer ${bearer}` };
  unbasicAlive.set(bearer, {
    expires: entry.from + life * 1000,
    url,
    giveBack: () => unbasicSend(url, headers, undefined, { ...connection, timeout: 5000 }),
  });
  return bearer;
}

async function unbasicEnd(): Promise<void> {
  const tokens = [...unbasicAlive.values()];
  unbasicAlive.clear();
  for (const entry of unbasicEntries.values()) if (Number.isFinite(entry.until)) entry.until = 0;
  await Promise.allSettled(tokens.map(({ giveBack }) => giveBack()));
}

// process.exit() and errors that nothing catches leave no time to wait: another process gives the tokens back.
function unbasicExit(): void {
  const { execPath = '' } = unbasicProcess ?? {};
  const tokens = [...unbasicAlive].filter(([, { expires }]) => expires > Date.now()).map(([bearer, { url }]) => [url, bearer]);
  if (tokens.length === 0 || !/(?:^|[\\/])node(?:\.exe)?$/.test(execPath)) return;
  const script =
    'let text = ``; process.stdin.on(`data`, (part) => (text += part)).on(`end`, () => JSON.parse(text).forEach(([url, bearer]) => ' +
    'fetch(url, { method: `POST`, headers: { Authorization: `Bearer ` + bearer }, signal: AbortSignal.timeout(5000) }).catch(() => {})))';
  const options = { input: JSON.stringify(tokens), stdio: ['pipe', 'ignore', 'ignore'], timeout: 8000 };
  (unbasicProcess?.getBuiltinModule?.('node:child_process') as UnbasicChildProcess | undefined)?.spawnSync(
    execPath,
    ['-e', script],
    options,
  );
}

//: fetch
async function unbasicFetch(
  url: string,
  headers: Record<string, string>,
  form: string | undefined,
  connection: UnbasicConnection,
): Promise<UnbasicAnswer> {
  const { timeout = 60_000, ...init } = connection;
  const response = await fetch(url, {
    ...init,
    method: 'POST',
    headers,
    body: form ?? null,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeout),
  });
  return { status: response.status, date: response.headers.get('date'), text: await response.text() };
}

const unbasicSend = unbasicFetch;
//: https
export function unbasicRequest(
  url: string,
  headers: Record<string, string>,
  form: string | undefined,
  connection: UnbasicConnection,
): Promise<UnbasicAnswer> {
  const { request } = url.startsWith('http:') ? unbasicHttp : unbasicHttps;
  return new Promise((resolve, reject) => {
    const sent = request(url, { timeout: 60_000, ...connection, method: 'POST', headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, date: response.headers.date ?? null, text: Buffer.concat(parts).toString() });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', reject);
    sent.end(form);
  });
}

// const unbasicSend = unbasicRequest;
//: always
// --- end of unbasic ---
