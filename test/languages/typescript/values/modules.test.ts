import { describe, expect, it } from 'vitest';
import { basicIn, extraction } from '../workspace.ts';

type Files = Readonly<Record<string, string>>;
const HEADERS = "{ headers: { Authorization: 'Basic ' + k } }";
const SEND = `fetch(URL_ + '/JSSResource/a', ${HEADERS});`;

const cases: readonly [string, Files, string[]][] = [
  [
    'named import',
    { 'a.ts': "export const URL_ = 'https://j';", 'b.ts': `import { URL_ } from './a';\n${SEND}` },
    ['b.ts:2 https://j/JSSResource/a'],
  ],
  [
    '.js means .ts',
    { 'a.ts': "export const URL_ = 'https://j';", 'b.ts': `import { URL_ } from './a.js';\n${SEND}` },
    ['b.ts:2 https://j/JSSResource/a'],
  ],
  [
    'renamed import',
    { 'a.ts': "export const base = 'https://j';", 'b.ts': `import { base as URL_ } from './a';\n${SEND}` },
    ['b.ts:2 https://j/JSSResource/a'],
  ],
  [
    'default export',
    { 'a.ts': "export default 'https://j';", 'b.ts': `import URL_ from './a';\n${SEND}` },
    ['b.ts:2 https://j/JSSResource/a'],
  ],
  [
    'namespace import',
    {
      'a.ts': "export const base = 'https://j';",
      'b.ts': `import * as conf from './a';\nfetch(conf.base + '/JSSResource/a', ${HEADERS});`,
    },
    ['b.ts:2 https://j/JSSResource/a'],
  ],
  [
    're-export',
    { 'a.ts': "export const URL_ = 'https://j';", 'index.ts': "export * from './a';", 'b.ts': `import { URL_ } from './index';\n${SEND}` },
    ['b.ts:2 https://j/JSSResource/a'],
  ],
  [
    'renamed re-export of a folder',
    {
      'conf/a.ts': "export const x = 'https://j';",
      'conf/index.ts': "export { x as URL_ } from './a';",
      'b.ts': `import { URL_ } from './conf';\n${SEND}`,
    },
    ['b.ts:2 https://j/JSSResource/a'],
  ],
  [
    'module.exports object',
    { 'a.js': "const URL_ = 'https://j';\nmodule.exports = { URL_ };", 'b.js': `const { URL_ } = require('./a');\n${SEND}` },
    ['b.js:2 https://j/JSSResource/a'],
  ],
  [
    'exports.x',
    { 'a.js': "exports.URL_ = 'https://j';", 'b.js': `const conf = require('./a');\nfetch(conf.URL_ + '/JSSResource/a', ${HEADERS});` },
    ['b.js:2 https://j/JSSResource/a'],
  ],
  [
    'module.exports class',
    {
      'a.js': `class C { get(p) { return fetch('https://j' + p, ${HEADERS}); } }\nmodule.exports = C;`,
      'b.js': "const Client = require('./a');\nnew Client().get('/JSSResource/a');",
    },
    ['a.js:1 https://j/JSSResource/a'],
  ],
  [
    'JSON configuration',
    {
      'conf.json': '{ "jamf": { "url": "https://j" } }',
      'b.js': `const conf = require('./conf.json');\nfetch(conf.jamf.url + '/JSSResource/a', ${HEADERS});`,
    },
    ['b.js:2 https://j/JSSResource/a'],
  ],
  [
    'package of the repository',
    {
      'packages/conf/package.json': '{ "name": "@acme/conf", "main": "dist/index.js" }',
      'packages/conf/src/index.ts': "export const URL_ = 'https://j';",
      'apps/b.ts': `import { URL_ } from '@acme/conf';\n${SEND}`,
    },
    ['apps/b.ts:2 https://j/JSSResource/a'],
  ],
  [
    'instance made in one file, used in another, paths from a third',
    {
      'client.ts':
        "import axios from 'axios';\nexport const api = axios.create({ baseURL: 'https://j', auth: { username: u, password: p } });",
      'paths.ts': "export const PATHS = { list: '/JSSResource/a' } as const;",
      'use.ts': "import { api } from './client';\nimport { PATHS } from './paths';\napi.get(PATHS.list);",
    },
    ['use.ts:3 https://j/JSSResource/a'],
  ],
  [
    'factory',
    {
      'client.js': "const axios = require('axios');\nmodule.exports = (conf) => axios.create({ baseURL: conf.url, auth: conf.auth });",
      'use.js':
        "const make = require('./client');\nconst api = make({ url: 'https://j', auth: { username: u, password: p } });\napi.get('/JSSResource/a');",
    },
    ['use.js:3 https://j/JSSResource/a'],
  ],
  [
    'class across files',
    {
      'base.ts':
        "export class Base { constructor(private h: any) {}\n protected get(p: string) { return fetch('https://j' + p, { headers: this.h }); } }",
      'jamf.ts':
        "import { Base } from './base';\nexport class Jamf extends Base { constructor() { super({ Authorization: 'Basic ' + k }); }\n list() { return this.get('/JSSResource/a'); } }",
    },
    ['base.ts:2 https://j/JSSResource/a'],
  ],
  [
    'scripts that share one global object',
    { 'a.gs': "var URL_ = 'https://j';", 'b.gs': `function f() { UrlFetchApp.fetch(URL_ + '/JSSResource/a', ${HEADERS}); }` },
    ['b.gs:1 https://j/JSSResource/a'],
  ],
  [
    'modules that import each other',
    {
      'a.ts': "import { tail } from './b';\nexport const URL_ = 'https://j' + tail;",
      'b.ts': `import { URL_ } from './a';\nexport const tail = ':8443';\n${SEND}`,
    },
    ['b.ts:3 https://j:8443/JSSResource/a'],
  ],
  // Nothing to find.
  [
    'an import that is not there',
    { 'b.ts': "import { send } from './missing';\nsend('https://j/JSSResource/a', 'Basic ' + k);", 'c.ts': '' },
    [],
  ],
  [
    'a global of another folder',
    { 'one/a.js': "var URL_ = 'https://j/JSSResource';", 'two/b.js': `fetch(URL_, ${HEADERS});` },
    ['two/b.js:1 {URL_}'],
  ],
  [
    'a name of a module that is not imported',
    { 'a.ts': "export const URL_ = 'https://j/JSSResource';", 'b.ts': `import './a';\nfetch(URL_, ${HEADERS});` },
    ['b.ts:2 {URL_}'],
  ],
];

describe('modules', () => {
  it.each(cases)('%s', async (_, files, expected) => {
    expect(await basicIn(files)).toEqual(expected);
  });

  it('finds callers in files that are no candidates', async () => {
    const files = {
      'api.ts': `export const get = (p: string) => fetch('https://j/' + p, ${HEADERS});`,
      'main.ts': "import { get } from './api';\nget('JSSResource/a');",
    };
    expect(await basicIn(files, ['api.ts'])).toEqual(['api.ts:1 https://j/JSSResource/a']);
  });

  it('says where credentials are attached in another file', async () => {
    const files = {
      'client.ts': "import axios from 'axios';\nexport default axios.create({ auth: { username: u, password: p } });",
      'use.ts': "import api from './client';\napi.get('https://j/JSSResource/a');",
    };
    const { calls } = await extraction(files);
    expect(calls.map((call) => call.related.map(({ span }) => span.file))).toEqual([['client.ts']]);
    expect(calls[0]!.url.alternatives[0]![0]!.span).toEqual({ file: 'use.ts', start: 37, end: 60 });
  });
});
