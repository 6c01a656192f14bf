import { describe, expect, test } from 'vitest';
import { chooseChanges } from '../../src/cli/interactive.ts';
import { migrate } from '../../src/migrate/migrate.ts';
import { fakeLanguages } from '../support/fake-language.ts';
import { temporaryFolder } from '../support/repository.ts';
import { toyPlanners } from '../support/toy-planner.ts';

const CALL = 'curl -u "$user:$pass" "$url/JSSResource/computers"\n';
const FILES = { 'a.sh': CALL, 'b.sh': `${CALL}${'# x\n'.repeat(8)}# far\ncurl -u x jamf # manual\n`, 'c.sh': CALL };

/** Answers in their order; no more answers end the questions. */
async function dialogue(files: Readonly<Record<string, string>>, answers: readonly string[], helper?: string) {
  const { path } = temporaryFolder(files);
  const result = await migrate({ cwd: path, languages: fakeLanguages().loaders, planners: toyPlanners, helper });
  const left = [...answers];
  const asked: string[] = [];
  let shown = '';
  const ask = async (question: string) => {
    asked.push(question);
    return left.shift();
  };
  const show = (text: string) => {
    shown += text;
  };
  const accepted = await chooseChanges(result, { color: 0, ask, show });
  return { accepted: [...accepted].sort(), asked, shown };
}

test.each<[string[], string[], number]>([
  [['y', 'y', 'y'], ['a.sh', 'b.sh', 'c.sh'], 3],
  [['n', 'Y', 'no'], ['b.sh'], 3],
  [['skip', 'skip', 'accept'], ['c.sh'], 3],
  [['y', 'q'], ['a.sh'], 2],
  [['q'], [], 1],
  [[], [], 1],
  [['y'], ['a.sh'], 2],
  [['?', '', 'what', 'y', 'q'], ['a.sh'], 5],
])('%j accepts %j', async (answers, expected, questions) => {
  const { accepted, asked } = await dialogue(FILES, answers);
  expect(accepted).toEqual(expected);
  expect(asked.length).toBe(questions);
});

test('more shows more of the script, and what is left in it', async () => {
  const { shown, asked } = await dialogue(FILES, ['n', 'm', 'q']);
  expect(asked[2]).toBe(asked[1]);
  const [before, after] = shown.split('+++ b/b.sh').slice(1);
  expect(before).not.toContain('# far');
  expect(after).toContain('# far');
  expect(after).toContain('b.sh:11  dynamic-url: Not known.');
});

describe('what is needed is accepted with what needs it', () => {
  const files = { 'a.sh': `# NEEDS c.sh\n${CALL}`, 'b.sh': CALL, 'c.sh': CALL };

  test('and shown and asked for once', async () => {
    const { accepted, asked, shown } = await dialogue(files, ['y', 'n']);
    expect(accepted).toEqual(['a.sh', 'c.sh']);
    expect(asked).toEqual([expect.stringContaining('a.sh and 1 file with it'), expect.stringContaining('b.sh')]);
    expect(shown.match(/^\+\+\+ b\/c\.sh$/gm)?.length).toBe(1);
  });

  test('but can be accepted alone', async () => {
    expect((await dialogue(files, ['n', 'n', 'y'])).accepted).toEqual(['c.sh']);
  });

  test('a new helper file is not asked for on its own', async () => {
    expect((await dialogue(files, ['n', 'y', 'n'], 'lib.sh')).accepted).toEqual(['b.sh', 'lib.sh']);
    expect((await dialogue(files, ['n', 'n', 'n'], 'lib.sh')).accepted).toEqual([]);
  });
});
