import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packageRoot } from '../../src/files/package-root.ts';
import { loadRules } from '../../src/rules/load.ts';
import { RuleError } from '../../src/rules/rule.ts';

const RULE = `id: no-wget
severity: warning
title: Wget is not ours
message: "{client} is used for {resource}."
when: { client: wget }
per: call
confidence: certain
fix: { level: manual, reason: Use curl. }
versions: Every version.
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rules-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

test('the rules that come with the tool are sorted and have their pages', async () => {
  const { rules } = await loadRules();
  const ids = rules.map((rule) => rule.id);
  expect(ids).toEqual([...ids].sort());
  expect(ids).toContain('classic-basic-auth');
  for (const rule of rules) expect(rule.page).toBe(join(packageRoot(), 'rules', `${rule.id}.md`));
});

test("a folder adds rules, with a page where there is one, and leaves the tool's own alone", async () => {
  write('no-wget.yml', RULE);
  write('no-curl.yml', RULE.replace('no-wget', 'no-curl'));
  write('no-wget.md', '# Wget');
  const before = await loadRules();
  const { rules } = await loadRules([folder]);
  expect(rules.length).toBe(before.rules.length + 2);
  expect(rules.find((rule) => rule.id === 'no-wget')?.page).toBe(join(folder, 'no-wget.md'));
  expect(rules.find((rule) => rule.id === 'no-curl')?.page).toBeUndefined();
  expect((await loadRules()).rules).toEqual(before.rules);
});

test('a rule with the id of a known one takes its place', async () => {
  write('insecure-tls.yml', RULE.replace('no-wget', 'insecure-tls'));
  const { rules } = await loadRules([folder]);
  expect(rules.filter((rule) => rule.id === 'insecure-tls').map((rule) => rule.title)).toEqual(['Wget is not ours']);
});

test('a folder adds endpoints', async () => {
  write(
    'data/ours.yml',
    `otherHosts: [relay.example.com]
classic:
  sources: { ours: our own tests }
  endpoints:
    - { path: printers, methods: [GET], removed: undocumented, since: "99.1", source: ours }
tokenEndpoints:
  - { path: relay/token, status: legacy, anywhere: true, replacement: api/v1/auth/token, source: ours }
`,
  );
  const { endpoints } = await loadRules([folder]);
  const before = (await loadRules()).endpoints;
  expect(endpoints.otherHosts).toEqual([...before.otherHosts, 'relay.example.com']);
  expect(endpoints.classic.endpoints.at(-1)).toMatchObject({ path: 'printers', since: '99.1' });
  expect(endpoints.classic.resources).toEqual(before.classic.resources);
  expect(endpoints.tokenEndpoints.at(-1)?.path).toBe('relay/token');
});

test.each([
  [
    'no-wget.yml',
    RULE.replace('severity: warning', 'severity: fatal'),
    ':2: "severity" must be one of error, warning, info; it is "fatal"',
  ],
  ['no-wget.yml', RULE.replace('title:', 'titel:'), ':3: unknown key "titel" in the rule; known are id, '],
  ['no-wget.yml', RULE.replace(/^per.*\n/m, ''), ':1: the rule lacks the key "per"'],
  ['no-wget.yml', RULE.replace('{resource}', '{secret}'), ':4: "message" has the unknown placeholder {secret}'],
  ['no-wget.yml', RULE.replace('client: wget', 'clients: wget'), ':5: unknown fact "clients"'],
  ['other.yml', RULE, `:1: "id" must be the file's name; it is "no-wget"`],
  ['no-wget.yml', RULE.replace('id: no-wget', 'id: No Wget'), ':1: "id" must be words in lower case joined by hyphens'],
  ['no-wget.yml', RULE.replace('level: manual', 'level: maybe'), ':8: "level" must be one of safe, suggested, manual'],
  ['no-wget.yml', '- a list', ':1: the rule must be a mapping'],
  ['no-wget.yml', '', ':1: the rule must be a mapping'],
  ['no-wget.yml', `${RULE}cases:\n  - severity: info\n`, ':11: an item of "cases" lacks the key "when"'],
  ['data/x.yml', 'otherHost: [a]', ':1: unknown key "otherHost" in the file'],
  [
    'data/x.yml',
    'classic:\n  endpoints:\n    - { path: a, methods: [GET], deprecated: undated, source: ours }',
    ':3: "source" must be a key of "sources"',
  ],
  [
    'data/x.yml',
    'tokenEndpoints:\n  - { path: /a, status: legacy, anywhere: true, source: x }',
    ':2: "path" must have no slash at its ends',
  ],
  ['data/x.yml', 'jamf:\n  words: [1]', ':2: an item of "words" must be a text'],
])('%s that is wrong is refused, naming file, line and key', async (path, content, message) => {
  write(path, content);
  const loaded = loadRules([folder]);
  await expect(loaded).rejects.toThrow(RuleError);
  await expect(loaded).rejects.toThrow(`${join(folder, path)}${message}`);
});

test('a folder that is not there is refused', async () => {
  await expect(loadRules([join(folder, 'gone')])).rejects.toThrow('this rules folder cannot be read');
});
