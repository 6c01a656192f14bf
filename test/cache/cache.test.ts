import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { noSettings } from '../../src/config/settings.ts';
import { json } from '../../src/report/json.ts';
import { scan } from '../../src/scan/scan.ts';
import { runCli } from '../support/cli.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/repository.ts';

const CALL = 'curl -u "$user:$password" "$jamf_url/JSSResource/buildings"\n';
const SECRET = 'Tr0ub4dor&3';

let tree: TemporaryFolder;
let cache: string;

function entries(): string[] {
  return readdirSync(cache)
    .filter((name) => name.endsWith('.json'))
    .sort();
}

async function report(options: object = {}): Promise<string> {
  return json(await scan({ cwd: tree.path, ...options }), { color: 0, columns: undefined, quiet: false });
}

/** What a run with the cache says must be what one without it says. */
async function expectSame(options: object = {}): Promise<void> {
  expect(await report({ cache, ...options })).toBe(await report(options));
}

beforeEach(() => {
  cache = join(temporaryFolder({}).path, 'cache');
  tree = temporaryFolder({
    'a.sh': `. ./lib.sh\nget "$url/JSSResource/sites"\n`,
    'lib.sh': 'url=https://jamf.example.com\nget() { curl -su "$u:$p" "$1"; }\n',
    'b.sh': CALL,
    'c.sh': `curl -u "admin:${SECRET}" "https://jamf.example.com/JSSResource/users"\n`,
    'p/p.py': `import requests\nimport settings\nrequests.get("https://jamf.example.com/JSSResource/sites", auth=("api", settings.word))\n`,
    't/t.ts': `import { word } from './word';\nfetch('https://jamf.example.com/JSSResource/sites', { headers: { Authorization: 'Basic ' + word } });\n`,
    't/word.ts': 'export const word = process.env.WORD;\n',
  });
});

function change(path: string, content: string): void {
  writeFileSync(join(tree.path, path), content);
}

test('a second run says what the first said, and reads it from the cache', async () => {
  await expectSame();
  const first = entries();
  expect(first.length).toBe(5);
  const before = first.map((name) => readFileSync(join(cache, name), 'utf8'));
  await expectSame();
  expect(entries()).toEqual(first);
  expect(first.map((name) => readFileSync(join(cache, name), 'utf8'))).toEqual(before);
});

test('an entry counts where its sum is right, and only there', async () => {
  const { calls } = (await scan({ cwd: tree.path, cache })).stats;
  const change = (sum: (key: string, text: string) => string): void => {
    for (const name of entries()) {
      const whole = readFileSync(join(cache, name), 'utf8');
      const changed = whole.slice(whole.indexOf('\n') + 1).replace('"calls":1', '"calls":7');
      writeFileSync(join(cache, name), `${sum(name.replace('.json', ''), changed)}\n${changed}`);
    }
  };
  change((key, text) =>
    createHash('sha256')
      .update(key + text)
      .digest('hex'),
  );
  expect((await scan({ cwd: tree.path, cache })).stats.calls).toBeGreaterThan(calls);
  change(() => '0'.repeat(64));
  expect((await scan({ cwd: tree.path, cache })).stats.calls).toBe(calls);
});

describe('sees', () => {
  test.each<[string, () => void]>([
    ['a changed script', () => change('b.sh', `${CALL}${CALL}`)],
    ['a changed library', () => change('lib.sh', 'url=https://example.org\nget() { curl -s "$1"; }\n')],
    ['a library that goes', () => rmSync(join(tree.path, 'lib.sh'))],
    ['a nearer file that comes', () => change('p/settings.py', 'word = "Sup3rSecretWord"\n')],
    ['a changed module', () => change('t/word.ts', "export const word = 'dXNlcjpTdXAzclNlY3JldA==';\n")],
    ['a new importer', () => change('t/user.ts', "import './t';\nfetch('https://jamf.example.com/JSSResource/users');\n")],
    ['a package', () => change('t/package.json', '{"name": "word"}')],
    ['a comment that silences', () => change('b.sh', `# unbasic-ignore classic-basic-auth: known\n${CALL}`)],
    ['a secret of another script', () => change('d.sh', `curl -u "admin:jamf.example.com" "https://jamf.example.com/JSSResource/x"\n`)],
    ['nothing', () => {}],
  ])('%s', async (_, edit) => {
    await report({ cache });
    edit();
    await expectSame();
    await expectSame();
  });

  test('other settings', async () => {
    await report({ cache });
    const settings = noSettings(tree.path);
    await expectSame({ settings: { ...settings, servers: ['example.net'] } });
    await expectSame({ settings: { ...settings, rules: { 'classic-basic-auth': 'off' } } });
    await expectSame({ maxFileSize: 60 });
    await expectSame({ severity: 'error' });
    await expectSame({ paths: ['lib.sh'] });
  });
});

test.each<[string, (file: string) => void]>([
  ['cut off', (file) => truncateSync(file, 100)],
  ['empty', (file) => writeFileSync(file, '')],
  ['garbage', (file) => writeFileSync(file, Buffer.from([0, 255, 1, 10, 65]))],
  ['another one', (file) => writeFileSync(file, readFileSync(join(cache, entries()[0]!)))],
])('an entry that is %s counts for none, and is written again', async (_, spoil) => {
  await report({ cache });
  const whole = entries().map((name) => readFileSync(join(cache, name), 'utf8'));
  for (const name of entries()) spoil(join(cache, name));
  await expectSame();
  expect(entries().map((name) => readFileSync(join(cache, name), 'utf8'))).toEqual(whole);
});

test('holds no secret', async () => {
  await report({ cache });
  const all = readdirSync(cache).map((name) => readFileSync(join(cache, name), 'utf8'));
  const base64 = Buffer.from(`admin:${SECRET}`).toString('base64');
  expect(all.filter((text) => text.includes(SECRET) || text.includes(base64))).toEqual([]);
  expect(all.join('')).toContain('c.sh');
});

test('two processes at once, and folders that tools pass over', () => {
  const args = ['--format', 'json', '--cache-folder', cache];
  const runs = [runCli(args, { cwd: tree.path }), runCli(args, { cwd: tree.path })];
  const plain = runCli(['--format', 'json', '--no-cache'], { cwd: tree.path });
  for (const { stdout } of runs) expect(stdout).toBe(plain.stdout);
  expect(readFileSync(join(cache, '.gitignore'), 'utf8')).toBe('*\n');
  expect(readdirSync(cache).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a folder that cannot be written to is said so', () => {
  change('file', '');
  const { code, stderr } = runCli(['--cache-folder', 'file/x'], { cwd: tree.path });
  expect(code).toBe(2);
  expect(stderr).toMatch(/the cache folder .* cannot be written to \(E\w+\); give another with --cache-folder/);
});
