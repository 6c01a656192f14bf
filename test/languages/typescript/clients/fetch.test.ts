import { describe, expect, it } from 'vitest';
import { callsIn } from '../workspace.ts';

const HEADER = "const auth = 'Basic ' + btoa(user + ':' + pass);\n";

const cases: readonly [string, string, string[]][] = [
  [
    'literal init',
    "fetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + btoa(user + ':' + pass) } });",
    ['1 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'template header',
    'await fetch(`${base}/JSSResource/a`, { method: "PUT", headers: { authorization: `Basic ${btoa(`${u}:${p}`)}` } });',
    ['1 fetch PUT {base}/JSSResource/a: basic authorization-header u/p'],
  ],
  [
    'prefix and a variable',
    "fetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + encoded } });",
    ['1 fetch GET https://j/JSSResource/a: basic authorization-header'],
  ],
  [
    'Buffer',
    `const b = Buffer.from(process.env.U + ':' + process.env.P).toString('base64');\nfetch('https://j/JSSResource/a', { headers: { Authorization: \`Basic \${b}\` } });`,
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header U/P'],
  ],
  [
    'new Buffer',
    "fetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + new Buffer(u + ':' + p).toString('base64') } });",
    ['1 fetch GET https://j/JSSResource/a: basic authorization-header u/p'],
  ],
  [
    'Headers object',
    `${HEADER}const h = new Headers();\nh.set('Authorization', auth);\nfetch('https://j/JSSResource/a', { headers: h });`,
    ['4 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'Headers with an object',
    `${HEADER}fetch('https://j/JSSResource/a', { headers: new Headers({ Authorization: auth }) });`,
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'list of pairs',
    `${HEADER}fetch('https://j/JSSResource/a', { headers: [['Accept', 'x'], ['Authorization', auth]] });`,
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'init in a variable, header set later',
    `${HEADER}const init: any = { headers: {} };\ninit.headers.Authorization = auth;\nfetch('https://j/JSSResource/a', init);`,
    ['4 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'item assignment',
    `${HEADER}const headers = {};\nheaders['Authorization'] = auth;\nfetch('https://j/JSSResource/a', { headers });`,
    ['4 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'spread',
    `${HEADER}const common = { headers: { Authorization: auth } };\nfetch('https://j/JSSResource/a', { ...common, method: 'POST' });`,
    ['3 fetch POST https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'Object.assign',
    `${HEADER}fetch('https://j/JSSResource/a', Object.assign({}, { headers: { Authorization: auth } }, { method: 'DELETE' }));`,
    ['2 fetch DELETE https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'Request object',
    `${HEADER}const r = new Request('https://j/JSSResource/a', { headers: { Authorization: auth } });\nfetch(r);`,
    ['3 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'node-fetch by require',
    `${HEADER}const nf = require('node-fetch');\nnf('https://j/JSSResource/a', { headers: { Authorization: auth } });`,
    ['3 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'undici fetch',
    `${HEADER}import { fetch as get } from 'undici';\nget('https://j/JSSResource/a', { headers: { Authorization: auth } });`,
    ['3 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'window.fetch',
    `${HEADER}window.fetch('https://j/JSSResource/a', { headers: { Authorization: auth } });`,
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'dynamic import',
    `${HEADER}const { default: nf } = await import('node-fetch');\nnf('https://j/JSSResource/a', { headers: { Authorization: auth } });`,
    ['3 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'user in the URL',
    'fetch(`https://${u}:${p}@j.example/JSSResource/a`);',
    ['1 fetch GET https://{u}:{p}@j.example/JSSResource/a: basic url-userinfo u/p'],
  ],
  [
    'js-base64',
    "import { Base64 } from 'js-base64';\nfetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic ' + Base64.encode(u + ':' + p) } });",
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header u/p'],
  ],
  [
    'URL object',
    `${HEADER}const url = new URL('/JSSResource/a', base);\nfetch(url, { headers: { Authorization: auth } });`,
    ['3 fetch GET {base}/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'URL with searchParams',
    `${HEADER}const url = new URL('https://j/JSSResource/a');\nurl.searchParams.set('x', '1');\nfetch(url.toString(), { headers: { Authorization: auth } });`,
    ['4 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'computed header name',
    `${HEADER}const NAME = 'Authorization';\nfetch('https://j/JSSResource/a', { headers: { [NAME]: auth } });`,
    ['3 fetch GET https://j/JSSResource/a: basic authorization-header user/pass'],
  ],
  [
    'header made by a function',
    "const basic = (u, p) => `Basic ${btoa(`${u}:${p}`)}`;\nfetch('https://j/JSSResource/a', { headers: { Authorization: basic(USER, PASS) } });",
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header USER/PASS'],
  ],
  [
    'async header function',
    "async function headers() { const t = await secret(); return { Authorization: 'Basic ' + t }; }\nfetch('https://j/JSSResource/a', { headers: await headers() });",
    ['2 fetch GET https://j/JSSResource/a: basic authorization-header'],
  ],
  // Nothing to find.
  [
    'bearer',
    "fetch('https://j/JSSResource/a', { headers: { Authorization: `Bearer ${token}` } });",
    ['1 fetch GET https://j/JSSResource/a: bearer authorization-header'],
  ],
  ['no credentials', "fetch('https://j/JSSResource/a');", ['1 fetch GET https://j/JSSResource/a: none']],
  [
    'header replaced by a token',
    `${HEADER}const headers = { Authorization: auth };\nheaders.Authorization = 'Bearer ' + token;\nfetch('https://j/JSSResource/a', { headers });`,
    ['4 fetch GET https://j/JSSResource/a: bearer authorization-header'],
  ],
  [
    'header deleted',
    `${HEADER}const headers = { Authorization: auth };\ndelete headers.Authorization;\nfetch('https://j/JSSResource/a', { headers });`,
    ['4 fetch GET https://j/JSSResource/a: none'],
  ],
  [
    'Headers entry deleted',
    `${HEADER}const h = new Headers({ Authorization: auth });\nh.delete('Authorization');\nfetch('https://j/JSSResource/a', { headers: h });`,
    ['4 fetch GET https://j/JSSResource/a: none'],
  ],
  [
    'later spread wins',
    `${HEADER}fetch('https://j/JSSResource/a', { headers: { Authorization: auth, ...{ Authorization: 'Bearer ' + t } } });`,
    ['2 fetch GET https://j/JSSResource/a: bearer authorization-header'],
  ],
  [
    'a function of the script called fetch',
    "function fetch(url, init) { return [url, init]; }\nfetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic x' } });",
    [],
  ],
  ['a parameter called fetch without callers', "export function run(get) { return get('https://j/JSSResource/a'); }", []],
  [
    'header set after the call',
    `${HEADER}const headers = {};\nfetch('https://j/JSSResource/a', { headers });\nheaders.Authorization = auth;`,
    ['3 fetch GET https://j/JSSResource/a: none'],
  ],
  [
    'another header',
    "fetch('https://j/JSSResource/a', { headers: { 'Proxy-Authorization': 'Basic ' + x } });",
    ['1 fetch GET https://j/JSSResource/a: none'],
  ],
  [
    'comment and text',
    "// fetch('https://j/JSSResource/a', { headers: { Authorization: 'Basic x' } })\nconst help = \"fetch('https://j/JSSResource/a')\";",
    [],
  ],
];

describe('fetch', () => {
  it.each(cases)('%s', async (_, script, expected) => {
    expect(await callsIn(script)).toEqual(expected);
  });
});
