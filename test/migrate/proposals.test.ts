import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sourceFromText } from '../../src/files/source.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { proposalsOf } from '../../src/migrate/proposals.ts';
import type { MigrationResult } from '../../src/migrate/result.ts';
import { rdjson } from '../../src/report/formats/rdjson.ts';
import { sarif } from '../../src/report/formats/sarif.ts';
import type { ProposedEdit, ProposedFile } from '../../src/report/proposal.ts';
import { scan } from '../../src/scan/scan.ts';
import { text } from '../../src/values/value.ts';
import { basicCall, fakeLanguages } from '../support/fake-language.ts';
import { temporaryFolder } from '../support/repository.ts';
import { toyPlanners } from '../support/toy-planner.ts';

const CALL = 'curl -u "$user:$pass" "$url/JSSResource/computers"\n';

async function planned(files: Readonly<Record<string, string>>, languages = fakeLanguages().loaders, helper?: string) {
  const { path } = temporaryFolder(files);
  const result: MigrationResult = await migrate({ cwd: path, languages, planners: toyPlanners, helper });
  const { findings } = await scan({ cwd: path, languages });
  return { path, result, findings, proposals: proposalsOf(result) };
}

/** What an editor makes of a file with the edits of a proposal, by lines and columns. */
function applied(content: string, edits: readonly ProposedEdit[]): string {
  const { lineStarts } = sourceFromText('x', content);
  const offset = ({ line, column }: ProposedEdit['range']['start']): number => lineStarts[line - 1]! + column - 1;
  let result = content;
  for (const { range, text: replacement } of [...edits].reverse()) {
    result = result.slice(0, offset(range.start)) + replacement + result.slice(offset(range.end));
  }
  return result;
}

test.each<[string, string]>([
  ['one call', CALL],
  ['two calls with lines between', `# head\n\n${CALL}echo "\u{1f9ea} é"\n${CALL}# tail\n`],
  ['Windows line ends', `# head\r\n${CALL.replace('\n', '\r\n')}# tail\r\n`],
  ['no end of the last line', `# head\n${CALL.trim()}`],
])('%s: edit by edit and as lines, a proposal is what the migration writes', async (_, content) => {
  const { result, findings, proposals } = await planned({ 'a.sh': content });
  const offered = findings.map(proposals).filter((proposal) => proposal !== undefined);
  expect(offered).toHaveLength(1);
  const [{ edits, lines }] = offered[0]!.files as [ProposedFile];
  expect(applied(content, edits)).toBe(result.changes[0]!.text);
  expect(applied(content, [lines!])).toBe(result.changes[0]!.text);
  expect(offered[0]!.calls).toBe(content.split('curl').length - 1);
});

test('it stands at the first call that is migrated', async () => {
  const { findings, proposals } = await planned({ 'a.sh': `${CALL.trim()} # manual\n${CALL}${CALL}` });
  const lines = findings
    .filter(({ rule }) => rule === 'classic-basic-auth')
    .map((finding) => [finding.range.start.line, proposals(finding)?.calls]);
  expect(lines).toEqual([
    [1, undefined],
    [2, 2],
    [3, undefined],
  ]);
});

test('files that change together are one proposal', async () => {
  const { findings, proposals } = await planned({ 'a.sh': CALL }, undefined, 'lib.sh');
  const [proposal] = findings.map(proposals).filter((found) => found !== undefined);
  expect(proposal!.files.map(({ file, created, lines }) => [file, created, lines !== undefined])).toEqual([
    ['a.sh', false, true],
    ['lib.sh', true, false],
  ]);
});

describe('a literal secret', () => {
  const PASSWORD = 'Pr0bably-S3cret!';
  const languages = fakeLanguages((file) =>
    [...file.text.matchAll(/curl -u.*/g)].map((match) => {
      const call = basicCall(file.path, match.index, match.index + match[0].length);
      const at = file.text.indexOf(PASSWORD);
      const value = text(PASSWORD, { file: file.path, start: at, end: at + PASSWORD.length });
      return { ...call, credentials: call.credentials.map((credential) => ({ ...credential, password: value })) };
    }),
  ).loaders;

  test('on the lines of a proposal is in no report', async () => {
    const script = `curl -u "admin:${PASSWORD}" "$url/JSSResource/computers"\n`;
    const { path, findings, proposals } = await planned({ 'a.sh': script }, languages);
    expect(readFileSync(join(path, 'a.sh'), 'utf8')).toContain(PASSWORD);
    const [proposal] = findings.map(proposals).filter((found) => found !== undefined);
    expect(proposal!.files[0]!.lines).toBeUndefined();
    const result = await scan({ cwd: path, languages });
    for (const report of [sarif, rdjson]) {
      const shown = report(result, { color: 0, columns: undefined, proposals });
      expect(shown).not.toContain(PASSWORD);
      expect(shown).toContain('classic-basic-auth');
    }
  });
});

test('nothing is offered where nothing is migrated', async () => {
  const { findings, proposals } = await planned({ 'a.sh': `${CALL.trim()} # manual\n` });
  expect(findings.map(proposals)).toEqual(findings.map(() => undefined));
});
