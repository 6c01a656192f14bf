// --- unbasic: bearer tokens for Jamf Pro ---
// The Jamf Pro API no longer takes a user name and password. unbasicToken, called before a request, exchanges them for a token
// and gets another before that expires. Apps Script does not say when a script ends: its last token is left to expire.
//: types
import type { AppsScriptFetch, AppsScriptUtilities } from './apps-script-globals.ts';

declare const UrlFetchApp: AppsScriptFetch;
declare const Utilities: AppsScriptUtilities;

//: always
interface UnbasicEntry {
  bearer: string;
  from: number;
  until: number;
}

interface UnbasicLogin {
  readonly what: string;
  readonly paths: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: Readonly<Record<string, string>>;
}

var unbasicEntries: Record<string, UnbasicEntry> = {};

// unbasicToken(URL, user, password [, connection options]): or the ID and secret of an API client. '' when there is no token.
export function unbasicToken(url: unknown, user: unknown, password: unknown, connection: object = {}): string {
  //: auto
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(`${user}`))
    return unbasicEnsure(url, unbasicAsClient(`${user}`, `${password}`), connection);
  //: user auto
  return unbasicEnsure(url, unbasicAsUser(Utilities.base64Encode(`${user}:${password}`, Utilities.Charset.UTF_8)), connection);
  //: client
  // return unbasicEnsure(url, unbasicAsClient(`${user}`, `${password}`), connection);
  //: always
}

//: encoded
// unbasicTokenBase64(URL, base64 [, connection options]): user:password as a Basic header has it.
export function unbasicTokenBase64(url: unknown, base64: unknown, connection: object = {}): string {
  const encoded = `${base64}`.replace(/^\s*basic\s/i, '').trim();
  //: encoded+auto encoded+client
  const decoded = Utilities.newBlob(Utilities.base64Decode(encoded)).getDataAsString();
  const colon = decoded.indexOf(':');
  const user = decoded.slice(0, colon);
  //: encoded+auto
  if (/^[0-9a-f-]{36}$/i.test(user)) return unbasicToken(url, user, decoded.slice(colon + 1), connection);
  //: encoded+client
  // if (colon > 0) return unbasicToken(url, user, decoded.slice(colon + 1), connection);
  //: encoded
  return unbasicEnsure(url, unbasicAsUser(encoded), connection);
}

//: user auto encoded
function unbasicAsUser(encoded: string): UnbasicLogin {
  return { what: 'user name and password', paths: ['/api/v1/auth/token'], headers: { Authorization: `Basic ${encoded}` } };
}

//: client auto
function unbasicAsClient(id: string, secret: string): UnbasicLogin {
  const payload = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
  const path = '/api/v1/oauth/token';
  // Servers older than mid-2025 have it without its version.
  const older = path
    .split('/')
    .filter((part) => part !== 'v1')
    .join('/');
  return { what: 'client ID and secret', paths: [path, older], headers: {}, payload };
}

//: always
// What follows is called from above only.
function unbasicEnsure(url: unknown, login: UnbasicLogin, connection: object): string {
  let base = `${url}`.split('/JSSResource')[0] ?? '';
  base = base.replace(/^(\w+:\/\/)[^/]*@/, '$1').replace(/[?#].*$/s, '');
  while (base.endsWith('/')) base = base.slice(0, -1);
  if (!/^\w+:\/\//.test(base)) base = `https://${base}`;
  const key = JSON.stringify([base, login.headers, login.payload]);
  const now = Date.now();
  const known = unbasicEntries[key];
  // A clock that was set back says nothing about the token.
  if (known && now >= known.from && now < known.until) return known.bearer;
  unbasicEntries[key] = unbasicAsk(base, login, connection, now);
  return unbasicEntries[key].bearer;
}

function unbasicAsk(base: string, login: UnbasicLogin, connection: object, now: number): UnbasicEntry {
  const headers = { Accept: 'application/json', ...login.headers };
  let status = 0;
  let content = '';
  for (const path of login.paths) {
    try {
      const options = { ...connection, method: 'post', headers, payload: login.payload ?? '', muteHttpExceptions: true };
      const response = UrlFetchApp.fetch(base + path, options);
      status = response.getResponseCode();
      content = response.getContentText();
    } catch {
      // No answer: said below.
    }
    if (status !== 404) break;
  }
  if (status >= 200 && status < 300) {
    const { bearer, life } = unbasicRead(content);
    // Renewed when a quarter of its life is left.
    if (bearer !== '') return { bearer, from: now, until: now + (life - Math.ceil(life / 4)) * 1000 };
  }
  const passing = status === 0 || status === 408 || status === 429 || status >= 500;
  let text = `gives no token (HTTP ${status}). Check the address of the server.`;
  if (status === 0) text = 'does not answer. Check the address; the next call asks again.';
  else if (passing) text = `is in trouble (HTTP ${status}). The next call asks again.`;
  else if (status === 400 || status === 401 || status === 403)
    text = `refuses the ${login.what} (HTTP ${status}). Check them; they are not tried again.`;
  // biome-ignore lint/suspicious/noConsole: the log of a script
  console.error(`unbasic: ${base} ${text}`);
  return { bearer: '', from: now, until: passing ? 0 : Number.POSITIVE_INFINITY };
}

// A client's token says how many seconds it lives, a user's until when.
function unbasicRead(text: string): { bearer: string; life: number } {
  let fields: Record<string, unknown> = {};
  try {
    fields = Object(JSON.parse(text));
  } catch {
    // A page where JSON should be: no token.
  }
  const bearer = fields.token ?? fields.access_token;
  const life = Number(fields.expires_in ?? Math.floor((Date.parse(`${fields.expires}`) - Date.now()) / 1000));
  return { bearer: typeof bearer === 'string' ? bearer : '', life: Number.isFinite(life) ? Math.max(life, 0) : 30 };
}
// --- end of unbasic ---
