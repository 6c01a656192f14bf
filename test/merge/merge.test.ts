import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mergeBaselines } from '../../src/merge/baselines.ts';
import { mergeReports } from '../../src/merge/json.ts';
import { inputsOf } from '../../src/merge/kind.ts';
import { mergeSarif } from '../../src/merge/sarif.ts';
import { sarif } from '../../src/report/formats/sarif.ts';
import { json } from '../../src/report/json.ts';
import type { ScanResult } from '../../src/scan/result.ts';
import { scan } from '../../src/scan/scan.ts';
import { runCli } from '../support/cli.ts';
import { temporaryFolder } from '../support/repository.ts';

const PLAIN = { color: 0, columns: undefined, quiet: false } as const;
const CALL = 'curl -u "$user:$password" "$jamf_url/JSSResource/buildings"\n';

/** A tree with libraries, comments, problems and a baseline of which one entry is no longer needed. */
function tree(): string {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'unbasic-test-')));
  const files = Object.entries({
    'lib/common.sh': 'get() { curl -su "$u:$p" "https://jamf.example.com/JSSResource/$1"; }\n',
    'a/one.sh': '. ../lib/common.sh\nget sites\n',
    'b/two.sh': '. ../lib/common.sh\nget users\n',
    'c/three.sh': `# unbasic-ignore classic-basic-auth: known\n${CALL}`,
    'c/four.sh': `# unbasic-ignore plain-http: nothing\n${CALL}`,
    'c/five.sh': `${CALL}${CALL}`,
    'd/bin.sh': 'a\u0000b',
    'd/x.min.js': 'x',
    'd/mended.sh': 'echo jamf\n',
    'e/six.sh': CALL,
  });
  for (const [name, content] of files) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  cpSync(fileURLToPath(new URL('../../fixtures/repos/acme', import.meta.url)), join(path, 'acme'), { recursive: true });
  const known = runCli(['baseline', '--no-config', 'c/five.sh'], { cwd: path });
  expect(known.stderr).toBe('');
  const file = join(path, 'unbasic.baseline.txt');
  writeFileSync(
    file,
    `${readFileSync(file, 'utf8')}0123456789abcdef classic-basic-auth d/mended.sh\n0123456789abcdee classic-basic-auth c/four.sh\n`,
  );
  return path;
}

async function parts(cwd: string, count: number): Promise<ScanResult[]> {
  const results: ScanResult[] = [];
  for (let index = count; index > 0; index--) {
    results.push(await scan({ cwd, baseline: 'unbasic.baseline.txt', shard: { index, count } }));
  }
  return results;
}

function texts(results: readonly ScanResult[], write: (result: ScanResult) => string): { name: string; text: string; value: unknown }[] {
  const inputs = results.map((result, index) => ({ name: `part-${index}`, text: write(result) }));
  return [...inputsOf(inputs).inputs];
}

describe('the parts of a scan are the whole', () => {
  let cwd: string;
  let whole: ScanResult;
  beforeAll(async () => {
    cwd = tree();
    whole = await scan({ cwd, baseline: 'unbasic.baseline.txt' });
  });

  afterAll(() => rmSync(cwd, { recursive: true }));

  test('which has some of everything', () => {
    expect(whole.findings.filter(({ suppression }) => suppression?.kind === 'baseline').length).toBeGreaterThan(0);
    expect(whole.findings.filter(({ suppression }) => suppression?.kind === 'inline').length).toBeGreaterThan(0);
    const codes = new Set(whole.problems.map(({ code }) => code));
    expect([...codes]).toEqual(expect.arrayContaining(['binary', 'left-out', 'stale-baseline', 'suppression']));
  });

  test.each([1, 2, 3, 4, 5, 6, 7])('in %i parts', async (count) => {
    const results = await parts(cwd, count);
    const merged = mergeReports(
      texts(results, (result) => json(result, PLAIN)),
      whole.rules,
    );
    expect(json(merged, PLAIN)).toBe(json(whole, PLAIN));
    expect(results.reduce((sum, { findings }) => sum + findings.length, 0)).toBe(whole.findings.length);
    expect(mergeSarif(texts(results, (result) => sarif(result, PLAIN)))).toBe(sarif(whole, PLAIN));
  });

  test('in baselines', () => {
    const file = (index: number): string => `part-${index}.txt`;
    for (const index of [1, 2, 3]) runCli(['baseline', '--shard', `${index}/3`, '--baseline', file(index)], { cwd });
    const inputs = [1, 2, 3].map((index) => ({ name: file(index), text: readFileSync(join(cwd, file(index)), 'utf8') }));
    runCli(['baseline', '--baseline', 'all.txt'], { cwd });
    expect(mergeBaselines(inputs)).toBe(readFileSync(join(cwd, 'all.txt'), 'utf8'));
    expect(() => mergeBaselines(inputs.slice(1))).toThrow('part 1 of 3 missing');
  });

  test('on the command line, and in other formats', () => {
    for (const index of [1, 2])
      runCli(['--shard', `${index}/2`, '--format', `json=${index}.json`, '--format', `sarif=${index}.sarif`], { cwd });
    const sarifs = runCli(['merge', '1.sarif', '2.sarif'], { cwd });
    expect(sarifs.stdout).toBe(runCli(['--format', 'sarif'], { cwd }).stdout);
    const compact = runCli(['merge', '2.json', '1.json', '--format', 'compact'], { cwd });
    expect(compact).toMatchObject({ stdout: runCli(['--format', 'compact'], { cwd }).stdout, code: 0 });
  });

  test('scripts that hang together are in one part', async () => {
    for (const { findings } of await parts(cwd, 7)) {
      const files = new Set(findings.map(({ file }) => file));
      if (files.has('lib/common.sh') || files.has('a/one.sh')) return;
    }
    throw new Error('no part has the library');
  });
});

describe('refuses', () => {
  const report = (shard: object | undefined, version?: string): string => {
    const { version: own } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    return JSON.stringify({ tool: { name: 'unbasic', version: version ?? own }, summary: {}, shard, findings: [], problems: [] });
  };
  const part = (index: number, count: number, scanned = 'ab'): object => ({ index, count, scan: scanned, scripts: 1 });
  const merge = (all: readonly string[]): unknown => {
    const { inputs } = inputsOf(all.map((text, index) => ({ name: `${index}.json`, text })));
    return mergeReports(inputs, []);
  };

  test.each<[string, string[], string]>([
    ['nothing', [], 'nothing to merge'],
    ['a whole report', [report(undefined)], '0.json is no part'],
    ['a missing part', [report(part(1, 3)), report(part(3, 3))], 'part 2 of 3 missing'],
    ['missing parts', [report(part(1, 3))], 'parts 2, 3 of 3 missing'],
    ['a part twice', [report(part(1, 2)), report(part(1, 2))], '0.json and 1.json are both part 1 of 2'],
    ['parts of other counts', [report(part(1, 2)), report(part(2, 3))], '1.json is one of 3 parts'],
    ['parts of other scans', [report(part(1, 2)), report(part(2, 2, 'cd'))], 'different scans'],
    ['parts of another version', [report(part(1, 2)), report(part(2, 2), '0.0.1')], '1.json was made by unbasic 0.0.1'],
    ['a part that cannot be', [report(part(5, 2))], 'part 5 of 2'],
    ['another JSON', ['{}'], '0.json is no JSON report'],
    ['half a file', ['{"tool":'], '0.json is no whole JSON file'],
    ['several formats', [report(part(1, 2)), '{"runs":[]}'], 'different formats'],
  ])('%s', (_, all, message) => {
    expect(() => merge(all)).toThrow(message);
  });

  test.each<[string, string[], RegExp]>([
    ['a file that is not there', ['merge', 'nowhere.json'], /nowhere\.json cannot be read \(ENOENT\)/],
    ['a part that is none', ['--shard', '3/2'], /--shard 3\/2 is no part/],
    ['a part in words', ['--shard', 'first'], /--shard first is no part/],
  ])('%s on the command line', (_, args, message) => {
    const { code, stderr } = runCli(args, { cwd: temporaryFolder({}).path });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});
