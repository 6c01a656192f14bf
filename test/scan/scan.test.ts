import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ScanOptions } from '../../src/scan/options.ts';
import { scan } from '../../src/scan/scan.ts';
import { fakeLanguages } from '../support/fake-language.ts';
import { temporaryFolder, temporaryRepository } from '../support/repository.ts';

const CALL = 'curl -u "$user:$pass" "$url/JSSResource/computers"\n';

async function run(files: Readonly<Record<string, string | Uint8Array>>, options: ScanOptions = {}) {
  const fake = fakeLanguages();
  const folder = temporaryRepository(files);
  const result = await scan({ cwd: folder.path, languages: fake.loaders, ...options });
  return { ...fake, result, folder };
}

test('finds a call, with its place and its code', async () => {
  const { result } = await run({ 'a.sh': `#!/bin/sh\n${CALL}` });
  const finding = result.findings.find(({ rule }) => rule === 'classic-basic-auth');
  expect(finding).toMatchObject({ file: 'a.sh', range: { start: { line: 2, column: 1 } } });
  expect(result.excerpt('a.sh', finding!.range)).toEqual([{ number: 2, text: CALL.trimEnd(), mark: [0, CALL.length - 1] }]);
  expect(result.stats).toMatchObject({ files: 1, scripts: 1, parsed: 1, calls: 1 });
});

test.each<[string, Record<string, string>]>([
  ['no script at all', { 'README.md': CALL }],
  ['no client', { 'a.sh': 'echo jamf\n' }],
  ['no word of Jamf anywhere', { 'a.sh': 'curl -u "$u:$p" "$url"\n', 'b.sh': 'wget x\n' }],
  ['Jamf only in a script that has nothing to do with the client', { 'a.sh': 'curl -u "$u:$p" "$url"\n', 'b.sh': 'jamf recon\n' }],
  ['Jamf only in a document', { 'a.sh': 'curl -u "$u:$p" "$url"\n', 'README.md': 'jamf' }],
])('parses nothing: %s', async (_, files) => {
  const { extracted, loaded, result } = await run(files);
  expect(extracted).toEqual([]);
  expect(loaded).toEqual([]);
  expect(result.findings).toEqual([]);
});

test.each<[string, Record<string, string>, string[][]]>([
  ['a script with both', { 'a.sh': CALL, 'b.sh': 'echo\n' }, [['a.sh']]],
  [
    'a wrapper and the script that sources it',
    { 'lib.sh': 'get() { curl -u "$u:$p" "$1"; }\n', 'a.sh': '. ./lib.sh\nget "$u/JSSResource/x"\n' },
    [['a.sh', 'lib.sh']],
  ],
  [
    'a client whose address another script sets',
    { 'a.sh': 'source "$d/conf.sh"\ncurl -u "$u:$p" "$url"\n', 'conf.sh': 'url=https://jamf\n' },
    [['a.sh']],
  ],
  [
    'a client whose address a file of settings holds',
    { 'a.sh': '. ./site.settings\ncurl -u "$u:$p" "$url"\n', 'site.settings': 'url=https://x/JSSResource\n' },
    [['a.sh']],
  ],
  [
    'a wrapper and settings that only a third script knows',
    { 'lib.sh': 'get() { curl -u "$u:$p" "$1"; }\n', 'conf.sh': 'url=https://jamf\n', 'a.sh': '. ./lib.sh\n. ./conf.sh\nget "$url"\n' },
    [['a.sh', 'lib.sh']],
  ],
  [
    'a library that only a variable names',
    { 'a.sh': 'LIB="$d/lib.sh"\n. "$LIB"\nget /JSSResource/x\n', 'lib.sh': 'get() { curl -u "$u:$p" "$1"; }\n' },
    [['a.sh', 'lib.sh']],
  ],
  [
    'a Python client and its user',
    { 'pkg/client.py': 'import requests\n', 'main.py': 'from pkg.client import get\nget("/JSSResource/x")\n' },
    [['main.py', 'pkg/client.py']],
  ],
  [
    'a TypeScript client and its user',
    { 'src/client.ts': 'fetch(x)\n', 'main.ts': "import { get } from './src/client.js';\nget('/JSSResource/x');\n" },
    [['main.ts', 'src/client.ts']],
  ],
  [
    'each language for itself',
    { 'a.sh': CALL, 'b.py': 'import requests # jamf\n', 'c.ts': 'fetch(jamf)\n' },
    [['a.sh'], ['b.py'], ['c.ts']],
  ],
])('parses %s', async (_, files, expected) => {
  expect((await run(files)).extracted).toEqual(expected);
});

test('reports on the file that is named alone, but reads its users', async () => {
  const files = { 'lib.sh': `. ./conf.sh\n${CALL}`, 'a.sh': `. ./lib.sh\n${CALL}`, 'b.sh': CALL };
  const { result, extracted } = await run(files, { paths: ['lib.sh'] });
  expect(extracted).toEqual([['a.sh', 'lib.sh']]);
  expect(new Set(result.findings.map(({ file }) => file))).toEqual(new Set(['lib.sh']));
});

test('an extractor that fails costs the one file that it fails for', async () => {
  const { result } = await run({ 'a.sh': CALL, 'bad.sh': `# THROW\n${CALL}` });
  expect(result.problems).toEqual([{ file: 'bad.sh', code: 'internal', message: expect.stringContaining('bad.sh') }]);
  expect(result.findings.filter(({ rule }) => rule !== 'unparsed-call').every(({ file }) => file === 'a.sh')).toBe(true);
  expect(result.findings.filter(({ file }) => file === 'bad.sh')).toMatchObject([{ rule: 'unparsed-call' }]);
});

test('an extractor that cannot be loaded is a problem of its files alone', async () => {
  const folder = temporaryRepository({ 'a.sh': CALL, 'b.py': 'import requests # jamf\n' });
  const python = () => Promise.reject(new Error('no such module'));
  const result = await scan({ cwd: folder.path, languages: { ...fakeLanguages().loaders, python } });
  expect(result.problems).toMatchObject([{ file: 'b.py', code: 'internal' }]);
  expect(result.findings.length).toBeGreaterThan(0);
});

test('what cannot be scanned is a problem when it is a script or was asked for', async () => {
  const files = { 'big.sh': 'x'.repeat(3000), 'bin.sh': 'a\u0000b', 'bin.dat': 'a\u0000b', 'notes.txt': 'jamf', 'logo.png': '\u0000' };
  const all = await run(files, { maxFileSize: 2048 });
  expect(all.result.problems.map(({ file, code }) => [file, code])).toEqual([
    ['big.sh', 'too-large'],
    ['bin.sh', 'binary'],
  ]);
  const named = await run(files, { paths: ['bin.dat', 'notes.txt', 'logo.png', 'nowhere.sh'] });
  expect(named.result.problems.map(({ file, code }) => [file, code])).toEqual([
    ['bin.dat', 'binary'],
    ['logo.png', 'binary'],
    ['notes.txt', 'unknown-language'],
    ['nowhere.sh', 'no-such-path'],
  ]);
  expect(named.result.failed).toEqual(['nowhere.sh']);
});

test.skipIf(process.getuid?.() === 0)('a script that may not be read is a problem', async () => {
  const folder = temporaryFolder({ 'a.sh': CALL });
  chmodSync(join(folder.path, 'a.sh'), 0);
  const result = await scan({ cwd: folder.path, paths: ['a.sh'] });
  expect(result.problems).toMatchObject([{ file: 'a.sh', code: 'unreadable' }]);
  expect(result.failed).toEqual(['a.sh']);
});

test('bundles are left out with one note, unless they are named', async () => {
  const files = { 'web/app.min.js': 'fetch(jamf)', 'web/lib.min.js': 'fetch(jamf)' };
  const { result, extracted } = await run(files);
  expect(extracted).toEqual([]);
  expect(result.problems).toMatchObject([{ file: 'web', code: 'left-out' }]);
  expect((await run(files, { paths: ['web/app.min.js'] })).extracted).toEqual([['web/app.min.js']]);
});

test('rules and severity choose what is reported', async () => {
  const files = { 'a.sh': CALL };
  expect((await run(files, { rules: ['plain-http'] })).result.findings).toEqual([]);
  expect(new Set((await run(files, { rules: ['classic-basic-auth'] })).result.findings.map(({ rule }) => rule))).toEqual(
    new Set(['classic-basic-auth']),
  );
  expect(new Set((await run(files, { severity: 'error' })).result.findings.map(({ severity }) => severity))).toEqual(new Set(['error']));
});

test('line ends and byte order marks do not move positions', async () => {
  const files = { 'crlf.sh': `#!/bin/sh\r\n${CALL}`, 'cr.sh': `#!/bin/sh\r${CALL}`, 'bom.sh': `\uFEFF#!/bin/sh\n${CALL}` };
  const { result } = await run(files, { rules: ['classic-basic-auth'] });
  expect(result.findings.map(({ file, range }) => [file, range.start])).toEqual(
    ['bom.sh', 'cr.sh', 'crlf.sh'].map((file) => [file, { line: 2, column: 1 }]),
  );
});

test('the same files give the same result, inside git and outside', async () => {
  const files = { 'b.sh': CALL, 'a/c.sh': CALL, 'a/lib.sh': CALL };
  const inside = await run(files);
  const outside = await scan({ cwd: temporaryFolder(files).path, languages: fakeLanguages().loaders });
  expect(outside.findings).toEqual(inside.result.findings);
});

test('a scan inside a git hook looks at the folder, not at what the hook sets', async () => {
  const folder = temporaryRepository({ 'a.sh': CALL });
  const other = temporaryRepository({ 'b.sh': CALL });
  process.env.GIT_DIR = join(other.path, '.git');
  try {
    const result = await scan({ cwd: folder.path, languages: fakeLanguages().loaders });
    expect(result.findings[0]?.file).toBe('a.sh');
  } finally {
    delete process.env.GIT_DIR;
  }
});

test('a pipe among the files does not stop the scan', async () => {
  const folder = temporaryFolder({ 'a.sh': CALL });
  execFileSync('mkfifo', [join(folder.path, 'pipe')]);
  const result = await scan({ cwd: folder.path, languages: fakeLanguages().loaders });
  expect(result.findings.length).toBeGreaterThan(0);
});
