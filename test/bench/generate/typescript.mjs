import { compose } from './compose.mjs';
import { APPS, capital, NOUNS, RESOURCES, scriptName, TEAMS, VENDORS, VERBS } from './words.mjs';

const nameOf = (r, n) => `${r.pick(VERBS)}${capital(r.pick(NOUNS))}${n}`;

// Ordinary parts: none of them holds an HTTP client. They are JavaScript and TypeScript alike.
const PARTS = [
  (r, n) =>
    `export function ${nameOf(r, n)}(rows, limit = ${r.whole(5, 200)}) {\n  const kept = rows.filter((row) => row.${r.pick(NOUNS)} !== undefined).slice(0, limit);\n  return kept.sort((a, b) => a.${r.pick(NOUNS)} - b.${r.pick(NOUNS)});\n}`,
  (r, n) =>
    `const ${r.pick(NOUNS)}${n} = {\n  ${r.pick(NOUNS)}: '${r.pick(TEAMS)}',\n  limit: ${r.whole(1, 999)},\n  names: ['${r.pick(APPS)}', '${r.pick(APPS)}'],\n};`,
  (r, n) =>
    `export class ${capital(r.pick(NOUNS))}${n} {\n  constructor(name, version = '${r.whole(1, 9)}.${r.whole(0, 9)}') {\n    this.name = name;\n    this.version = version;\n  }\n\n  isNewer(other) {\n    const [mine, theirs] = [this.version, other.version].map((text) => text.split('.').map(Number));\n    return mine[0] > theirs[0] || (mine[0] === theirs[0] && mine[1] > theirs[1]);\n  }\n}`,
  (r, n) =>
    `export function ${nameOf(r, n)}(text) {\n  const sites = new Map();\n  for (const line of text.split('\\n').slice(1)) {\n    const [serial, site] = line.split(',');\n    if (!serial) continue;\n    sites.set(site, [...(sites.get(site) ?? []), serial]);\n  }\n  return sites;\n}`,
  (r, n) =>
    `export async function ${nameOf(r, n)}(folder = '/Library/${capital(r.pick(VENDORS))}') {\n  const names = await readdir(folder);\n  const found = names.filter((name) => name.endsWith('.${r.pick(NOUNS)}'));\n  return Promise.all(found.map((name) => readFile(join(folder, name), 'utf8')));\n}`,
  (r, n) =>
    `const label${n} = (count, total = ${r.whole(10, 99)}) => \`${capital(r.pick(VERBS))} \${count} of \${total} ${r.pick(NOUNS)}\`;`,
];

const LOGIN = 'const server = process.env.JSS_URL;\nconst user = process.env.JSS_USER;\nconst password = process.env.JSS_PASSWORD;';
const ENCODED = "const encoded = Buffer.from(`${user}:${password}`).toString('base64');";
const several = (random, create) => Array.from({ length: random.whole(1, 3) }, (_, index) => create(index));

const DIRTY = [
  (r) => {
    const special = several(
      r,
      (n) =>
        `export async function get${capital(r.pick(RESOURCES))}${n}(id) {\n  const response = await fetch(\`\${server}/JSSResource/${r.pick(RESOURCES)}/id/\${id}\`, { headers: { Authorization: \`Basic \${encoded}\` } });\n  return response.json();\n}`,
    );
    return { setup: [LOGIN, ENCODED], special, expected: special.length };
  },
  (r) => {
    const special = several(
      r,
      (n) => `export const ${nameOf(r, n)} = async () => (await api.get('/JSSResource/${r.pick(RESOURCES)}')).data;`,
    );
    return {
      imports: "import axios from 'axios';",
      setup: [LOGIN, 'const api = axios.create({ baseURL: server, auth: { username: user, password } });'],
      special,
      expected: special.length,
    };
  },
  (r) => ({
    imports: "import got from 'got';",
    setup: [LOGIN],
    special: [
      `export const ${r.pick(NOUNS)}List = async () => got(\`\${server}/JSSResource/${r.pick(RESOURCES)}\`, { username: user, password }).json();`,
    ],
    expected: 1,
  }),
  (r) => ({
    imports: "import { execFileSync } from 'node:child_process';",
    setup: [LOGIN],
    special: [
      `export function remove(id) {\n  return execFileSync('curl', ['-s', '-u', \`\${user}:\${password}\`, '-X', 'DELETE', \`\${server}/JSSResource/${r.pick(RESOURCES)}/id/\${id}\`]);\n}`,
    ],
    expected: 1,
  }),
  (r) => ({
    setup: [LOGIN, ENCODED],
    special: [
      "class Classic {\n  constructor(base) {\n    this.base = base;\n  }\n\n  get(path) {\n    return fetch(this.base + '/JSSResource/' + path, { headers: { Authorization: 'Basic ' + encoded } });\n  }\n}",
      `const client = new Classic(server);\nawait client.get('${r.pick(RESOURCES)}');\nawait client.get('${r.pick(RESOURCES)}/id/${r.whole(1, 99)}');`,
    ],
    expected: 1,
  }),
  (r, module) => ({
    imports: `import { headers, server } from './${module}.mjs';`,
    special: [
      `export async function ${nameOf(r, '')}(id, name) {\n  const body = \`<computer><general><name>\${name}</name></general></computer>\`;\n  return fetch(\`\${server}/JSSResource/computers/id/\${id}\`, { method: 'PUT', body, headers });\n}`,
    ],
    expected: 1,
  }),
];

const CLEAN = [
  (r) => ({
    setup: [LOGIN, ENCODED],
    special: [
      "async function bearer() {\n  const response = await fetch(`${server}/api/v1/auth/token`, { method: 'POST', headers: { Authorization: `Basic ${encoded}` } });\n  return (await response.json()).token;\n}",
      `export async function list() {\n  const token = await bearer();\n  return fetch(\`\${server}/JSSResource/${r.pick(RESOURCES)}\`, { headers: { Authorization: \`Bearer \${token}\` } });\n}`,
    ],
  }),
  (r) => ({ special: [`export const feed = async () => (await fetch('https://downloads.${r.pick(VENDORS)}.example/feed.json')).json();`] }),
  () => ({
    imports: "import { execFileSync } from 'node:child_process';",
    special: ["export const serial = () => execFileSync('/usr/sbin/ioreg', ['-l'], { encoding: 'utf8' });"],
  }),
];

/** A script in JavaScript or TypeScript. @param module the module beside it that others import */
export function typescriptScript(random, kind, module) {
  const parts = kind === 'plain' ? {} : random.pick(kind === 'dirty' ? DIRTY : CLEAN)(random, module);
  const extension = random.pick(['ts', 'ts', 'mjs', 'js']);
  const imports = `import { readdir, readFile } from 'node:fs/promises';\nimport { join } from 'node:path';${parts.imports ? `\n${parts.imports}` : ''}`;
  const head = `// ${capital(random.pick(VERBS))} what ${random.pick(TEAMS)} needs to know of the ${random.pick(NOUNS)}.\n${imports}`;
  const text = compose(random, { ...parts, head }, (r, n) => r.pick(PARTS)(r, n), random.lines());
  return { name: `${scriptName(random)}.${extension}`, text, expected: parts.expected ?? 0 };
}

/** What scripts of a folder import: the server and the headers; in some, a function that calls with Basic credentials. */
export function typescriptLibrary(random, dirty) {
  const call = 'export const classic = (path) => fetch(`${server}/JSSResource/${path}`, { headers });';
  const head = `import { readdir, readFile } from 'node:fs/promises';\nimport { join } from 'node:path';\n\nexport const server = process.env.JSS_URL;\nconst login = \`\${process.env.JSS_USER}:\${process.env.JSS_PASSWORD}\`;\nexport const headers = { Authorization: \`Basic \${Buffer.from(login).toString('base64')}\` };`;
  const text = compose(random, { head, special: dirty ? [call] : [] }, (r, n) => r.pick(PARTS)(r, n), random.whole(20, 90));
  return { text, expected: dirty ? 1 : 0 };
}
