import { expect, test } from 'vitest';
import { FORMAT_NAMES, loadReporter } from '../../../src/report/reporter.ts';
import { ruleHelp } from '../../../src/report/rule-help.ts';
import { tool } from '../../../src/report/tool.ts';
import { HOSTILE, hostileResult, PROPOSAL } from '../../support/hostile-result.ts';
import { resultOf } from '../../support/result.ts';

const PLAIN = { color: 0, columns: undefined } as const;

/** A report without what changes from version to version. */
function stable(text: string): string {
  const page = JSON.stringify(ruleHelp('classic-basic-auth'));
  return text
    .replaceAll(`"version": "${tool().version}"`, '"version": "0.0.0"')
    .replaceAll(tool().version, '0.0.0')
    .replaceAll(page, '"PAGE"');
}

test.each(FORMAT_NAMES)('%s of hostile names is as it was', async (format) => {
  const report = await loadReporter(format);
  const result = hostileResult();
  const proposals = (finding: (typeof result.findings)[number]) =>
    finding.file === PROPOSAL.files[0]!.file && finding.suppression === undefined ? PROPOSAL : undefined;
  await expect(stable(report(result, { ...PLAIN, proposals }))).toMatchFileSnapshot(`./golden/${format}.golden`);
});

test.each(FORMAT_NAMES.filter((format) => !['json', 'ndjson'].includes(format)))(
  '%s shows no control character and no half pair',
  async (format) => {
    const text = (await loadReporter(format))(hostileResult(), PLAIN);
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202e]|\p{Surrogate}/u);
  },
);

test.each(FORMAT_NAMES)('%s ends with one line end and is the same twice', async (format) => {
  const report = await loadReporter(format);
  const text = report(hostileResult(), PLAIN);
  expect(text).toMatch(/[^\r\n]\r?\n$/);
  expect(report(hostileResult(), PLAIN)).toBe(text);
});

test.each(FORMAT_NAMES)('%s takes an empty result', async (format) => {
  expect((await loadReporter(format))(resultOf([]), PLAIN)).not.toContain(HOSTILE.html);
});
