import { describe, expect, it } from 'vitest';
import { extraction } from './workspace.ts';

const HEADERS = "{ headers: { Authorization: 'Basic ' + k } }";
const repeat = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join('\n');

const scripts: readonly [string, string][] = [
  ['a long sum', `const url = ${Array.from({ length: 3000 }, (_, i) => `'${i}'`).join(' + ')};\nfetch(url, ${HEADERS});`],
  ['deep nesting', `${'('.repeat(3000)}fetch${')'.repeat(3000)}('https://j/JSSResource/a', ${HEADERS});`],
  ['deep blocks', `${'{'.repeat(2000)}fetch('https://j/JSSResource/a', ${HEADERS});${'}'.repeat(2000)}`],
  [
    'functions that call each other',
    `${repeat(60, (i) => `function f${i}(a) { return f${(i * 7 + 1) % 60}(a) + f${(i * 11 + 3) % 60}(a + '/x'); }`)}\nfetch(f0('https://j/JSSResource'), ${HEADERS});`,
  ],
  ['many conditions', `let url = 'https://j/JSSResource/';\n${repeat(200, (i) => `if (c${i}) url += 'x${i}';`)}\nfetch(url, ${HEADERS});`],
  ['variables in a circle', `let a = b, b = c, c = a;\nfetch(a + '/JSSResource/x', ${HEADERS});`],
  [
    'an object that spreads itself',
    `let o = { ...o, headers: { Authorization: 'Basic ' + k } };\no = { ...o };\nfetch('https://j/JSSResource/a', o);`,
  ],
  [
    'a class that extends itself',
    `class A extends A { get(p) { return fetch('https://j' + p, ${HEADERS}); } }\nnew A().get('/JSSResource/a');`,
  ],
  [
    'a regular expression that could run away',
    `const base = '${'a'.repeat(2000)}!'.replace(/(a+)+$/, '');\nfetch(base + '/JSSResource/a', ${HEADERS});`,
  ],
  [
    'many interceptors',
    `import axios from 'axios';\nconst api = axios.create();\n${repeat(80, (i) => `api.interceptors.request.use((c) => { if (c.url.includes('${i}')) c.headers.Authorization = x${i} ? 'Basic ' + k : 'Bearer ' + t; return c; });`)}\n${repeat(40, (i) => `api.get(p${i} ? '/JSSResource/a${i}' : '/api/v1/b${i}');`)}`,
  ],
  [
    'many callers',
    `function get(path, h) { return fetch('https://j' + path, { headers: { Authorization: h } }); }\n${repeat(300, (i) => `get('/JSSResource/a${i}', ${i % 2 ? "'Basic ' + k" : "'Bearer ' + t"});`)}`,
  ],
];

const broken: readonly [string, string][] = [
  ['nothing', ''],
  ['binary', '\u0000\u0001\ufffd{{{'],
  ['only quotes', '`${`${`${'],
  ['a half call', 'fetch('],
  ['a half class', 'class A { constructor(private'],
  ['a lone surrogate', "fetch('\\ud800' + '\ud800')"],
];

describe('bad and heavy scripts', () => {
  it.each(scripts)('%s ends soon', async (_, script) => {
    const { calls, problems } = await extraction(script);
    expect(calls.length + problems.length).toBeGreaterThan(0);
  });

  it.each(broken)('%s does not throw', async (_, script) => {
    expect((await extraction(script)).calls.filter((call) => call.credentials.length > 0)).toEqual([]);
  });

  it('reads what it can of a script with errors', async () => {
    const { calls } = await extraction(`const x = { a: 1 b: 2 };\nfetch('https://j/JSSResource/a', ${HEADERS});\nconst = ;`);
    expect(calls.map((call) => call.credentials.map(({ scheme }) => scheme))).toEqual([['basic']]);
  });

  it('gives the same calls twice', async () => {
    const script = scripts.map(([, text]) => text).at(-1)!;
    const said = async (): Promise<string> =>
      JSON.stringify((await extraction(script)).calls.map(({ url, branches, credentials }) => ({ url, branches, credentials })));
    expect(await said()).toBe(await said());
  });
});
