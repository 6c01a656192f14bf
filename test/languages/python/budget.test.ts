import { expect, test } from 'vitest';
import { extraction } from './calls.ts';

const CALL = 'requests.get("https://j/JSSResource/sites", auth=("a", "b"))';

function times(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('');
}

test.each([
  ['assignments to one variable', `${times(40_000, (index) => `x = "${index}"\n`)}${CALL}\n`],
  ['alternatives that multiply', `x = ""\n${times(2000, () => 'x = x + ("a" if y else "b")\n')}${CALL}\n`],
  ['branches', `${times(5000, (index) => `if a:\n  x${index} = 1\nelse:\n  x${index} = 2\n`)}${CALL}\n`],
  ['a function that is never come to', `${times(2500, (index) => `def f${index}():\n  global x\n  x = 1\n`)}def g():\n  ${CALL}\n`],
  ['a loop over a long list', `for x in [${'"a",'.repeat(40_000)}]:\n  ${CALL}\n`],
  ['an expression too long for the stack', `x = ${'"a" + '.repeat(30_000)}"b"\n${CALL}\n`],
  ['more levels of indentation than Python takes', `${times(1200, (index) => `${' '.repeat(index)}if x:\n`)}${' '.repeat(1200)}${CALL}\n`],
  ['brackets too deep for the stack', `x = ${'('.repeat(20_000)}${')'.repeat(20_000)}\n${CALL}\n`],
])('%s: what is not come to is a problem and a sighting', async (_name, script) => {
  const { calls, problems, sightings } = await extraction(`import requests\n${script}`);
  expect({ calls: calls.length, problems: problems.map(({ code }) => code), sightings: sightings.map(({ what }) => what) }).toEqual({
    calls: 0,
    problems: ['too-complex'],
    sightings: ['a Classic URL'],
  });
});

test.each([
  [
    'calls that multiply',
    `def f0():\n  ${CALL}\n${times(34, (index) => `def f${index + 1}():\n  f${index}()\n  f${index}()\n  f${index}()\n`)}f34()\n`,
  ],
  ['functions in a circle', `def a(): return b() + b()\ndef b(): return a() + a()\n${'a()\n'.repeat(200)}${CALL}\n`],
  ['lists that double', `x = ["a", "b"]\n${'x = x + x\n'.repeat(60)}${CALL}\n`],
  ['lists that double by stars', `x = ["a", "b"]\n${'x = [*x, *x]\n'.repeat(60)}${CALL}\n`],
  ['arguments that double', `def f(*a):\n  f(*a, *a)\nf(1, 2)\n${CALL}\n`],
  ['formats that double', `x = "{0}{0}"\n${'x = x.format(x)\n'.repeat(100)}${CALL}\n`],
  ['statements with nothing to find behind the end of the budget', `${CALL}\n${'x = 1\n'.repeat(40_000)}`],
])('%s: nothing is lost, and there is no problem', async (_name, script) => {
  const { calls, problems, sightings } = await extraction(`import requests\n${script}`);
  expect([calls.length, problems, sightings]).toEqual([1, [], []]);
});
