import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCertificate } from './jamf-pro/certificate.ts';
import { startJamfProChild } from './jamf-pro/child.ts';
import { type JamfPro, startJamfPro } from './jamf-pro/server.ts';

const basic = (name: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}` });
const CLIENT = { name: '00000000-0000-4000-8000-000000000001', secret: 'c&=+', kind: 'client' } as const;
const USER = { name: 'api', secret: 'pä:ss', kind: 'user' } as const;

let server: JamfPro;

async function ask(method: string, path: string, headers: Record<string, string> = {}, body?: string) {
  const response = await fetch(`${server.url}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, json: <T>() => JSON.parse(text) as T };
}

async function userToken(): Promise<string> {
  return (await ask('POST', '/api/v1/auth/token', basic(USER.name, USER.secret))).json<{ token: string }>().token;
}

function clientForm(secret: string = CLIENT.secret): string {
  return new URLSearchParams({ grant_type: 'client_credentials', client_id: CLIENT.name, client_secret: secret }).toString();
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

beforeAll(async () => {
  server = await startJamfPro({
    contextPath: '/jamf',
    accounts: [USER, CLIENT],
    userTokenSeconds: 1200,
    clientTokenSeconds: 60,
    missing: ['/api/auth/tokens'],
  });
});
afterAll(() => server.stop());

describe('tokens', () => {
  test('a user token says when it expires', async () => {
    const before = Date.now();
    const answer = await ask('POST', '/api/v1/auth/token', basic(USER.name, USER.secret));
    const { expires } = answer.json<{ expires: string }>();
    expect(expires).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const issued = Date.parse(expires) - 1_200_000;
    expect(issued).toBeGreaterThanOrEqual(before);
    expect(issued).toBeLessThanOrEqual(Date.now());
    expect(answer.headers.get('set-cookie')).toContain('APBALANCEID=');
    expect(answer.headers.get('date')).not.toBeNull();
  });

  test.each(['/api/v1/oauth/token', '/api/oauth/token'])('a client token from %s', async (path) => {
    expect((await ask('POST', path, FORM, clientForm())).json()).toMatchObject({ token_type: 'Bearer', expires_in: 59 });
  });

  test('the legacy endpoint speaks in milliseconds', async () => {
    expect((await ask('POST', '/uapi/auth/tokens', basic(USER.name, USER.secret))).json<{ expires: unknown }>().expires).toBeTypeOf(
      'number',
    );
  });

  test('invalidated, a token is good for nothing', async () => {
    const token = await userToken();
    expect((await ask('GET', '/api/v1/auth', bearer(token))).status).toBe(200);
    expect(await ask('POST', '/api/v1/auth/invalidate-token', bearer(token))).toMatchObject({ status: 204, text: '' });
    expect((await ask('GET', '/api/v1/auth', bearer(token))).status).toBe(401);
    expect((await ask('GET', '/JSSResource/computers', bearer(token))).status).toBe(401);
  });

  test('kept alive, the old token is dead', async () => {
    const token = await userToken();
    const next = (await ask('POST', '/api/v1/auth/keep-alive', bearer(token))).json<{ token: string }>().token;
    expect((await ask('GET', '/JSSResource/computers', bearer(token))).status).toBe(401);
    expect((await ask('GET', '/JSSResource/computers', bearer(next))).status).toBe(200);
    expect(server.issued().find((issued) => issued.text === token)?.ended).toBe('kept-alive');
  });

  test('a client cannot keep its token alive', async () => {
    const token = (await ask('POST', '/api/v1/oauth/token', FORM, clientForm())).json<{ access_token: string }>().access_token;
    expect((await ask('POST', '/api/v1/auth/keep-alive', bearer(token))).status).toBe(401);
  });

  test('wrong passwords are refused and counted', async () => {
    const before = server.wrongPasswords(USER.name);
    expect((await ask('POST', '/api/v1/auth/token', basic(USER.name, 'wrong'))).status).toBe(401);
    expect(server.wrongPasswords(USER.name)).toBe(before + 1);
    expect((await ask('POST', '/api/v1/oauth/token', FORM, clientForm('wrong'))).json()).toMatchObject({ error: 'invalid_client' });
  });

  test('a token runs out by the clock of its account', async () => {
    let now = Date.UTC(2026, 10, 22, 23, 59, 59, 700);
    server.add({ name: 'slow', secret: 'x', kind: 'user', tokenSeconds: 3, clock: () => now });
    const answer = await ask('POST', '/api/v1/auth/token', basic('slow', 'x'));
    const { token, expires } = answer.json<{ token: string; expires: string }>();
    expect([answer.headers.get('date'), expires]).toEqual(['Sun, 22 Nov 2026 23:59:59 GMT', '2026-11-23T00:00:02.700Z']);
    now += 2999;
    expect((await ask('GET', '/JSSResource/computers', bearer(token))).status).toBe(200);
    now += 1;
    expect((await ask('GET', '/JSSResource/computers', bearer(token))).status).toBe(401);
    expect(server.alive('slow')).toEqual([]);
  });

  test('an expired token is not alive', async () => {
    server.add({ name: 'brief', secret: 'x', kind: 'user', tokenSeconds: 0 });
    const { token } = (await ask('POST', '/api/v1/auth/token', basic('brief', 'x'))).json<{ token: string }>();
    expect((await ask('GET', '/JSSResource/computers', bearer(token))).status).toBe(401);
    expect(server.alive('brief')).toEqual([]);
    expect(server.requests('brief').at(-1)).toMatchObject({ token: { state: 'expired' }, status: 401 });
  });
});

describe('the Classic API', () => {
  test('refuses Basic with a page', async () => {
    const answer = await ask('GET', '/JSSResource/computers', basic(USER.name, USER.secret));
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('The request requires user authentication');
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  test.each([
    ['GET', '/JSSResource/computers', 200],
    ['GET', '/JSSResource/computers/id/7', 200],
    ['PUT', '/JSSResource/computers/id/7', 200],
    ['POST', '/JSSResource/policies/id/0', 201],
    ['GET', '/JSSResource/nosuchthing', 404],
    ['GET', '//JSSResource/computers', 404],
    ['GET', '/nowhere', 404],
    ['GET', '/api/v1/nosuchthing', 404],
    ['POST', '/api/v1/auth/tokens', 404],
    ['POST', '/api/auth/tokens', 404],
  ])('%s %s: %i', async (method, path, status) => {
    expect((await ask(method, path, bearer(await userToken()))).status).toBe(status);
  });

  test('answers in what is accepted', async () => {
    const token = await userToken();
    expect((await ask('GET', '/JSSResource/computers/id/2', { ...bearer(token), accept: 'application/json' })).json()).toMatchObject({
      computer: { general: { id: 2 } },
    });
    expect((await ask('GET', '/JSSResource/computers/id/2', { ...bearer(token), accept: 'text/xml' })).text).toMatch(
      /^<\?xml.*<computer><general><id>2</,
    );
  });

  test('nothing outside the context path', async () => {
    expect((await fetch(server.url.replace('/jamf', '/JSSResource/computers'))).status).toBe(404);
  });
});

test('requests are recorded in order', async () => {
  const token = await userToken();
  await ask('PUT', '/JSSResource/buildings/id/1?a=b', { ...bearer(token), 'content-type': 'text/xml' }, '<building/>');
  expect(server.requests().slice(-2)).toMatchObject([
    { method: 'POST', path: '/jamf/api/v1/auth/token', scheme: 'basic', account: 'api', status: 200 },
    {
      method: 'PUT',
      path: '/jamf/JSSResource/buildings/id/1?a=b',
      scheme: 'bearer',
      account: 'api',
      body: '<building/>',
      token: { state: 'alive' },
      status: 200,
    },
  ]);
});

test('in a process of its own, over TLS', async (context) => {
  const certificate = await makeCertificate();
  if (!certificate) return context.skip('no openssl that can make a certificate');
  const child = await startJamfProChild({ tls: { key: certificate.key, cert: certificate.cert } });
  try {
    expect(child.url).toBe(`https://127.0.0.1:${child.port}`);
    await child.add(USER);

    const answer = execFileSync(
      'curl',
      ['-s', '--cacert', certificate.certFile, '-K', '-', '-X', 'POST', `${child.url}/api/v1/auth/token`],
      {
        input: `user = "${USER.name}:${USER.secret}"`,
        encoding: 'utf8',
      },
    );
    expect(JSON.parse(answer)).toHaveProperty('token');
    const state = await child.state(USER.name);
    expect(state.requests).toMatchObject([{ method: 'POST', path: '/api/v1/auth/token', status: 200 }]);
    expect(state.alive).toHaveLength(1);
  } finally {
    await child.stop();
    await certificate.remove();
  }
});
