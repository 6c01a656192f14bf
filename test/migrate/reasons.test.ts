import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/files/package-root.ts';
import { isReasonId, REASON_IDS, reasonPage } from '../../src/migrate/reasons.ts';
import { loadRules } from '../../src/rules/load.ts';

const root = packageRoot();

/** Reason ids written in the code, as `id: 'x'` or as the first argument of a function that makes a reason. */
function written(folder: string): Map<string, string> {
  const ids = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.ts') || entry.name === 'reasons.ts') continue;
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const [, id] of text.matchAll(/(?:\bid: |\b(?:reason|refused|manual)\(\s*)'([a-z]+(?:-[a-z]+)+|skipped)'/g))
      ids.set(id!, entry.name);
  }
  return ids;
}

test('each reason has a page, and nothing else has', () => {
  expect(readdirSync(join(root, 'rules', 'reasons')).sort()).toEqual(REASON_IDS.map((id) => `${id}.md`));
  expect([...REASON_IDS]).toEqual([...REASON_IDS].sort());
});

test('each reason that the code gives is one', () => {
  const ids = written(join(root, 'src', 'migrate'));
  expect(ids.size).toBeGreaterThan(8);
  expect([...ids].filter(([id]) => !isReasonId(id))).toEqual([]);
});

test('no reason has the name of a rule', async () => {
  const { rules } = await loadRules();
  expect(rules.filter(({ id }) => isReasonId(id))).toEqual([]);
});

describe.each(REASON_IDS)('%s', (id) => {
  const page = readFileSync(reasonPage(id), 'utf8');
  test('its page says what it means and what to do by hand', () => {
    const lines = page.split('\n');
    expect(lines[0]).toMatch(/^# [A-Z].*[^.]$/);
    expect(lines[2]).toBe(`\`${id}\` · a reason why a call is not migrated`);
    expect(lines.filter((line) => line.startsWith('## '))).toEqual(['## What it means', '## What to do by hand']);
    for (const part of page.split(/^## .*$/m).slice(1)) expect(part.trim().length).toBeGreaterThan(20);
  });
});
