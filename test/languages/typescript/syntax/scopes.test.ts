import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { parseUnit } from '../../../../src/languages/typescript/syntax/unit.ts';

/** What `x` is declared or assigned as where `use(x)` stands: kinds and lines. */
function definitionsAt(script: string): string[] {
  const { root, scopes } = parseUnit('a.ts', script);
  let use: ts.Identifier | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'use') use = node.arguments[0] as ts.Identifier;
    ts.forEachChild(node, visit);
  };
  visit(root);
  const binding = scopes.lookup('x', use!);
  return (binding?.definitions ?? []).map(({ kind, node }) => `${kind}:${root.getLineAndCharacterOfPosition(node.getStart()).line + 1}`);
}

const cases: readonly [string, string[]][] = [
  ['const x = 1;\nuse(x);', ['value:1']],
  ['let x;\nx = 1;\nx += 2;\nuse(x);', ['value:2', 'append:3']],
  ['const x = 1;\n{ const x = 2;\nuse(x); }', ['value:2']],
  ['const x = 1;\nfunction f(x) { use(x); }', ['parameter:2']],
  ['function f() { if (a) { var x = 1; }\nuse(x); }', ['value:1']],
  ['const { y: { x } } = o;\nuse(x);', ['value:1']],
  ['const { x = 1, ...rest } = o;\nuse(x);', ['value:1']],
  ['({ x } = o);\nuse(x);', ['value:1']],
  ['[x] = o;\nuse(x);', ['value:1']],
  ['for (const x of list) use(x);', ['element:1']],
  ['for (const x in object) use(x);', ['key:1']],
  ['try { f(); } catch (x) { use(x); }', ['error:1']],
  ['import x from "m";\nuse(x);', ['import:1']],
  ['import * as x from "m";\nuse(x);', ['import:1']],
  ['import x = require("m");\nuse(x);', ['import:1']],
  ['use(x);\nfunction x() {}', ['function:2']],
  ['class x {}\nuse(x);', ['class:1']],
  ['enum x { A }\nuse(x);', ['enum:1']],
  ['const f = function x() { use(x); };', ['function:1']],
  ['x = 1;\nuse(x);', ['value:1']],
  ['type x = string;\nuse(x);', []],
  ['interface x { a: 1 }\nuse(x);', []],
  ['function f() { const x = 1; }\nuse(x);', []],
];

describe('scopes', () => {
  it.each(cases)('%s', (script, expected) => {
    expect(definitionsAt(script)).toEqual(expected);
  });
});
