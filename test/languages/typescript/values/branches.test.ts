import { describe, expect, it } from 'vitest';
import { guardedCalls } from '../../../../src/http/guard.ts';
import { callsIn, extraction } from '../workspace.ts';

const guarded: readonly [string, string][] = [
  [
    'if and else around two calls',
    "if (token) { fetch('https://j/JSSResource/a', { headers: { Authorization: 'Bearer ' + token } }); } else { fetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + k } }); }",
  ],
  [
    'early return',
    "function f() { if (token) { return fetch('https://j/JSSResource/a', { headers: { Authorization: 'Bearer ' + token } }); }\n return fetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + k } }); }",
  ],
  ['ternary in the header', "fetch('https://j/JSSResource/a', { headers: { Authorization: token ? 'Bearer ' + token : 'Basic ' + k } });"],
  ['or', "fetch('https://j/JSSResource/a', { headers: { Authorization: (token && `Bearer ${token}`) || `Basic ${k}` } });"],
  [
    'header set in both arms',
    "const headers: any = {};\nif (token) headers.Authorization = 'Bearer ' + token; else headers.Authorization = 'Basic ' + k;\nfetch('https://j/JSSResource/a', { headers });",
  ],
  [
    'header replaced in one arm',
    "const headers: any = { Authorization: 'Basic ' + k };\nif (token) { headers.Authorization = 'Bearer ' + token; }\nfetch('https://j/JSSResource/a', { headers });",
  ],
  [
    'spread of one of two',
    "import axios from 'axios';\naxios.get('https://j/JSSResource/a', { ...(basic ? { auth: { username: u, password: p } } : { headers: { Authorization: 'Bearer ' + t } }) });",
  ],
  [
    'switch',
    "let header;\nswitch (mode) { case 'token': header = 'Bearer ' + t; break; default: header = 'Basic ' + k; }\nfetch('https://j/JSSResource/a', { headers: { Authorization: header } });",
  ],
  [
    'interceptor',
    "import axios from 'axios';\naxios.interceptors.request.use((c) => { if (token) { c.headers.Authorization = 'Bearer ' + token; } else { c.auth = { username: u, password: p }; } return c; });\naxios.get('https://j/JSSResource/a');",
  ],
];

const unguarded: readonly [string, string][] = [
  [
    'two calls in one branch',
    "if (x) { fetch('https://j/JSSResource/a', { headers: { Authorization: 'Bearer ' + t } }); fetch('https://j/JSSResource/b', { headers: { Authorization: 'Basic ' + k } }); }",
  ],
  ['Basic in both arms', "fetch('https://j/JSSResource/a', { headers: { Authorization: x ? 'Basic ' + k : 'Basic ' + l } });"],
];

describe('branches', () => {
  it.each(guarded)('%s: guarded', async (_, script) => {
    const { calls } = await extraction(script);
    const basic = calls.filter((call) => call.credentials.some((one) => one.scheme === 'basic'));
    expect(basic).toHaveLength(1);
    expect([...guardedCalls(calls)]).toEqual(basic);
  });

  it.each(unguarded)('%s: not guarded', async (_, script) => {
    const { calls } = await extraction(script);
    expect(calls.some((call) => call.credentials.some((one) => one.scheme === 'basic'))).toBe(true);
    expect(guardedCalls(calls).size).toBe(0);
  });

  it('keeps URL and credentials of one arm together', async () => {
    const script =
      "const classic = mode === 'classic';\nconst url = classic ? 'https://j/JSSResource/a' : 'https://j/api/v1/auth/token';\nconst h = classic ? 'Bearer ' + t : 'Basic ' + k;\nfetch(url, { headers: { Authorization: h } });";
    expect((await callsIn(script)).sort()).toEqual([
      '4 fetch GET https://j/JSSResource/a: bearer authorization-header',
      '4 fetch GET https://j/api/v1/auth/token: basic authorization-header',
    ]);
  });

  it('leaves out an arm that cannot be taken', async () => {
    const script =
      "const LEGACY = false;\nconst h = LEGACY ? 'Basic ' + k : 'Bearer ' + t;\nfetch('https://j/JSSResource/a', { headers: { Authorization: h } });";
    expect(await callsIn(script)).toEqual(['3 fetch GET https://j/JSSResource/a: bearer authorization-header']);
  });
});
