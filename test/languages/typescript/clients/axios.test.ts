import { describe, expect, it } from 'vitest';
import { callsIn } from '../workspace.ts';

const AXIOS = "import axios from 'axios';\n";

const cases: readonly [string, string, string[]][] = [
  [
    'get with auth',
    `${AXIOS}axios.get('https://j/JSSResource/a', { auth: { username: u, password: p } });`,
    ['2 axios GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'post with auth in the third argument',
    `${AXIOS}axios.post('https://j/JSSResource/a', xml, { auth: { username: u, password: p } });`,
    ['2 axios POST https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'config object',
    `${AXIOS}axios({ method: 'put', url: 'https://j/JSSResource/a', auth: { username: u, password: p } });`,
    ['2 axios PUT https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  ['url and config', `${AXIOS}axios('https://j/JSSResource/a', { auth });`, ['2 axios GET https://j/JSSResource/a: basic auth-argument']],
  [
    'request',
    `${AXIOS}axios.request({ url: '/JSSResource/a', baseURL: base, auth: creds });`,
    ['2 axios GET {base}/JSSResource/a: basic auth-argument'],
  ],
  [
    'header',
    `${AXIOS}axios.delete('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + key } });`,
    ['2 axios DELETE https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'create with auth',
    `${AXIOS}const api = axios.create({ baseURL: 'https://j:8443/', auth: { username: u, password: p } });\napi.get('/JSSResource/a');`,
    ['3 axios GET https://j:8443/JSSResource/a: basic session u/p'],
  ],
  [
    'create with a header',
    `${AXIOS}const api = axios.create({ baseURL: base + '/JSSResource', headers: { Authorization: 'Basic ' + btoa(u + ':' + p) } });\napi.get('computers');`,
    ['3 axios GET {base}/JSSResource/computers: basic session u/p'],
  ],
  [
    'create with a common header',
    `${AXIOS}const api = axios.create({ baseURL: base, headers: { common: { Authorization: 'Basic ' + k } } });\napi('/JSSResource/a');`,
    ['3 axios GET {base}/JSSResource/a: basic session'],
  ],
  [
    'global default header',
    `${AXIOS}axios.defaults.headers.common['Authorization'] = 'Basic ' + k;\naxios.get('https://j/JSSResource/a');`,
    ['3 axios GET https://j/JSSResource/a: basic session'],
  ],
  [
    'global default auth and base',
    `${AXIOS}axios.defaults.baseURL = 'https://j';\naxios.defaults.auth = { username: u, password: p };\naxios.get('/JSSResource/a');`,
    ['4 axios GET https://j/JSSResource/a: basic session u/p'],
  ],
  [
    'instance defaults',
    `${AXIOS}const api = axios.create();\napi.defaults.headers.common.Authorization = \`Basic \${k}\`;\napi.get('https://j/JSSResource/a');`,
    ['4 axios GET https://j/JSSResource/a: basic session'],
  ],
  [
    'instance default auth',
    `${AXIOS}const api = axios.create({ baseURL: b });\napi.defaults.auth = { username: u, password: p };\napi.get('/JSSResource/a');`,
    ['4 axios GET {b}/JSSResource/a: basic session u/p'],
  ],
  [
    'interceptor',
    `${AXIOS}const api = axios.create({ baseURL: b });\napi.interceptors.request.use((config) => { config.headers.Authorization = 'Basic ' + k; return config; });\napi.get('/JSSResource/a');`,
    ['4 axios GET {b}/JSSResource/a: basic handler'],
  ],
  [
    'interceptor sets auth',
    `${AXIOS}axios.interceptors.request.use((config) => { config.auth = { username: u, password: p }; return config; });\naxios.get('https://j/JSSResource/a');`,
    ['3 axios GET https://j/JSSResource/a: basic handler u/p'],
  ],
  [
    'interceptor returns a new config',
    `${AXIOS}const api = axios.create({ baseURL: b });\napi.interceptors.request.use((c) => ({ ...c, headers: { ...c.headers, Authorization: 'Basic ' + k } }));\napi.get('/JSSResource/a');`,
    ['4 axios GET {b}/JSSResource/a: basic handler'],
  ],
  [
    'interceptor function by name',
    `${AXIOS}const api = axios.create({ baseURL: b });\nfunction sign(config) { config.headers.set('Authorization', 'Basic ' + k); return config; }\napi.interceptors.request.use(sign);\napi.get('/JSSResource/a');`,
    ['5 axios GET {b}/JSSResource/a: basic handler'],
  ],
  [
    'interceptor by address',
    `${AXIOS}const api = axios.create({ baseURL: b });\napi.interceptors.request.use((c) => { if (c.url.startsWith('/JSSResource')) { c.auth = { username: u, password: p }; } else { c.headers.Authorization = 'Bearer ' + t; } return c; });\napi.get('/JSSResource/a');\napi.get('/api/v1/x');`,
    ['4 axios GET {b}/JSSResource/a: basic handler u/p', '5 axios GET {b}/api/v1/x: bearer handler'],
  ],
  [
    'instance through a wrapper',
    `${AXIOS}import { setupCache } from 'axios-cache-interceptor';\nconst api = setupCache(axios.create({ baseURL: b, auth: { username: u, password: p } }));\napi.get('/JSSResource/a');`,
    ['4 axios GET {b}/JSSResource/a: basic session u/p'],
  ],
  [
    'instance as a parameter',
    `${AXIOS}function list(client) { return client.get('/JSSResource/a'); }\nlist(axios.create({ baseURL: b, auth: { username: u, password: p } }));`,
    ['2 axios GET {b}/JSSResource/a: basic session u/p'],
  ],
  [
    'instance in a field',
    `${AXIOS}class Api { http = axios.create({ baseURL: b, auth: { username: u, password: p } }); list() { return this.http.get('/JSSResource/a'); } }`,
    ['2 axios GET {b}/JSSResource/a: basic session u/p'],
  ],
  [
    'retry of a failed request',
    `${AXIOS}const api = axios.create({ baseURL: b, auth: { username: u, password: p } });\napi.interceptors.response.use((r) => r, (error) => { error.config.retried = true; return api(error.config); });\napi.get('/JSSResource/a');`,
    ['4 axios GET {b}/JSSResource/a: basic session u/p', '3 axios ? {b}/JSSResource/a: basic session u/p'],
  ],
  [
    'auth beats the header',
    `${AXIOS}axios.get('https://j/JSSResource/a', { auth: { username: u, password: p }, headers: { Authorization: 'Bearer ' + t } });`,
    ['2 axios GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  [
    'certificates not checked',
    `${AXIOS}axios.get('https://j/JSSResource/a', { auth: { username: u, password: p } });`,
    ['2 axios GET https://j/JSSResource/a: basic auth-argument u/p'],
  ],
  // Nothing to find.
  [
    'bearer instance',
    `${AXIOS}const api = axios.create({ baseURL: b, headers: { Authorization: 'Bearer ' + t } });\napi.get('/JSSResource/a');`,
    ['3 axios GET {b}/JSSResource/a: bearer session'],
  ],
  [
    'auth cleared for the token',
    `${AXIOS}const api = axios.create({ baseURL: b, auth: { username: u, password: p } });\nconst t = (await api.post('/api/v1/auth/token')).data.token;\ndelete api.defaults.auth;\napi.defaults.headers.common.Authorization = 'Bearer ' + t;\napi.get('/JSSResource/a');`,
    ['3 axios POST {b}/api/v1/auth/token: basic session u/p', '6 axios GET {b}/JSSResource/a: bearer session'],
  ],
  [
    'auth set to undefined',
    `${AXIOS}const api = axios.create({ baseURL: b, auth: { username: u, password: p } });\napi.defaults.auth = undefined;\napi.get('/JSSResource/a');`,
    ['4 axios GET {b}/JSSResource/a: none'],
  ],
  [
    'another instance',
    `${AXIOS}const a = axios.create({ auth: { username: u, password: p } });\nconst b = axios.create({ headers: { Authorization: 'Bearer ' + t } });\nb.get('https://j/JSSResource/a');`,
    ['4 axios GET https://j/JSSResource/a: bearer session'],
  ],
  [
    'a commented option',
    `${AXIOS}axios.get('https://j/JSSResource/a', { /* auth: { username: u } */ headers: {} });`,
    ['2 axios GET https://j/JSSResource/a: none'],
  ],
  ['auth undefined', `${AXIOS}axios.get('https://j/JSSResource/a', { auth: undefined });`, ['2 axios GET https://j/JSSResource/a: none']],
  [
    'token login overwrites the default',
    `${AXIOS}axios.defaults.headers.common.Authorization = 'Basic ' + k;\nasync function login() { axios.defaults.headers.common.Authorization = 'Bearer ' + t; }\nasync function main() { await login(); await axios.get('https://j/JSSResource/a'); }`,
    ['4 axios GET https://j/JSSResource/a: bearer session'],
  ],
  [
    'interceptor of the answers',
    `${AXIOS}const api = axios.create({ baseURL: b });\napi.interceptors.response.use((r) => { r.config.headers.Authorization = 'Basic x'; return r; });\napi.get('/JSSResource/a');`,
    ['4 axios GET {b}/JSSResource/a: none'],
  ],
  [
    'not axios',
    "const axios = { get(url, config) { return [url, config]; } };\naxios.get('https://j/JSSResource/a', { auth: { username: u, password: p } });",
    [],
  ],
  [
    'members that send nothing',
    `${AXIOS}axios.isAxiosError(e); axios.getUri({ url: 'https://j/JSSResource/a', auth: {} }); axios.all([]);`,
    [],
  ],
];

describe('axios', () => {
  it.each(cases)('%s', async (_, script, expected) => {
    expect(await callsIn(script)).toEqual(expected);
  });
});
