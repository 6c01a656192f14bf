import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/audit/gather.ts';
import { loadSettings } from '../../src/config/load.ts';
import { ruleSetOf } from '../../src/config/rule-set.ts';
import { scan } from '../../src/scan/scan.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder, temporaryRepository } from '../support/repository.ts';

const HIT = '#!/bin/bash\ncurl -su "$user:$pass" "https://jamf.example.com/JSSResource/buildings"\n';
const UNKNOWN = 'curl -su "$user:$pass" "$address/JSSResource/buildings"\n';

const at = (folder: TemporaryFolder, file: string): string => join(folder.path, file);

describe('a scan stays in its folders', () => {
  const setting = (isRepository: boolean): { repository: TemporaryFolder; outside: TemporaryFolder } => {
    const outside = temporaryFolder({ 'real.sh': HIT, other: HIT, 'sub/b.sh': HIT, settings: 'address=https://jamf.example.com/secret\n' });
    const repository = (isRepository ? temporaryRepository : temporaryFolder)({ 'a.sh': '#!/bin/sh\necho jamf\n' });
    symlinkSync(at(outside, 'real.sh'), at(repository, 'link.sh'));
    symlinkSync(at(outside, 'other'), at(repository, 'bare'));
    symlinkSync(at(outside, 'sub'), at(repository, 'folder'));
    return { repository, outside };
  };

  test.each([true, false])('a link that leads out is not followed (in git: %s)', async (isRepository) => {
    const { repository } = setting(isRepository);
    const { findings, problems } = await scan({ cwd: repository.path });
    expect(findings).toEqual([]);
    expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual(['link.sh outside']);
  });

  test('one that is named is, and so is one within', async () => {
    const { repository } = setting(true);
    repository.write('lib/c.bin', HIT);
    symlinkSync('lib/c.bin', at(repository, 'inner.sh'));
    const { findings } = await scan({ cwd: repository.path, paths: ['.', 'link.sh'] });
    expect(findings.map(({ file }) => file)).toEqual(['inner.sh', 'link.sh']);
  });

  test('a link from one named folder to another is followed', async () => {
    const folder = temporaryFolder({ 'two/real': HIT });
    mkdirSync(at(folder, 'one'));
    symlinkSync('../two/real', at(folder, 'one/a.sh'));
    const { findings } = await scan({ cwd: folder.path, paths: ['one', 'two'] });
    expect(findings.map(({ file }) => file)).toEqual(['one/a.sh', 'two/real']);
    expect((await scan({ cwd: folder.path, paths: ['one'] })).problems.map(({ code }) => code)).toEqual(['outside']);
  });

  test('a folder in git that is a link by now is not entered', async () => {
    const outside = temporaryFolder({ 'b.sh': HIT });
    const repository = temporaryRepository({ 'sub/b.sh': '#!/bin/sh\n' });
    rmSync(at(repository, 'sub'), { recursive: true });
    symlinkSync(outside.path, at(repository, 'sub'));
    const { findings } = await scan({ cwd: repository.path });
    expect(findings).toEqual([]);
  });

  test.each<[string, string]>([
    ['a.sh', 'source ../outside/settings.sh\n'],
    ['a.sh', 'source "$(dirname "$0")/../outside/settings.sh"\n'],
    ['a.sh', 'source /etc/profile; . ../../../../../../etc/profile\n'],
    ['a.sh', 'source linked.sh\n'],
    ['a.sh', 'address=$(cat ../outside/settings.sh)\n'],
  ])('%s: %s reads nothing outside', async (file, text) => {
    const folder = temporaryFolder({ 'outside/settings.sh': 'address=https://secret.example.com\n', [`in/${file}`]: text + UNKNOWN });
    symlinkSync('../outside/settings.sh', at(folder, 'in/linked.sh'));
    folder.git('-C', 'in', 'init', '--quiet');
    const result = await scan({ cwd: at(folder, 'in') });
    expect(JSON.stringify([result.findings, result.problems])).not.toContain('secret.example.com');
  });

  test.each<[string, Record<string, string>]>([
    ['a module', { 'a.mts': "import { address } from '../outside/settings.mjs';\n" }],
    [
      'a path of tsconfig.json',
      {
        'tsconfig.json': '{"compilerOptions":{"paths":{"@x/*":["../outside/*"]}}}',
        'a.mts': "import { address } from '@x/settings.mjs';\n",
      },
    ],
    ['a package', { 'package.json': '{"name":"x","main":"../outside/settings.mjs"}', 'a.mts': "import { address } from 'x';\n" }],
  ])('%s leads to nothing outside', async (_, files) => {
    const folder = temporaryFolder({ 'outside/settings.mjs': "export const address = 'https://secret.example.com';\n" });
    for (const [file, text] of Object.entries(files))
      folder.write(
        `in/${file}`,
        file === 'a.mts'
          ? `${text}await fetch(\`\${address}/JSSResource/x\`, { headers: { Authorization: 'Basic ' + btoa(user + ':' + pass) } });\n`
          : text,
      );
    folder.git('-C', 'in', 'init', '--quiet');
    const result = await scan({ cwd: at(folder, 'in') });
    expect(result.findings.length).toBeGreaterThan(0);
    expect(JSON.stringify([result.findings, result.problems])).not.toContain('secret.example.com');
  });

  test('a Python module above is not read', async () => {
    const folder = temporaryFolder({ 'settings.py': 'ADDRESS = "https://secret.example.com"\n' });
    folder.write(
      'in/pkg/a.py',
      'import requests\nfrom ...settings import ADDRESS\nrequests.get(ADDRESS + "/JSSResource/x", auth=(u, p))\n',
    );
    folder.git('-C', 'in', 'init', '--quiet');
    const result = await scan({ cwd: at(folder, 'in') });
    expect(result.findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(result.findings)).not.toContain('secret.example.com');
  });

  test('a list of owners that is a link out of the repository names nobody', async () => {
    const outside = temporaryFolder({ owners: '* @secret\n' });
    const repository = temporaryRepository({ 'a.sh': HIT });
    symlinkSync(at(outside, 'owners'), at(repository, 'CODEOWNERS'));
    expect((await audit({ cwd: repository.path })).files).toMatchObject([{ file: 'a.sh', owners: [] }]);
  });
});

describe('a configuration reaches no further than its repository', () => {
  const SECRET = 'root:s3cret:0:0\n';

  test.each<[string, Record<string, string>, RegExp]>([
    ['a file that it extends', { 'unbasic.config.json': '{"extends":"../outside.json"}' }, /outside\.json: it lies outside of/],
    ['an absolute one', { 'unbasic.config.json': '{"extends":"/etc/passwd"}' }, /lies outside of/],
    ['in YAML', { 'unbasic.config.yaml': 'extends: ../outside.json\n' }, /lies outside of/],
    ['one of several', { 'unbasic.config.json': '{"extends":["./b.json"]}', 'b.json': '{"extends":"../outside.json"}' }, /lies outside of/],
    ['a folder of rules', { 'unbasic.config.json': '{"ruleFolders":["../rules"]}' }, /ruleFolders" lies outside of/],
    ['a baseline', { 'unbasic.config.json': '{"baseline":"../b.txt"}' }, /"baseline" must be a file below/],
    ['a helper', { 'unbasic.config.json': '{"migration":{"helper":"../h.sh"}}' }, /"helper" must be a file below/],
    [
      'a package of its own',
      { 'unbasic.config.json': '{"extends":"x"}', 'node_modules/x/package.json': '{"main":"../../../outside.json"}' },
      /lies outside of/,
    ],
  ])('%s', async (_, files, message) => {
    const folder = temporaryFolder({ 'outside.json': SECRET, 'rules/x.yml': SECRET });
    for (const [file, text] of Object.entries(files)) folder.write(`in/${file}`, text);
    folder.git('-C', 'in', 'init', '--quiet');
    const error = await loadSettings(at(folder, 'in')).catch((thrown: Error) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).not.toContain('s3cret');
  });

  test.each(['unbasic.config.json', 'unbasic.config.yaml'])('%s as a link is not read', async (name) => {
    const folder = temporaryFolder({ 'outside.json': SECRET, 'in/a.sh': HIT });
    symlinkSync('../outside.json', at(folder, `in/${name}`));
    folder.git('-C', 'in', 'init', '--quiet');
    await expect(loadSettings(at(folder, 'in'))).rejects.toThrow(/lies outside of/);
  });

  test.each(['x.yml', 'x.md', 'data/x.yml'])('%s in a folder of rules is no link out of it', async (file) => {
    const folder = temporaryFolder({ 'outside.yml': SECRET, 'in/unbasic.config.json': '{"ruleFolders":["./rules"]}' });
    const rule =
      'id: x\nseverity: info\ntitle: X\nmessage: X\nper: call\nconfidence: certain\nfix: { level: manual, reason: none }\nversions: all\nwhen: { client: curl }\n';
    folder.write('in/rules/x.yml', rule);
    rmSync(at(folder, `in/rules/${file}`), { force: true });
    mkdirSync(dirname(at(folder, `in/rules/${file}`)), { recursive: true });
    symlinkSync(at(folder, 'outside.yml'), at(folder, `in/rules/${file}`));
    const settings = await loadSettings(at(folder, 'in'));
    const error = await ruleSetOf(settings).catch((thrown: Error) => thrown);
    expect((error as Error).message).toMatch(/leads out of the rules folder/);
    expect((error as Error).message).not.toContain('s3cret');
  });

  test('what is no JSON is not quoted in the complaint', async () => {
    const folder = temporaryFolder({ 'unbasic.config.json': SECRET });
    const error = await loadSettings(folder.path).catch((thrown: Error) => thrown);
    expect((error as Error).message).toMatch(/this is no JSON/);
    expect((error as Error).message).not.toMatch(/s3cret|root/);
  });

  test('it may build on what lies above it in the repository, and on packages', async () => {
    const folder = temporaryRepository({
      'base.json': '{"failOn":"error"}',
      'sub/unbasic.config.json': '{"extends":["../base.json","shared"]}',
      'node_modules/shared/package.json': '{"main":"x.json"}',
      'node_modules/shared/x.json': '{"severity":"warning"}',
    });
    expect(await loadSettings(at(folder, 'sub'))).toMatchObject({ failOn: 'error', severity: 'warning' });
  });
});

describe('a configuration runs nothing and hangs nothing', () => {
  test.each<[string, Record<string, string>]>([
    ['a program', { 'unbasic.config.js': 'process.exit(7)' }],
    ['a program that is extended', { 'unbasic.config.json': '{"extends":"./x.js"}', 'x.js': 'process.exit(7)' }],
    ['a package that is a program', { 'unbasic.config.json': '{"extends":"x"}', 'node_modules/x/index.js': 'process.exit(7)' }],
    ['a tag', { 'unbasic.config.yaml': 'exclude: !!js/function "function () { process.exit(7) }"\n' }],
    [
      'aliases upon aliases',
      {
        'unbasic.config.yaml': `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, index) => `a${index + 1}: &a${index + 1} [*a${index}, *a${index}]\n`).join('')}`,
      },
    ],
    ['depth in YAML', { 'unbasic.config.yaml': `exclude: ${'['.repeat(100_000)}` }],
    ['depth in JSON', { 'unbasic.config.json': `{"exclude":${'['.repeat(100_000)}${']'.repeat(100_000)}}` }],
    ['keys of the prototype', { 'unbasic.config.json': '{"__proto__":{"baseline":"x"},"constructor":1}' }],
  ])('%s is refused in one line', (_, files) => {
    const { code, stdout, stderr } = runCli([], { cwd: temporaryRepository({ 'a.sh': HIT, ...files }).path });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^unbasic: [^\n]+\n$/);
    expect(stderr).not.toMatch(/defect/);
  });
});

describe.skipIf(process.platform === 'win32')('what is no file, or none to be read whole, is never waited for', () => {
  const pipe = (path: string): void => {
    execFileSync('mkfifo', [path]);
  };

  test.each([
    'a.sh',
    'tool',
    'b.py',
    'package.json',
    'CODEOWNERS',
    '.gitignore',
    'unbasic.config.json',
    'unbasic.config.yaml',
    'unbasic.baseline.txt',
  ])('a pipe named %s', (name) => {
    const folder = temporaryFolder({ 'x.sh': HIT });
    pipe(at(folder, name));
    const { code, stdout, stderr } = runCli(['report', '--format', 'json'], { cwd: folder.path });
    expect(code).not.toBeNull();
    if (name.startsWith('unbasic.')) expect([code, stderr]).toEqual([2, expect.stringContaining(name)]);
    else expect(stdout).toContain('x.sh');
  });

  test('a pipe that is named is said to be none', () => {
    const folder = temporaryFolder();
    pipe(at(folder, 'a.sh'));
    expect(runCli(['a.sh'], { cwd: folder.path })).toMatchObject({ code: 2, stdout: expect.stringContaining('pipe') });
  });

  test('a file full of holes is too large; one of size 0 that holds something is read to its limit', async () => {
    const folder = temporaryFolder({ 'x.sh': HIT });
    writeFileSync(at(folder, 'huge.sh'), '');
    truncateSync(at(folder, 'huge.sh'), 2 ** 40);
    const { findings, problems } = await scan({
      cwd: folder.path,
      paths: ['.', '/proc/self/maps'].slice(0, process.platform === 'linux' ? 2 : 1),
    });
    expect(findings.map(({ file }) => file)).toEqual(['x.sh']);
    expect(problems.map(({ code }) => code)).toContain('too-large');
  });
});
