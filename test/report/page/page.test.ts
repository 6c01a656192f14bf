import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditOfResult } from '../../../src/audit/audit.ts';
import { pageHtml } from '../../../src/report/page/page.ts';
import { hostileAudit } from '../../support/audit.ts';
import { Browser, CHROMIUM } from '../../support/chromium.ts';
import { HOSTILE, hostileResult } from '../../support/hostile-result.ts';
import { temporaryFolder } from '../../support/repository.ts';
import { finding, resultOf } from '../../support/result.ts';

const DATE = '2026-11-22';

describe('the file', () => {
  const page = pageHtml(hostileAudit(), DATE);

  test('names no other file and no other host', () => {
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed|base|script)[\s][^>]*(?:src|href)=/i);
    expect(page).not.toMatch(/url\(|@import/i);
    expect([...page.matchAll(/href="([^"]*)"/g)].map((match) => match[1]).filter((target) => !target!.startsWith('#'))).toEqual([]);
  });

  test('has a policy that allows its own style and script alone', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!;
    const hash = (tag: string): string => {
      const content = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)![1]!;
      return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    };
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/ style="| on\w+="/);
  });

  test('has every hostile text as text', () => {
    expect(page).not.toMatch(/<img|<b>&amp;|javascript:x\)\*\*<|<!DOCTYPE x>/);
    expect(page).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;');
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u202e]|\p{Surrogate}/u);
  });

  test('of nothing says so', () => {
    const empty = pageHtml(auditOfResult(resultOf([])), undefined);
    expect(empty).toContain('None of 2 scripts sends a user name and password to the Classic API.');
    expect(empty).not.toContain('class="filters"');
    expect(empty).not.toContain('as of');
  });
});

if (!CHROMIUM) process.stderr.write('The HTML report is not tested in a browser: no Chromium (UNBASIC_CHROMIUM names one).\n');

describe.skipIf(!CHROMIUM)('in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await Browser.start(CHROMIUM!);
  });
  afterAll(() => browser.close());

  async function open(page: string, media = {}): Promise<void> {
    const file = join(temporaryFolder().path, 'report.html');
    writeFileSync(file, page);
    browser.requests.length = 0;
    browser.complaints.length = 0;
    await browser.open(pathToFileURL(file).href, media);
  }

  const shown = (): Promise<string[]> =>
    browser.evaluate(
      `[...document.querySelectorAll('.findings tbody tr')].filter((row) => row.offsetParent !== null).map((row) => row.cells[1].textContent)`,
    );

  async function fill(name: string, value: string): Promise<void> {
    await browser.evaluate(`new Promise((done) => {
      const field = document.querySelector('.filters').elements[${JSON.stringify(name)}];
      field.value = ${JSON.stringify(value)};
      field.dispatchEvent(new Event('input', { bubbles: true }));
      requestAnimationFrame(() => requestAnimationFrame(done));
    })`);
  }

  test('asks for nothing, complains of nothing, and shows a hostile name as text', async () => {
    await open(pageHtml(hostileAudit(), DATE));
    expect(browser.requests.map((url) => url.replace(/.*\//, ''))).toEqual(['report.html']);
    expect(browser.complaints).toEqual([]);
    expect(await browser.evaluate('document.images.length')).toBe(0);
    expect(await browser.evaluate(`document.querySelector('#findings tbody').textContent`)).toContain(HOSTILE.html);
    expect(await browser.evaluate(`document.scripts.length`)).toBe(1);
  });

  test('a script that got into it would not run', async () => {
    await open(
      pageHtml(hostileAudit(), DATE).replace(
        '<main',
        `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script><main`,
      ),
    );
    expect(await browser.evaluate('document.title')).toBe('Basic authentication in Jamf Pro scripts');
    expect(browser.complaints.join()).toContain('Content Security Policy');
  });

  test('filters by text, severity, rule and outcome, together, and clears', async () => {
    await open(pageHtml(hostileAudit(), DATE));
    const all = await shown();
    expect(all).toHaveLength(hostileResult().findings.length);
    await fill('severity', 'warning');
    expect(await shown()).toHaveLength(1);
    expect(await browser.evaluate(`document.querySelector('output').textContent`)).toBe(`1 of ${all.length} findings`);
    await fill('severity', '');
    await fill('state', 'suppressed');
    expect(await shown()).toHaveLength(2);
    await fill('text', 'PAIR known');
    expect(await shown()).toEqual([]);
    expect(await browser.evaluate(`getComputedStyle(document.querySelector('.nothing')).display`)).not.toBe('none');
    await fill('state', '');
    await fill('text', 'IMG onerror');
    expect((await shown()).length).toBeGreaterThan(0);
    await fill('rule', 'made-up-rule');
    expect(await shown()).toEqual([]);
    await browser.evaluate(`new Promise((done) => { document.querySelector('.filters [type=reset]').click(); setTimeout(done, 50); })`);
    expect(await shown()).toEqual(all);
  });

  test('sorts, up and down, and says so', async () => {
    await open(pageHtml(hostileAudit(), DATE));
    const severities = (): Promise<string[]> =>
      browser.evaluate(`[...document.querySelectorAll('.findings tbody tr')].map((row) => row.dataset.severity)`);
    const click = (): Promise<string> =>
      browser.evaluate(
        `(() => { const button = document.querySelector('.findings .sort'); button.click(); return button.closest('th').ariaSort; })()`,
      );
    expect(await click()).toBe('ascending');
    expect((await severities()).slice(-2)).toEqual(['warning', 'info']);
    expect(await click()).toBe('descending');
    expect((await severities()).slice(0, 2)).toEqual(['info', 'warning']);
  });

  test.each([
    ['wide', { width: 1400 }],
    ['narrow', { width: 360 }],
    ['dark', { dark: true }],
    ['printed', { print: true, width: 760 }],
  ])('%s, nothing is wider than the page', async (_, media) => {
    await open(pageHtml(hostileAudit(), DATE), media);
    expect(await browser.evaluate('document.documentElement.scrollWidth <= document.documentElement.clientWidth')).toBe(true);
    expect(browser.complaints).toEqual([]);
  });

  test('dark is dark, and print shows every finding without its controls', async () => {
    await open(pageHtml(hostileAudit(), DATE), { dark: true });
    expect(await browser.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(20, 24, 29)');
    await open(pageHtml(hostileAudit(), DATE), { print: true });
    expect(await browser.evaluate(`getComputedStyle(document.querySelector('.filters')).display`)).toBe('none');
    expect(await shown()).toHaveLength(hostileResult().findings.length);
  });

  test('every control has a name, every table a caption, and headings leave out no level', async () => {
    await open(pageHtml(hostileAudit(), DATE));
    expect(
      await browser.evaluate(`[...document.querySelectorAll('input, select')].filter((field) => field.labels.length === 0).length`),
    ).toBe(0);
    expect(await browser.evaluate(`[...document.querySelectorAll('table')].filter((table) => !table.caption?.textContent).length`)).toBe(0);
    const levels = await browser.evaluate<number[]>(
      `[...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => Number(heading.tagName[1]))`,
    );
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
    const ids = await browser.evaluate<string[]>(`[...document.querySelectorAll('[id]')].map((element) => element.id)`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('takes 5,000 findings', async () => {
    const many = Array.from({ length: 5000 }, (_, index) =>
      finding({ file: `folder-${index % 50}/script-${index % 900}.sh`, message: `Call ${index}.` }),
    );
    await open(pageHtml(hostileAudit(resultOf(many)), DATE));
    expect(await shown()).toHaveLength(5000);
    await fill('text', 'call 4999.');
    expect(await shown()).toHaveLength(1);
    expect(browser.complaints).toEqual([]);
  });
});
