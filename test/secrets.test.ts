import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { explanationText } from '../src/report/explanation.ts';
import { FORMAT_NAMES, loadReporter } from '../src/report/reporter.ts';
import { explain } from '../src/scan/explain.ts';
import { scan } from '../src/scan/scan.ts';
import { ROOT } from './support/cli.ts';

// The password of the fixtures. No output may hold it, neither as it is nor in base64, wherever it stands in an encoded pair.
const MARKER = 'Pr0bably-S3cret!';
const ENCODED = [0, 1, 2].map((shift) => {
  const whole = Buffer.from(`${'x'.repeat(shift)}${MARKER}xxx`).toString('base64');
  return whole.slice(4, 20);
});

function leaks(text: string): string[] {
  return [MARKER, ...ENCODED].filter((secret) => text.includes(secret));
}

function scriptsWithMarker(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.json'))
    .map((entry) => join(entry.parentPath, entry.name));
  return files.filter((file) => leaks(readFileSync(file).toString('latin1').replaceAll('\u0000', '')).length > 0).sort();
}

const scripts = scriptsWithMarker(join(ROOT, 'fixtures'));

test('the marker is known in clear and encoded', () => {
  for (const user of ['a', 'ab', 'abc', 'apiuser']) expect(leaks(Buffer.from(`${user}:${MARKER}`).toString('base64'))).not.toEqual([]);
  expect(leaks('nothing')).toEqual([]);
  expect(scripts).not.toEqual([]);
});

test.each(scripts.map((file) => relative(ROOT, file)))('no output names the password in %s', async (path) => {
  const cwd = join(ROOT, dirname(path));
  const result = await scan({ cwd });
  for (const format of FORMAT_NAMES) {
    const report = await loadReporter(format);
    for (const color of [0, 1] as const) expect(leaks(report(result, { color, columns: 2000 }))).toEqual([]);
  }
  for (const finding of result.findings) {
    expect(leaks(JSON.stringify([result.excerpt(finding.file, finding.range), result.urls(finding)]))).toEqual([]);
  }
  const name = path.slice(dirname(path).length + 1);
  const lines = new Set(result.findings.filter(({ file }) => file === name).map(({ range }) => range.start.line));
  for (const line of [...lines].slice(0, 8)) {
    const { explanations, problems } = await explain(name, line, { cwd });
    expect(leaks(explanationText(explanations, { color: 0, columns: 120 }) + JSON.stringify({ explanations, problems }))).toEqual([]);
  }
});
