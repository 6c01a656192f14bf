import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileRules } from '../../src/build/rules.ts';
import { packageRoot } from '../../src/files/package-root.ts';
import { loadRules } from '../../src/rules/load.ts';

const root = packageRoot();
const folder = join(root, 'rules');
const names = (extension: string) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(extension) && name !== 'README.md')
    .map((name) => name.slice(0, -extension.length))
    .sort();
const { rules } = await loadRules();

test('each rule has a file, a page and fixtures, and nothing else has', () => {
  const ids = rules.map((rule) => rule.id);
  expect(names('.yml')).toEqual(ids);
  expect(names('.md')).toEqual(ids);
  expect(readdirSync(join(root, 'fixtures', 'scan', 'rules')).sort()).toEqual(ids);
});

describe.each(rules)('$id', (rule) => {
  test('has fixtures that hit and fixtures that are clean', () => {
    const cases = readdirSync(join(root, 'fixtures', 'scan', 'rules', rule.id));
    expect(cases.filter((name) => name.startsWith('hit-')).length).toBeGreaterThan(0);
    expect(cases.filter((name) => name.startsWith('clean-')).length).toBeGreaterThan(0);
    expect(cases.filter((name) => !/^(?:hit|clean)-/.test(name))).toEqual([]);
    for (const name of cases) {
      const path = join(root, 'fixtures', 'scan', 'rules', rule.id, name, 'expected.json');
      if (!existsSync(path)) continue;
      const { findings } = JSON.parse(readFileSync(path, 'utf8')) as { findings: { rule: string }[] };
      const reported = findings.some((finding) => finding.rule === rule.id);
      expect([name, reported]).toEqual([name, name.startsWith('hit-')]);
    }
  });

  test('its page begins with its title, its id and its severity', () => {
    const lines = readFileSync(rule.page!, 'utf8').split('\n');
    expect(lines[0]).toBe(`# ${rule.title}`);
    expect(lines[2]).toContain(`\`${rule.id}\` · ${rule.severity}`);
  });

  test('silences itself only for rules that exist', () => {
    for (const id of rule.unless) expect(rules.map((other) => other.id)).toContain(id);
  });
});

test('what the build wrote is what the folder says', () => {
  expect(readFileSync(join(root, 'dist', 'rules.json'), 'utf8')).toBe(compileRules(folder));
});
