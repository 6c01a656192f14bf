import { describe, expect, test } from 'vitest';
import { migrated } from './migrated.ts';

const TOP = 'const { J, U, P } = process.env;\n';
const BASIC = '`Basic ${btoa(`${U}:${P}`)}`';
const BEARER = '`Bearer ${await unbasicToken(J, U, P)}`';

interface Row {
  readonly name: string;
  readonly file?: string;
  readonly before: string;
  readonly after: string;
}

const ROWS: readonly Row[] = [
  {
    name: 'a header in a call',
    before: `await fetch(J + '/JSSResource/x', { headers: { Authorization: ${BASIC} } });`,
    after: `await fetch(J + '/JSSResource/x', { headers: { Authorization: ${BEARER} } });`,
  },
  {
    name: 'pairs of headers',
    before: `await fetch(\`\${J}/JSSResource/x\`, { headers: [['Authorization', ${BASIC}]] });`,
    after: `await fetch(\`\${J}/JSSResource/x\`, { headers: [['Authorization', ${BEARER}]] });`,
  },
  {
    name: 'a header in shorthand',
    before: `const Authorization = ${BASIC};\nawait fetch(\`\${J}/JSSResource/x\`, { headers: { Authorization } });`,
    after: `await fetch(\`\${J}/JSSResource/x\`, { headers: { Authorization: ${BEARER} } });`,
  },
  {
    name: 'Headers that are handed over',
    before: `const h = new Headers({ authorization: ${BASIC} });\nawait fetch(\`\${J}/JSSResource/x\`, { headers: h });`,
    after: `const h = new Headers({ authorization: ${BEARER} });\nawait fetch(\`\${J}/JSSResource/x\`, { headers: h });`,
  },
  {
    name: 'a URL object',
    before: `await fetch(new URL('/JSSResource/x', J), { headers: { Authorization: ${BASIC} } });`,
    after: `await fetch(new URL('/JSSResource/x', J), { headers: { Authorization: ${BEARER} } });`,
  },
  {
    name: 'a base that ends in JSSResource',
    before: `const api = J + '/JSSResource';\nfor (const id of [1, 2]) await fetch(api + '/x/id/' + id, { headers: { Authorization: ${BASIC} } });`,
    after: `const api = J + '/JSSResource';\nfor (const id of [1, 2]) await fetch(api + '/x/id/' + id, { headers: { Authorization: ${BEARER} } });`,
  },
  {
    name: 'headers built before a loop',
    before: `async function f(ids) {\n  const headers = { Authorization: ${BASIC} };\n  for (const id of ids) await fetch(\`\${J}/JSSResource/x/id/\${id}\`, { headers });\n}\nawait f([1]);`,
    after: `async function f(ids) {\n  const headers = async () => ({ Authorization: ${BEARER} });\n  for (const id of ids) await fetch(\`\${J}/JSSResource/x/id/\${id}\`, { headers: await headers() });\n}\nawait f([1]);`,
  },
  {
    name: 'options that hold headers that are built once',
    before: `const headers = { Authorization: ${BASIC} };\nconst options = { method: 'GET', headers };\nexport const f = async () => fetch(\`\${J}/JSSResource/x\`, options);`,
    after: `const headers = async () => ({ Authorization: ${BEARER} });\nconst options = async () => ({ method: 'GET', headers: await headers() });\nexport const f = async () => fetch(\`\${J}/JSSResource/x\`, await options());`,
  },
  {
    name: 'a function of a function that builds headers',
    before: `const auth = () => ${BASIC};\nconst headers = () => ({ Accept: 'x', Authorization: auth() });\nawait fetch(\`\${J}/JSSResource/x\`, { headers: headers() });`,
    after: `const auth = () => ${BASIC};\nconst headers = async () => ({ Accept: 'x', Authorization: \`Bearer \${await unbasicTokenBase64(J, auth())}\` });\nawait fetch(\`\${J}/JSSResource/x\`, { headers: await headers() });`,
  },
  {
    name: 'a callback of map',
    before: `await Promise.all([1, 2].map((id) => fetch(\`\${J}/JSSResource/x/id/\${id}\`, { headers: { Authorization: ${BASIC} } })));`,
    after: `await Promise.all([1, 2].map(async (id) => fetch(\`\${J}/JSSResource/x/id/\${id}\`, { headers: { Authorization: ${BEARER} } })));`,
  },
  {
    name: 'a callback of then',
    before: `Promise.resolve(1).then((id) => {\n  const headers = { Authorization: ${BASIC} };\n  return fetch(\`\${J}/JSSResource/x/id/\${id}\`, { headers });\n});`,
    after: `Promise.resolve(1).then(async (id) => {\n  const headers = { Authorization: ${BEARER} };\n  return fetch(\`\${J}/JSSResource/x/id/\${id}\`, { headers });\n});`,
  },
  {
    name: 'the last call of a CommonJS script',
    file: 'a.cjs',
    before: `function main() {\n  const headers = { Authorization: ${BASIC} };\n  fetch(\`\${J}/JSSResource/x\`, { headers }).then(console.log);\n}\n\nmain();`,
    after: `async function main() {\n  const headers = { Authorization: ${BEARER} };\n  fetch(\`\${J}/JSSResource/x\`, { headers }).then(console.log);\n}\n\nmain();`,
  },
  {
    name: 'a call without a wait in CommonJS',
    file: 'a.cjs',
    before: `fetch(\`\${J}/JSSResource/x\`, { headers: { Authorization: ${BASIC} } }).then(console.log);`,
    after: `unbasicToken(J, U, P).then((unbasicBearer) => fetch(\`\${J}/JSSResource/x\`, { headers: { Authorization: \`Bearer \${unbasicBearer}\` } })).then(console.log);`,
  },
  {
    name: 'an alternative of a condition',
    before: `const t = process.env.T;\nawait fetch(\`\${J}/JSSResource/x\`, { headers: { Authorization: t ? \`Bearer \${t}\` : ${BASIC} } });`,
    after: `const t = process.env.T;\nawait fetch(\`\${J}/JSSResource/x\`, { headers: { Authorization: t ? \`Bearer \${t}\` : ${BEARER} } });`,
  },
  {
    name: 'axios with an object of credentials',
    before: `import axios from 'axios';\nexport async function f(url, auth) {\n  return axios.get(url + '/JSSResource/x', { auth, timeout: 5000 });\n}\nawait f(J, { username: U, password: P });`,
    after: `import axios from 'axios';\nexport async function f(url, auth) {\n  return axios.get(url + '/JSSResource/x', { headers: { Authorization: \`Bearer \${await unbasicToken(url, auth.username, auth.password, { timeout: 5000 })}\` }, timeout: 5000 });\n}\nawait f(J, { username: U, password: P });`,
  },
  {
    name: 'axios with headers from elsewhere',
    before: `import axios from 'axios';\nconst headers = { Accept: 'x' };\nawait axios.get(\`\${J}/JSSResource/x\`, { headers, auth: { username: U, password: P } });`,
    after: `import axios from 'axios';\nconst headers = { Accept: 'x' };\nawait axios.get(\`\${J}/JSSResource/x\`, { headers: { ...headers, Authorization: ${BEARER} } });`,
  },
  {
    name: 'axios with other options spread',
    before: `import axios from 'axios';\nconst common = { timeout: 1 };\nawait axios.get(\`\${J}/JSSResource/x\`, { ...common, auth: { username: U, password: P } });`,
    after: `import axios from 'axios';\nconst common = { timeout: 1 };\nawait axios.get(\`\${J}/JSSResource/x\`, { ...common, headers: { ...common.headers, Authorization: \`Bearer \${await unbasicToken(J, U, P, { timeout: 1 })}\` } });`,
  },
  {
    name: 'an agent of axios',
    before: `import axios from 'axios';\nimport https from 'node:https';\nconst httpsAgent = new https.Agent({ rejectUnauthorized: false });\nawait axios.get(\`\${J}/JSSResource/x\`, { auth: { username: U, password: P }, httpsAgent });`,
    after: `import axios from 'axios';\nimport https from 'node:https';\nconst httpsAgent = new https.Agent({ rejectUnauthorized: false });\nawait axios.get(\`\${J}/JSSResource/x\`, { headers: { Authorization: \`Bearer \${await unbasicToken(J, U, P, { agent: httpsAgent })}\` }, httpsAgent });`,
  },
  {
    name: 'an axios instance in an arrow function',
    before: `import axios from 'axios';\nconst make = () => axios.create({ baseURL: J, auth: { username: U, password: P } });\nawait make().get('/JSSResource/x');`,
    after: `import axios from 'axios';\nconst make = () => {\n  const client = axios.create({ baseURL: J });\n  client.interceptors.request.use(async (config) => {\n    config.headers.Authorization = ${BEARER};\n    return config;\n  });\n  return client;\n};\nawait make().get('/JSSResource/x');`,
  },
  {
    name: 'a ky instance',
    before: `import ky from 'ky';\nconst api = ky.create({ prefixUrl: J, headers: { Authorization: ${BASIC} } });\nawait api.get('JSSResource/x');`,
    after: `import ky from 'ky';\nconst api = ky.create({ prefixUrl: J, hooks: { beforeRequest: [async (request) => { request.headers.set('Authorization', ${BEARER}); }] } });\nawait api.get('JSSResource/x');`,
  },
  {
    name: 'curl with a list of arguments',
    before: `import { execFile } from 'node:child_process';\nimport { promisify } from 'node:util';\nconst run = promisify(execFile);\nawait run('curl', ['-s', '-u', \`\${U}:\${P}\`, \`\${J}/JSSResource/x\`]);`,
    after: `import { execFile } from 'node:child_process';\nimport { promisify } from 'node:util';\nconst run = promisify(execFile);\nawait run('curl', ['-s', '--oauth2-bearer', await unbasicToken(J, U, P), \`\${J}/JSSResource/x\`]);`,
  },
  {
    name: 'curl in a text for a shell',
    before: `import { execSync } from 'node:child_process';\nexecSync(\`curl -sk -u \${U}:\${P} "\${J}/JSSResource/x"\`);`,
    after: `import { execSync } from 'node:child_process';\nexecSync(\`curl -sk --oauth2-bearer "\${await unbasicToken(J, U, P, { rejectUnauthorized: false })}" "\${J}/JSSResource/x"\`);`,
  },
  {
    name: 'curl in a sum of texts',
    before: `import { execSync } from 'node:child_process';\nexecSync('curl -s -u ' + U + ':' + P + ' ' + J + '/JSSResource/x');`,
    after: `import { execSync } from 'node:child_process';\nexecSync('curl -s --oauth2-bearer ' + '"' + (await unbasicToken(J, U, P)) + '"' + ' ' + J + '/JSSResource/x');`,
  },
  {
    name: 'double quotes and tabs',
    before: `await fetch(J + "/JSSResource/x", {\n\theaders: { "Authorization": "Basic " + btoa(U + ":" + P) },\n})`,
    after: `await fetch(J + "/JSSResource/x", {\n\theaders: { "Authorization": "Bearer " + (await unbasicToken(J, U, P)) },\n})`,
  },
];

describe('a change', () => {
  test.each(ROWS)('$name', async ({ file = 'a.mjs', before, after }) => {
    const top = before.startsWith('import') ? '' : TOP;
    const place = (text: string): string => (top === '' ? `${text.replace(/((?:^import .*\n)+)/, `$1${TOP}`)}\n` : `${top}${text}\n`);
    const { text, calls } = await migrated({ [file]: place(before) });
    expect(calls).not.toContainEqual(expect.stringContaining('manual'));
    expect(text).toBe(place(after));
  });
});
