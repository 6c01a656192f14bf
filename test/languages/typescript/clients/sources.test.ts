import { expect, test } from 'vitest';
import { mayReachClient } from '../../../../src/languages/typescript/clients/sources.ts';
import { workspaceOf } from '../workspace.ts';

function reaches(files: Readonly<Record<string, string>>, path = 'a.ts'): boolean {
  const workspace = workspaceOf(files);
  return mayReachClient([workspace.read(path)!], workspace);
}

test.each([
  "axios.get('https://j/a')",
  "import client from 'redaxios'",
  "import got from 'got'",
  "import ky from 'ky-universal'",
  "require('superagent').get('https://j/a')",
  "require('request-promise-native')",
  "require('unirest')",
  "require('cloudscraper')",
  "require('needle')",
  "require('phin')",
  "require('restler')",
  "require('node-rest-client')",
  "require('bent')('https://j')",
  "import wretch from 'wretch'",
  'constructor(private c: HttpClient) {}',
  "$.NSURL.URLWithString('https://j/a')",
  "$.ajax('/a')",
  "$('#a').load('/a')",
  "import { Pool } from 'undici'",
  "import { Gaxios } from 'gaxios'",
  "import { get } from 'node:https'",
  "http.get('http://j/a')",
  "import http2 from 'http2'",
  "UrlFetchApp.get('https://j/a')",
  'new XMLHttpRequest()',
  "require('xhr2')",
  "import { execFile } from 'node:child_process'",
  "import { $ } from 'zx'",
  'await $`true`',
  "new Deno.Command('a')",
  "import { $ } from 'dax-sh'",
  "app.doShellScript('a')",
  "window['fe' + 'tch']('https://j/a')",
  "require('\\u0067ot')",
  "require('go\\\nt')",
  "require('g\\ot')",
])('a client may be got hold of by: %s', (text) => {
  expect(reaches({ 'a.ts': text })).toBe(true);
});

const WITHOUT = "export const headers = { Authorization: `Basic ${btoa(secret)}` };\nexport const server = 'https://j.example.com';\n";

test('a script without a client, and nothing around it that has one', () => {
  expect(reaches({ 'a.ts': WITHOUT })).toBe(false);
  expect(reaches({ 'a.ts': WITHOUT, 'b/c.ts': 'fetch(x)' })).toBe(false);
});

test('what could not be parsed would be looked through for calls', () => {
  expect(reaches({ 'a.ts': `${WITHOUT}const path = '/JSSResource/a';` })).toBe(true);
});

test.each([
  ['it imports one', { 'a.ts': `import { c } from './lib/b.js';\n${WITHOUT}`, 'lib/b.ts': 'export const c = axios;' }],
  [
    'what it imports does',
    { 'a.ts': `import { c } from "./lib/b";\n${WITHOUT}`, 'lib/b.ts': "export * from '../d/c';", 'd/c.ts': 'export const c = axios;' },
  ],
  [
    'one imports it',
    { 'a.ts': `${WITHOUT}export const run = (c) => c.get('/a');`, 'lib/b.ts': "import { run } from '../a';\nrun(axios);" },
  ],
  ['it shares the global object with one', { 'a.ts': "run('/a');", 'b.ts': 'var run = (path) => fetch(path);' }],
])('a client may be got hold of where %s', (_, files) => {
  expect(reaches(files)).toBe(true);
});
