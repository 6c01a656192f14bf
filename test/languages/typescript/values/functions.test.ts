import { describe, expect, it } from 'vitest';
import { basicIn, callsIn } from '../workspace.ts';

const GET = 'const AUTH = { headers: { Authorization: "Basic " + k } };\n';

const cases: readonly [string, string, string[]][] = [
  [
    'a wrapper is one call with the URLs of its callers',
    `${GET}function get(path) { return fetch('https://j' + path, AUTH); }\nget('/JSSResource/a');\nget('/JSSResource/b');`,
    ['2 https://j/JSSResource/a | https://j/JSSResource/b'],
  ],
  [
    'default argument',
    `${GET}function get(path = '/JSSResource/a') { return fetch('https://j' + path, AUTH); }\nget();`,
    ['2 https://j/JSSResource/a'],
  ],
  [
    'destructured parameter',
    `${GET}const get = ({ path, base = 'https://j' }) => fetch(base + path, AUTH);\nget({ path: '/JSSResource/a' });`,
    ['2 https://j/JSSResource/a'],
  ],
  [
    'rest parameter',
    `${GET}function get(...parts) { return fetch(parts.join('/'), AUTH); }\nget('https://j', 'JSSResource', 'a');`,
    ['2 https://j/JSSResource/a'],
  ],
  [
    'spread argument',
    `${GET}function get(url, init) { return fetch(url, init); }\nconst args = ['https://j/JSSResource/a', AUTH];\nget(...args);`,
    ['2 https://j/JSSResource/a'],
  ],
  [
    'wrapper of a wrapper',
    `${GET}const send = (url) => fetch(url, AUTH);\nconst get = (path) => send(\`https://j/JSSResource/\${path}\`);\nget('a');`,
    ['2 https://j/JSSResource/a'],
  ],
  [
    'closure',
    `${GET}function client(base) { return { get: (path) => fetch(base + path, AUTH) }; }\nclient('https://j').get('/JSSResource/a');`,
    ['2 https://j/JSSResource/a'],
  ],
  [
    'returned URL',
    `${GET}const url = (id) => { if (!id) { return 'https://j/JSSResource/a'; } return \`https://j/JSSResource/a/id/\${id}\`; };\nfetch(url(), AUTH);`,
    ['3 https://j/JSSResource/a'],
  ],
  [
    'promise',
    `${GET}const login = async () => ({ base: 'https://j' });\nlogin().then(({ base }) => fetch(base + '/JSSResource/a', AUTH));`,
    ['3 https://j/JSSResource/a'],
  ],
  [
    'callback of an own function',
    `${GET}const each = (list, f) => { for (const one of list) f(one); };\neach(['a', 'b'], (name) => fetch('https://j/JSSResource/' + name, AUTH));`,
    ['3 https://j/JSSResource/a | https://j/JSSResource/b'],
  ],
  [
    'map',
    `${GET}['a', 'b'].map((name) => fetch('https://j/JSSResource/' + name, AUTH));`,
    ['2 https://j/JSSResource/a | https://j/JSSResource/b'],
  ],
  [
    'for of',
    `${GET}for (const name of ['a', 'b']) await fetch('https://j/JSSResource/' + name, AUTH);`,
    ['2 https://j/JSSResource/a | https://j/JSSResource/b'],
  ],
  [
    'keys of an object',
    `${GET}const paths = { one: 'a' };\nfor (const [, path] of Object.entries(paths)) fetch('https://j/JSSResource/' + path, AUTH);`,
    ['3 https://j/JSSResource/a'],
  ],
  [
    'retry helper',
    `${GET}const retry = async (f) => { try { return await f(); } catch { return f(); } };\nretry(() => fetch('https://j/JSSResource/a', AUTH));`,
    ['3 https://j/JSSResource/a'],
  ],
  [
    'function passed by name',
    `${GET}const load = (name) => fetch('https://j/JSSResource/' + name, AUTH);\n['a'].forEach(load);`,
    ['2 https://j/JSSResource/a'],
  ],
  [
    'recursion ends',
    `${GET}function page(url, n) { fetch(url, AUTH); return n ? page(url + '/x', n - 1) : null; }\npage('https://j/JSSResource/a', 3);`,
    ['2 {url}/x | https://j/JSSResource/a'],
  ],
  [
    'f.call',
    `${GET}function get(path) { return fetch('https://j' + path, AUTH); }\nget.call(null, '/JSSResource/a');`,
    ['2 https://j/JSSResource/a'],
  ],
  [
    'hoisted',
    `${GET}get('/JSSResource/a');\nfunction get(path) { return fetch('https://j' + path, AUTH); }`,
    ['3 https://j/JSSResource/a'],
  ],
];

describe('functions', () => {
  it.each(cases)('%s', async (_, script, expected) => {
    expect(await basicIn(script)).toEqual(expected);
  });

  it('keeps the credentials of one caller from the URL of another', async () => {
    const script = [
      'function send(path, authorization) {',
      "  return fetch('https://j' + path, { headers: { authorization } });",
      '}',
      "send('/api/v1/auth/token', 'Basic ' + btoa(u + ':' + p));",
      "send('/JSSResource/a', 'Bearer ' + token);",
    ].join('\n');
    expect(await callsIn(script)).toEqual([
      '2 fetch GET https://j/api/v1/auth/token: basic authorization-header u/p',
      '2 fetch GET https://j/JSSResource/a: bearer authorization-header',
    ]);
  });

  it('looks at what a caller passes for a condition', async () => {
    const script = [
      'function url(path, classic = true) {',
      "  return classic ? 'https://j/JSSResource' + path : 'https://j' + path;",
      '}',
      "fetch(url('/a'), { headers: { Authorization: 'Bearer ' + t } });",
      "fetch(url('/api/v1/auth/token', false), { headers: { Authorization: 'Basic ' + k } });",
    ].join('\n');
    expect(await callsIn(script)).toEqual([
      '4 fetch GET https://j/JSSResource/a: bearer authorization-header',
      '5 fetch GET https://j/api/v1/auth/token: basic authorization-header',
    ]);
  });
});
