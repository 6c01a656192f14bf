import { expect, test } from 'vitest';
import { sourceFromText } from '../../src/files/source.ts';
import { directivesIn } from '../../src/findings/directives.ts';

/** The rules, the reason and the lines (or `file`) of each directive in a text. */
function read(text: string): string[] {
  return directivesIn(sourceFromText('a.sh', text)).map(({ rules, reason, place }) => {
    const lines = place.kind === 'file' ? 'file' : `${place.own}:${place.from}-${place.to}`;
    return `${rules.join('+')} | ${reason} | ${lines}`;
  });
}

test.each<[string, string, string[]]>([
  ['above a call', 'x\n# unbasic-ignore a-rule: why\ncurl\n', ['a-rule | why | 2:3-3']],
  ['on the line of a call', 'curl # unbasic-ignore a-rule: why', ['a-rule | why | 1:1-1']],
  ['in TypeScript', 'f();\n  // unbasic-ignore a-rule: why\n  f();', ['a-rule | why | 2:3-3']],
  ['in a block comment', 'f();\n/* unbasic-ignore a-rule: why */\nf();', ['a-rule | why | 2:3-3']],
  ['for two rules', 'x\n# unbasic-ignore a-rule, b-rule: why: because\nx', ['a-rule+b-rule | why: because | 2:3-3']],
  ['for two rules without a comma', 'x\n# unbasic-ignore a-rule b-rule: why\nx', ['a-rule+b-rule | why | 2:3-3']],
  ['above a continued command', 'x\n# unbasic-ignore a-rule: why\ncurl \\\n  -s \\\n  url\nnext', ['a-rule | why | 2:3-5']],
  ['above a pipeline', 'x\n# unbasic-ignore a-rule: why\necho x |\n  curl\nnext', ['a-rule | why | 2:3-4']],
  ['above a substitution', 'x\n# unbasic-ignore a-rule: why\na=$(\n  curl\n)', ['a-rule | why | 2:3-4']],
  ['above other comments and blank lines', 'x\n# unbasic-ignore a-rule: why\n# more\n\ncurl\n', ['a-rule | why | 2:5-5']],
  ['at the head, set off from the code', '#!/bin/sh\n# unbasic-ignore a-rule: why\n# more\n\ncurl\n', ['a-rule | why | file']],
  ['at the head, right above the first call', '#!/bin/sh\n# unbasic-ignore a-rule: why\ncurl\n', ['a-rule | why | 2:3-3']],
  ['for the whole file by name', 'curl\n# unbasic-ignore-file a-rule: why\n', ['a-rule | why | file']],
  ['without a reason', 'x\n# unbasic-ignore a-rule\ncurl', ['a-rule |  | 2:3-3']],
  ['with an empty reason', 'x\n# unbasic-ignore a-rule:  \ncurl', ['a-rule |  | 2:3-3']],
  ['without a rule', 'x\n# unbasic-ignore: why\ncurl', [' | why | 2:3-3']],
  ['with CRLF', 'x\r\n# unbasic-ignore a-rule: why\r\ncurl\r\n', ['a-rule | why | 2:3-3']],
  ['at the end of the file', 'x\n# unbasic-ignore a-rule: why', ['a-rule | why | 2:3-3']],
])('a comment %s', (_, text, expected) => expect(read(text)).toEqual(expected));

test.each([
  ['no comment', 'unbasic-ignore a-rule: why'],
  ['another word', '# unbasic-ignored a-rule: why'],
  ['a word with a hyphen', '# unbasic-ignore-next a-rule: why'],
  ['a URL', 'curl https://unbasic-ignore.example.com'],
  ['a fragment', 'curl x#unbasic-ignore a: b'],
  ['prose', '# see unbasic-ignore in the README'],
])('%s is no directive', (_, text) => expect(read(text)).toEqual([]));

test('long lines and many words take no time to speak of', () => {
  const text = `${'# unbasic-ignore '.repeat(20_000)}\n${'# unbasic-ignore x: y\n'.repeat(20_000)}${'unbasic-ignore '.repeat(100_000)}`;
  expect(read(text)).toHaveLength(20_001);
});
