import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadSettings } from '../../src/config/load.ts';
import { ruleSetOf } from '../../src/config/rule-set.ts';
import { uselessSettings } from '../../src/config/useless.ts';
import { temporaryFolder, temporaryRepository } from '../support/repository.ts';

const JSON_NAME = 'unbasic.config.json';
const YAML_NAME = 'unbasic.config.yaml';

test.each<[string, string, string]>([
  ['JSON', JSON_NAME, '{ "servers": ["mdm.example.com"] }'],
  ['JSON with a byte order mark', JSON_NAME, '\uFEFF{ "servers": ["mdm.example.com"] }'],
  ['YAML', YAML_NAME, 'servers:\n  - mdm.example.com # ours\n'],
  ['a .yml file', 'unbasic.config.yml', 'servers: [mdm.example.com]\n'],
  ['package.json', 'package.json', '{ "name": "x", "unbasic": { "servers": ["mdm.example.com"] } }'],
])('%s is read, and found from a folder below', async (_, name, text) => {
  const { path, write } = temporaryRepository({ [name]: text, 'a/b/c.sh': '' });
  const settings = await loadSettings(join(path, 'a', 'b'));
  expect(settings).toMatchObject({ servers: ['mdm.example.com'], files: [join(path, name)], folder: path });
  write('a/unbasic.config.json', '{ "failOn": "error" }');
  expect(await loadSettings(join(path, 'a', 'b'))).toMatchObject({ servers: [], failOn: 'error', folder: join(path, 'a') });
});

test.each<[string, Record<string, string>]>([
  ['no file at all', {}],
  ['a file above the repository', { '../unbasic.config.json': '{}' }],
  ['a package.json without our key', { 'package.json': '{ "dependencies": { "unbasic": "1" } }' }],
  ['a package.json that is none', { 'package.json': '{ "unbasic" ' }],
  ['an empty YAML file', { [YAML_NAME]: '# nothing yet\n' }],
])('%s gives nothing', async (_, files) => {
  const outer = temporaryFolder({ 'inner/x': '' });
  const inner = join(outer.path, 'inner');
  outer.git('init', '--quiet', 'inner');
  for (const [name, text] of Object.entries(files)) outer.write(join('inner', name), text);
  const settings = await loadSettings(inner);
  expect(settings).toMatchObject({ servers: [], include: [], exclude: [], rules: {}, clients: {}, migration: {} });
});

// A configuration, and the complaint: the file, the line, the key and what to do.
test.each<[string, string, RegExp]>([
  ['{\n  "sevrers": []\n}', JSON_NAME, /^unbasic\.config\.json:2: unknown key "sevrers" in the configuration; did you mean "servers"\?$/],
  [
    '{\n\t"servers": [\n\t\t"a.example.com",\n\t\t"https://b.example.com/x"\n\t]\n}',
    JSON_NAME,
    /:4: "servers" takes hosts, not URLs; write "b\.example\.com"/,
  ],
  ['{ "servers": ["a b"] }', JSON_NAME, /:1: "a b" in "servers" is no host/],
  [
    '{ "rules": {\n "plain-http": "warn" } }',
    JSON_NAME,
    /:2: "plain-http" in "rules" must be one of error, warning, info, off; it is "warn", did you mean "warning"/,
  ],
  ['{ "include": "src" }', JSON_NAME, /:1: "include" must be a list/],
  ['{ "failOn": 3 }', JSON_NAME, /:1: "failOn" must be a text/],
  ['{ "maxFileSize": "huge" }', JSON_NAME, /:1: "maxFileSize" is no size/],
  ['{ "clients": { "curl": "curl" } }', JSON_NAME, /:1: "curl" in "clients" is known already/],
  ['{ "clients": { "x": "crul" } }', JSON_NAME, /did you mean "curl"/],
  ['{ "migration": { "helpr": "x" } }', JSON_NAME, /unknown key "helpr" in "migration"; did you mean "helper"/],
  ['{ "endpoints": {\n  "tokenEndpoint": [] } }', JSON_NAME, /:2: unknown key "tokenEndpoint"/],
  ['{ "baseline": "../x.txt" }', JSON_NAME, /:1: "baseline" must be a file below the folder/],
  ['{ "migration": { "helper": "/tmp/x.sh" } }', JSON_NAME, /:1: "helper" must be a file below/],
  ['{ "baseline": true }', JSON_NAME, /:1: "baseline" must be a text/],
  ['[]', JSON_NAME, /the configuration must be a mapping/],
  ['{ "a": 1,, }', JSON_NAME, /^unbasic\.config\.json:1: this is no JSON/],
  ['{\n  // ours\n  "servers": []\n}', JSON_NAME, /no JSON .*name the file unbasic\.config\.yaml/],
  ['servers: [a\n', YAML_NAME, /^unbasic\.config\.yaml:\d: /],
  ['servers:\n - a.example.com\nexclud: [x]\n', YAML_NAME, /:3: unknown key "exclud" .*did you mean "exclude"/],
  ['x: &a [1]\ninclude: *a\n', YAML_NAME, /aliases are not supported/],
  ['{ "name": "x",\n "unbasic": {\n  "incldue": [] } }', 'package.json', /^package\.json:3: unknown key "incldue"/],
])('%j in %s is refused', async (text, name, message) => {
  const { path } = temporaryRepository({ [name]: text });
  const load = async () => ruleSetOf(await loadSettings(path));
  await expect(load()).rejects.toThrow(message);
});

test('a rule that there is not is named with its line', async () => {
  const { path } = temporaryRepository({ [JSON_NAME]: '{\n  "rules": {\n    "classic-basic": "off"\n  }\n}' });
  await expect(ruleSetOf(await loadSettings(path))).rejects.toThrow(
    /^unbasic\.config\.json:3: there is no rule "classic-basic" .*"classic-basic-auth"/,
  );
});

test('two configurations side by side are refused', async () => {
  const { path } = temporaryRepository({ [JSON_NAME]: '{}', [YAML_NAME]: '' });
  await expect(loadSettings(path)).rejects.toThrow(/unbasic\.config\.yaml stands beside it/);
});

test('a configuration that is a program runs only where that is allowed', async () => {
  const { path } = temporaryRepository({ 'unbasic.config.js': 'globalThis.ran = true;\nmodule.exports = { failOn: "error" };\n' });
  await expect(loadSettings(path)).rejects.toThrow(/was not run\. Add --allow-js-config/);
  await expect(loadSettings(path, { file: 'unbasic.config.js' })).rejects.toThrow(/--allow-js-config/);
  expect(globalThis).not.toHaveProperty('ran');
  expect(await loadSettings(path, { allowJs: true })).toMatchObject({ failOn: 'error' });
});

test.each<[string, RegExp]>([
  ['export default { servers: [() => 1] };', /plain data; it holds a function/],
  ['throw new Error("oh");', /this configuration fails: oh/],
  ['const a = []; a.push(a); export default { servers: a };', /nested too deeply/],
  ['export default { sevrers: [] };', /^unbasic\.config\.mjs: unknown key "sevrers"/],
])('the program %s is refused', async (text, message) => {
  const { path } = temporaryRepository({ 'unbasic.config.mjs': text });
  await expect(loadSettings(path, { allowJs: true })).rejects.toThrow(message);
});

test('extends adds lists up; of single values the nearer one counts', async () => {
  const { path } = temporaryRepository({
    'shared/base.json':
      '{ "servers": ["a.example.com"], "failOn": "info", "rules": { "plain-http": "error", "insecure-tls": "off" }, "ruleFolders": "rules" }',
    'shared/more.yaml': 'extends: ./base.json\nexclude: [vendor/]\nmigration: { auth: client, helper: token.sh }\n',
    [JSON_NAME]:
      '{ "extends": ["./shared/more.yaml"], "servers": ["b.example.com"], "failOn": "error", "rules": { "plain-http": "info" }, "migration": { "auth": "user" } }',
  });
  expect(await loadSettings(path)).toMatchObject({
    servers: ['a.example.com', 'b.example.com'],
    exclude: ['vendor/'],
    failOn: 'error',
    rules: { 'plain-http': 'info', 'insecure-tls': 'off' },
    ruleFolders: [join(path, 'shared', 'rules')],
    migration: { auth: 'user', helper: join(path, 'shared', 'token.sh') },
    folder: path,
  });
});

test('extends finds packages', async () => {
  const { path } = temporaryRepository({
    'node_modules/@acme/unbasic-config/package.json': '{ "name": "@acme/unbasic-config", "main": "unbasic.json" }',
    'node_modules/@acme/unbasic-config/unbasic.json': '{ "servers": ["mdm.example.com"] }',
    [JSON_NAME]: '{ "extends": "@acme/unbasic-config" }',
  });
  expect((await loadSettings(path)).servers).toEqual(['mdm.example.com']);
});

test.each<[string, Record<string, string>, RegExp]>([
  ['itself', { [JSON_NAME]: `{ "extends": "./${JSON_NAME}" }` }, /leads back to this file/],
  ['a circle', { [JSON_NAME]: '{ "extends": "./b.json" }', 'b.json': `{ "extends": "./${JSON_NAME}" }` }, /leads back/],
  ['nothing', { [JSON_NAME]: '{ "extends": "./b.json" }' }, /^b\.json: there is no such file/],
  ['a file without its ./', { [JSON_NAME]: '{ "extends": "b.json" }', 'b.json': '{}' }, /write "\.\/b\.json"/],
  ['a package that is not installed', { [JSON_NAME]: '{ "extends": "@acme/none" }' }, /install that package/],
  ['a program', { [JSON_NAME]: '{ "extends": "./b.js" }', 'b.js': 'module.exports = {}' }, /b\.js: .*was not run/],
])('extends to %s is refused', async (_, files, message) => {
  const { path } = temporaryRepository(files);
  await expect(loadSettings(path)).rejects.toThrow(message);
});

test.each<[string, string[]]>([
  ['{ "failOn": "warning" }', ['1: "failOn" says what holds without it']],
  ['{ "rules": {\n "plain-http": "warning" } }', ['2: "plain-http" is warning without it']],
  [
    '{ "servers": ["a.x.org", "*.x.org",\n "a.x.org"] }',
    ['1: "a.x.org" stands twice in "servers"', '1: "a.x.org" is one of the hosts that another item of "servers" stands for'],
  ],
  ['{ "include": ["a"], "exclude": ["a"] }', ['1: "a" stands in "exclude" too, which wins']],
  ['{ "migration": { "auth": "auto" } }', ['1: "migration.auth" says what holds without it']],
  ['{ "failOn": "error", "rules": { "plain-http": "off" }, "servers": ["a.x.org", "b.x.org"] }', []],
])('the useless settings of %s are pointed out', async (text, expected) => {
  const { path } = temporaryRepository({ [JSON_NAME]: text });
  const notes = (await uselessSettings(await loadSettings(path))).map(({ line, message }) => `${line}: ${message}`);
  expect([...new Set(notes)]).toEqual(expected);
});
