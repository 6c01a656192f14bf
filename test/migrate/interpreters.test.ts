import { expect, test } from 'vitest';
import { interpreterComplaint, interpretersOf, readBy } from '../../src/migrate/interpreters.ts';

test.each<[string, string, string]>([
  ['a.sh', '#!/bin/bash\n', 'bash'],
  ['a.sh', '#!/usr/bin/env bash\n', 'bash'],
  ['a.sh', '#!/bin/zsh --no-rcs\n', 'zsh'],
  ['a.sh', '#!/bin/sh\n', 'dash bash'],
  ['a.sh', '#!/bin/ksh\n', 'ksh'],
  ['a.zsh', 'echo\n', 'zsh'],
  ['a.bash', 'echo\n', 'bash'],
  ['a.sh', 'echo\n', 'dash bash'],
  ['a', 'echo\n', 'dash bash'],
])('%s that starts with %j is read by %s', (path, text, expected) => {
  expect(
    interpretersOf(path, text, 'shell')
      .map(({ name }) => name)
      .join(' '),
  ).toBe(expected);
});

test('Python is read by python3, other languages by none', () => {
  expect(interpretersOf('a.py', '#!/usr/bin/python3\n', 'python').map(({ name }) => name)).toEqual(['python3']);
  expect(interpretersOf('a.ts', '', 'typescript')).toEqual([]);
});

test.each<[string, string | undefined, string, string | undefined]>([
  ['good stays good', 'x = 1\n', 'x = 2\n', undefined],
  ['bad stays bad', 'print 1\n', 'print 2\n', undefined],
  ['good becomes bad', 'x = 1\n', 'x = 1\n  y = 2\n', 'python3 refuses the result at its line 2'],
  ['tabs and spaces at odds', 'if 1:\n\tx = 1\n', 'if 1:\n\tx = 1\n        y = 2\n', 'python3 refuses the result at its line 3'],
])('Python: %s', async (_, before, after, complaint) => {
  expect(await interpreterComplaint('a.py', before, after, 'python')).toBe(complaint);
});

test('an interpreter that is not there says nothing', async () => {
  expect(await readBy({ name: 'no-such-shell', args: [] }, 'x')).toBeUndefined();
});

test('a text is read and not run', async () => {
  const [bash] = interpretersOf('a.bash', '', 'shell');
  expect(await readBy(bash!, 'exit 7\n')).toEqual({ accepts: true });
});

const GOOD = '#!/bin/bash\necho x\n';
const BAD = '#!/bin/bash\nif true\n';

test.each<[string, string | undefined, string, boolean]>([
  ['good stays good', GOOD, `${GOOD}echo y\n`, false],
  ['bad stays bad', BAD, `${BAD}fi fi\n`, false],
  ['bad becomes good', BAD, GOOD, false],
  ['good becomes bad', GOOD, BAD, true],
  ['a new file that is good', undefined, GOOD, false],
  ['a new file that is bad', undefined, BAD, true],
  ['a large text', GOOD, `${GOOD}${'# x\n'.repeat(200_000)}`, false],
  ['bash in a plain sh', '#!/bin/sh\na=(1 2)\n', '#!/bin/sh\na=(1 2)\nb=(3)\n', false],
])('%s', async (_, before, after, complains) => {
  expect((await interpreterComplaint('a.sh', before, after, 'shell')) !== undefined).toBe(complains);
});

test('a complaint quotes nothing of the script', async () => {
  expect(await interpreterComplaint('a.sh', GOOD, `${GOOD}"Pr0bably-S3cret!" ) x\n`, 'shell')).toMatch(
    /^bash -n refuses the result( at its line \d+)?$/,
  );
});
