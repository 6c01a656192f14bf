import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Statement } from '../../../../src/languages/shell/syntax/ir.ts';
import { dialectOf, parseShell } from '../../../../src/languages/shell/syntax/parse.ts';
import { loadGrammar } from '../../../../src/languages/tree-sitter/engine.ts';

const grammar = await loadGrammar('bash');
const unread = {
  parse(): never {
    throw new Error('the grammar was asked');
  },
};
/** The grammar reads it and the reader of plain scripts does not. */
const NOT_PLAIN = '\ncoproc x';

function statements(text: string, path: string, withGrammar: boolean): readonly Statement[] {
  const source = {
    text: withGrammar ? text + NOT_PLAIN : text,
    foreign: new Map(),
    locate: (start: number, end: number) => ({ file: path, start, end }),
  };
  const script = parseShell(withGrammar ? grammar : unread, source, { file: path, dialect: dialectOf(text, path) });
  return withGrammar ? script.block.statements.slice(0, -1) : script.block.statements;
}

/** What of statements the evaluation asks for, without the ways back out of them. */
function shown(found: readonly Statement[]): unknown {
  return JSON.parse(JSON.stringify(found, (key, value) => (/^(?:parent|script|id|blocks)$/.test(key) ? undefined : value)));
}

test.each([
  'a b; c d\ne "f $g" \'h\' > i 2>&1 < j',
  'x=1\ny=(a "b c" $d)\nz+=e x[1]=2 cmd',
  'export A=b C\nlocal d e=f',
  'if [ a = b ]; then c; elif [[ d ]]; then e; else f; fi',
  'for a in b "$c"; do d; done > e',
  'for ((i = 0; i < 3; i++)); do a; done',
  'while read -r l; do a "$l"; done < b',
  'case "$a" in\nb | "c d") e ;;\n*) f ;;\nesac',
  'f() { a; }\nfunction g { b; }\nh() (c)',
  'a | b && d || e',
  'x=$(a "$(b | c)") y="$(d)"\nz=$((1 + $(e)))',
  'cat <<A | b\nc $d\nA\ne <<< "f"',
  '{ a; b; } > c\n(d; e) &\nf &',
  '((x++))\n! a',
])('the reader of plain scripts and the grammar find the same in %j', (text) => {
  expect(shown(statements(text, 'a.sh', false))).toEqual(shown(statements(text, 'a.sh', true)));
});

test.each(['if a; then b', 'a )', 'a; fi', 'for a in b; c; done', 'f() a', 'a=(b | c)', 'case a in b) c; d', 'echo "a', 'x\u00a0y'])(
  '%j is left to the grammar',
  (text) => {
    expect(() => statements(text, 'a.sh', false)).toThrow('the grammar was asked');
  },
);

test('what is read without the grammar is not in doubt', () => {
  const source = { text: 'a "$(b)"\n', foreign: new Map(), locate: (start: number, end: number) => ({ file: 'a.sh', start, end }) };
  const script = parseShell(unread, source, { file: 'a.sh', dialect: 'sh' });
  expect(script).toMatchObject({ hasErrors: false, unread: [] });
});

const folder = join(import.meta.dirname, '../../../../fixtures');
const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(?:sh|bash|zsh)$/.test(path));

test('most of the scripts among the fixtures are plain', () => {
  const plain = scripts.filter((path) => {
    try {
      return statements(readFileSync(join(folder, path), 'utf8'), path, false).length >= 0;
    } catch {
      return false;
    }
  });
  expect(scripts.length).toBeGreaterThan(20);
  expect(plain.length / scripts.length).toBeGreaterThan(0.8);
});
