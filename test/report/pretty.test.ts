import { expect, test } from 'vitest';
import { pretty } from '../../src/report/pretty.ts';
import { textWidth } from '../../src/report/printable.ts';
import { finding, resultOf } from '../support/result.ts';

const PLAIN = { color: 0, columns: undefined } as const;

test('tells what is found, where, why and what to do', () => {
  const related = [
    {
      file: 'lib.sh',
      range: { start: { line: 9, column: 1 }, end: { line: 9, column: 2 } },
      message: 'The credentials are attached here.',
    },
  ];
  expect(
    pretty(
      resultOf([finding({ related, confidence: 'likely' })], { urls: () => ['https://{host}:8443/JSSResource/computers/id/{id}'] }),
      PLAIN,
    ),
  ).toMatchInlineSnapshot(`
    "scripts/enroll.sh

      2:1  error  classic-basic-auth  (likely)
        curl sends a user name and password to the Classic API.

        2 │ curl -u "$jssUser:$pass" "$url"
          │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        URL          https://{host}:8443/JSSResource/computers/id/{id}
        Credentials  the client's user option, user from jssUser
        See also     The credentials are attached here. (lib.sh:9)
        What to do   The call takes a token.

    By rule
      1  classic-basic-auth

    By folder
      1  scripts

    1 finding (1 error) in 1 file; 2 scripts scanned.

    Next
      unbasic explain classic-basic-auth  why it matters and what to do about it
      unbasic explain scripts/enroll.sh:2  how such a finding was reached
    "
  `);
});

test('says so when there is nothing', () => {
  expect(pretty(resultOf([]), PLAIN)).toBe('Nothing found in 2 scripts.\n');
  expect(pretty(resultOf([], { stats: { files: 0, scripts: 0, parsed: 0, calls: 0, time: {} } }), PLAIN)).toBe(
    'No script was found to scan.\n',
  );
});

test('lists what was not scanned', () => {
  const problems = [{ file: 'big.sh', code: 'too-large', message: 'big.sh was not read.' }];
  expect(pretty(resultOf([], { problems }), PLAIN)).toBe(
    'Not scanned\n  - too-large: big.sh was not read.\n\nNothing found in 2 scripts.\n',
  );
});

test('quiet is quiet', () => {
  const problems = [{ file: 'big.sh', code: 'too-large', message: 'big.sh was not read.' }];
  expect(pretty(resultOf([], { problems }), { ...PLAIN, quiet: true })).toBe('');
  const text = pretty(resultOf([finding()], { problems }), { ...PLAIN, quiet: true });
  expect(text).toContain('classic-basic-auth');
  expect(text).not.toMatch(/By rule|Next|too-large/);
});

test('findings at one place share its code', () => {
  const text = pretty(resultOf([finding(), finding({ rule: 'insecure-tls', severity: 'warning' })]), PLAIN);
  expect(text.match(/curl -u/g)).toHaveLength(1);
  expect(text).toContain('insecure-tls');
});

test('counts by rule and by folder, and folds many folders', () => {
  const many = Array.from({ length: 14 }, (_, index) => finding({ file: `f${index}/a.sh` }));
  const text = pretty(resultOf([...many, finding({ file: 'a.sh', rule: 'plain-http' })]), PLAIN);
  expect(text).toMatch(/By rule\n {2}14 {2}classic-basic-auth\n {3}1 {2}plain-http/);
  expect(text).toContain('in 6 other folders');
});

test.each([20, 40, 60, 100, 200])('fits into a terminal of %d columns', (columns) => {
  const long = finding({
    file: `${'folder/'.repeat(3)}a.sh`,
    message: 'word '.repeat(50),
    confidence: 'possible',
    embedded: ['here-document', 'ssh'],
  });
  const text = pretty(resultOf([long]), { color: 0, columns });
  const limit = Math.min(Math.max(columns, 40), 120);
  // A command is for copying: it is never broken.
  for (const line of text.split('\n').filter((row) => !row.includes('unbasic explain')))
    expect(textWidth(line)).toBeLessThanOrEqual(limit + 1);
});

test('colours only when asked to', () => {
  expect(pretty(resultOf([finding()]), PLAIN)).not.toContain('\u001b');
  expect(pretty(resultOf([finding()]), { ...PLAIN, color: 1 })).toContain('\u001b[31m');
});

test('nothing from a script reaches the terminal raw', () => {
  const evil = finding({ file: 'a\u001b]0;x\u0007.sh', message: 'x\u001b[2Jy', related: [] });
  const result = resultOf([evil], { urls: () => ['https://\u001b[31m'], problems: [{ file: 'x', code: 'binary', message: '\u001b[31m' }] });
  expect(pretty(result, PLAIN)).not.toMatch(/[\u001b\u0007]/);
});
