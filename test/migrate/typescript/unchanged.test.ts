import { describe, expect, test } from 'vitest';
import { migrated } from './migrated.ts';

const TOP = 'const { J, U, P } = process.env;\n';
const BASIC = '`Basic ${btoa(`${U}:${P}`)}`';
const GET = `fetch(\`\${J}/JSSResource/x\`, { headers: { Authorization: ${BASIC} } })`;

/** What nothing is found in: nothing may be said of it either. */
const NOTHING: [name: string, script: string, file?: string][] = [
  ['a token', `await fetch(\`\${J}/JSSResource/x\`, { headers: { Authorization: \`Bearer \${process.env.T}\` } });`],
  ['the request for a token', `await fetch(\`\${J}/api/v1/auth/token\`, { method: 'POST', headers: { Authorization: ${BASIC} } });`],
  ['another server', `await fetch('https://tickets.example.com/rest', { headers: { Authorization: ${BASIC} } });`],
  ['no credentials', 'await fetch(`${J}/JSSResource/x`);'],
  ['a comment', `// await ${GET};\nawait fetch(\`\${J}/JSSResource/x\`);`],
  ['a text', `console.log("fetch(J + '/JSSResource/x', { headers: { Authorization: 'Basic ' + btoa(U + ':' + P) } })");`],
  ['a digest', `await fetch(\`\${J}/JSSResource/x\`, { headers: { Authorization: 'Digest username="x"' } });`],
];

/** What is found and left to a person. */
const MANUAL: [name: string, reason: RegExp, script: string, file?: string][] = [
  [
    'an address from outside',
    /^dynamic-url/,
    `export const f = (url) => fetch(url, { headers: { Authorization: ${BASIC} } });\nf(process.argv[2]); // jamf`,
  ],
  ['a result that is used at once', /Put it into an async function/, `const p = ${GET};\nmodule.exports = p;`, 'a.cjs'],
  [
    'a function that is handed on',
    /handed on/,
    `const h = () => ({ Authorization: ${BASIC} });\nuse(h);\nfetch(\`\${J}/JSSResource/x\`, { headers: h() });\nmodule.exports = 1;`,
    'a.cjs',
  ],
  [
    'a function that nothing calls',
    /^shared-file: Nothing in sight calls/,
    `exports.f = function f() {\n  const r = ${GET};\n  return { r };\n};`,
    'a.cjs',
  ],
  [
    'a getter and a setter',
    /grow old/,
    `class A {\n  get h() { return { Authorization: ${BASIC} }; }\n  set h(v) {}\n  async f() { return fetch(\`\${J}/JSSResource/x\`, { headers: this.h }); }\n}\nnew A().f();`,
  ],
  ['a static block', /nothing can be waited for/, `class A {\n  static {\n    ${GET};\n  }\n}`],
  ['a generator', /generator/, `function* f() {\n  yield ${GET};\n}\nfor (const r of f()) await r;`],
  [
    'a variable that moves',
    /page may change|may change before/,
    `let page = 0;\nfunction f() {\n  fetch(\`\${J}/JSSResource/x?page=\${page}\`, { headers: { Authorization: ${BASIC} } }).then(console.log);\n  page += 1;\n}\nf();\nf();\nexports.f = f;`,
    'a.cjs',
  ],
  [
    'headers that are written to later',
    /changed later/,
    `const headers = { Authorization: ${BASIC} };\nexport async function f() {\n  headers['X-Id'] = '1';\n  return fetch(\`\${J}/JSSResource/x\`, { headers });\n}`,
  ],
  [
    'headers that are exported',
    /^shared-file/,
    `export const headers = { Authorization: ${BASIC} };\nexport const f = async () => fetch(\`\${J}/JSSResource/x\`, { headers });`,
  ],
  [
    'headers that are set twice',
    /set more than once/,
    `let headers = {};\nheaders = { Authorization: ${BASIC} };\nexport const f = async () => fetch(\`\${J}/JSSResource/x\`, { headers });`,
  ],
  [
    'headers that a client keeps',
    /may keep it|own, among/,
    `const rp = require('request-promise');\nconst api = rp.defaults({ headers: { Authorization: ${BASIC} } });\nconst f = async () => api.get(\`\${J}/JSSResource/x\`);\nf();`,
    'a.cjs',
  ],
  [
    'headers that an object keeps',
    /may keep it/,
    `class Api {\n  constructor(headers) { this.headers = headers; }\n  async get() { return fetch(\`\${J}/JSSResource/x\`, { headers: this.headers }); }\n}\nconst api = new Api({ Authorization: ${BASIC} });\nawait api.get();`,
  ],
  [
    'headers that a closure keeps',
    /may keep it/,
    `const make = (headers) => () => fetch(\`\${J}/JSSResource/x\`, { headers });\nconst get = make({ Authorization: ${BASIC} });\nawait get();`,
  ],
  [
    'the same header for a token',
    /request for a token/,
    `const headers = { Authorization: ${BASIC} };\nawait fetch(\`\${J}/api/v1/auth/token\`, { method: 'POST', headers });\nawait fetch(\`\${J}/JSSResource/x\`, { headers });`,
  ],
  [
    'the same header for another server',
    /other servers/,
    `const headers = { Authorization: ${BASIC} };\nawait fetch('https://tickets.example.com/rest', { headers });\nawait fetch(\`\${J}/JSSResource/x\`, { headers });`,
  ],
  [
    'two servers',
    /^dynamic-url: Which server/,
    `const { K } = process.env;\nconst headers = () => ({ Authorization: ${BASIC} });\nawait fetch(\`\${J}/JSSResource/x\`, { headers: headers() });\nawait fetch(\`\${K}/JSSResource/x\`, { headers: headers() });`,
  ],
  [
    'a proxy',
    /proxy/,
    `import axios from 'axios';\nawait axios.get(J + '/JSSResource/x', { auth: { username: U, password: P }, proxy: { host: 'p', port: 1 } });`,
  ],
  [
    'an agent that is out of scope',
    /Agent is for the call is not known/,
    `import https from 'node:https';\nimport axios from 'axios';\nconst auth = { username: U, password: P };\nawait axios.get(J + '/JSSResource/x', { auth, httpsAgent: new https.Agent({ ca: 'x' }) });`,
  ],
  ['userinfo', /stand in the URL/, `import axios from 'axios';\nawait axios.get(\`https://\${U}:\${P}@jamf.example.com/JSSResource/x\`);`],
  [
    'a request of got whose callers read it',
    /go on with it themselves/,
    `import got from 'got';\nfunction get(id) {\n  const headers = { Authorization: ${BASIC} };\n  return got(\`\${J}/JSSResource/x/id/\${id}\`, { headers });\n}\nconsole.log(await get(1).json());`,
  ],
  [
    'a request of https that is returned',
    /go on with it themselves/,
    `import https from 'node:https';\nfunction get() {\n  return https.get(\`\${J}/JSSResource/x\`, { headers: { Authorization: ${BASIC} } });\n}\nget().on('response', console.log);`,
  ],
  [
    'curl with a certificate of its own',
    /cannot take over --cacert/,
    `import { execSync } from 'node:child_process';\nexecSync(\`curl --cacert ca.pem -u \${U}:\${P} \${J}/JSSResource/x\`);`,
  ],
  [
    'curl with options in one word',
    /inside-eval|cannot be changed safely/,
    `import { execSync } from 'node:child_process';\nexecSync(\`curl -su\${U}:\${P} \${J}/JSSResource/x\`);`,
  ],
  [
    'curl in a function that returns its output',
    /^shared-file/,
    `import { execSync } from 'node:child_process';\nexport function f() {\n  return execSync(\`curl -u \${U}:\${P} \${J}/JSSResource/x\`).toString();\n}`,
  ],
  [
    'wget',
    /^unsupported-client/,
    `import { execSync } from 'node:child_process';\nexecSync(\`wget --user=\${U} --password=\${P} \${J}/JSSResource/x\`);`,
  ],
  [
    'the expiry of an old token',
    /when the token expires/,
    `const r = await fetch('https://jamf.example.com/uapi/auth/tokens', { method: 'POST', headers: { Authorization: ${BASIC} } });\nconst { token, expires } = await r.json();`,
  ],
  [
    'the Jamf Pro API alone',
    /^never-worked/,
    `await fetch('https://jamf.example.com/api/v1/categories', { headers: { Authorization: ${BASIC} } }); // jamf`,
  ],
];

describe('nothing is said of', () => {
  test.each(NOTHING)('%s', async (_name, script, file = 'a.mjs') => {
    const text = `${script.startsWith('import') ? script.replace(/((?:^import .*\n)+)/, `$1${TOP}`) : TOP + script}\n`;
    expect(await migrated({ [file]: text })).toEqual({ text, calls: [] });
  });
});

describe('left to a person is', () => {
  test.each(MANUAL)('%s', async (_name, reason, script, file = 'a.mjs') => {
    const text = `${script.startsWith('import') ? script.replace(/((?:^import .*\n)+)/, `$1${TOP}`) : TOP + script}\n`;
    const result = await migrated({ [file]: text });
    expect(result.text).toBe(text);
    expect(result.calls.length).toBeGreaterThan(0);
    for (const call of result.calls) expect(call.replace(/^manual: /, '')).toMatch(reason);
  });
});

describe('what comes out', () => {
  test('is the same for the same files, and is not changed again', async () => {
    const files = { 'a.mjs': `${TOP}await ${GET};\n`, 'b.cjs': `${TOP}${GET}.then(console.log);\n` };
    const one = await migrated(files);
    expect(await migrated(files)).toEqual(one);
    expect(one.calls).toEqual(['safe', 'safe']);
  });

  test('is left where only part of it may change', async () => {
    const files = {
      'headers.mjs': `export const headers = () => ({ Authorization: 'Basic ' + process.env.B });\n`,
      'a.mjs': `import { headers } from './headers.mjs';\nawait fetch('https://jamf.example.com/JSSResource/x', { headers: headers() });\n`,
    };
    const { calls } = await migrated(files, { paths: ['a.mjs'] });
    expect(calls).toEqual([expect.stringMatching(/^manual: shared-file: The change reaches into headers\.mjs/)]);
  });

  test('is as safe as was asked for', async () => {
    const files = {
      'headers.mjs': `export const headers = () => ({ Authorization: 'Basic ' + process.env.B });\n`,
      'a.mjs': `import { headers } from './headers.mjs';\nawait fetch('https://jamf.example.com/JSSResource/x', { headers: headers() });\n`,
    };
    const { calls, text } = await migrated(files, { level: 'safe' });
    expect(calls).toEqual([expect.stringMatching(/^manual: below-level/)]);
    expect(text).toBe(files['headers.mjs']);
  });
});
