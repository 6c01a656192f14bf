import { describe, expect, it } from 'vitest';
import { extraction } from './workspace.ts';

const HEADERS = "{ headers: { Authorization: 'Basic ' + k } }";
const CALL = `fetch('https://j/JSSResource/b', ${HEADERS});`;
const repeat = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n');

describe('lists as long as a script', () => {
  it.each([
    [
      '20,000 assignments to one variable',
      `let u = '';\n${repeat(20_000, (i) => `u = '/JSSResource/a${i}';`)}\nfetch('https://j' + u, ${HEADERS});`,
    ],
    [
      '5,000 assignments in a loop, each under a condition',
      `let u = '';\nfor (;;) {\nfetch('https://j/JSSResource/' + u, ${HEADERS});\n${repeat(5000, (i) => `if (c${i}) u = 'a${i}';`)}\n}`,
    ],
    ['5,000 ways out', `${repeat(5000, (i) => `if (c${i}) process.exit(1);`)}\n${CALL}`],
    [
      '5,000 callers',
      `function get(p) { return fetch('https://j' + p, ${HEADERS}); }\n${repeat(5000, (i) => `get('/JSSResource/a${i}');`)}`,
    ],
    ['a sum of 5,000 terms', `const u = ${"'x' + ".repeat(5000)}'y';\nfetch('https://j/JSSResource/' + u, ${HEADERS});`],
  ])('%s: the call is found', { timeout: 120_000 }, async (_, script) => {
    const { calls } = await extraction(script);
    expect(calls.flatMap(({ credentials }) => credentials.map(({ scheme }) => scheme))).toContain('basic');
  });
});
