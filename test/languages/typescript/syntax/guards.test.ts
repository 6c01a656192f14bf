import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { alwaysExits, guardsOf } from '../../../../src/languages/typescript/syntax/guards.ts';
import { parseUnit } from '../../../../src/languages/typescript/syntax/unit.ts';

/** The guards around `here()`, as condition and arm. */
function guardsAt(script: string): string[] {
  const { root } = parseUnit('a.ts', script);
  let found: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === 'here') found = node;
    ts.forEachChild(node, visit);
  };
  visit(root);
  return guardsOf(found!).map((guard) => `${guard.condition.getText()}:${guard.arm}`);
}

const cases: readonly [string, string[]][] = [
  ['here();', []],
  ['if (a) here();', ['a:0']],
  ['if (a) x(); else here();', ['a:1']],
  ['if (!a) here();', ['a:1']],
  ['if (a) x(); else if (b) here();', ['a:1', 'b:0']],
  ['a ? here() : x();', ['a:0']],
  ['a && here();', ['a:0']],
  ['a || here();', ['a:1']],
  ['function f() { if (a) return; here(); }', ['a:1']],
  ['function f() { if (a) { throw e; } here(); }', ['a:1']],
  ['function f() { if (a) { x(); } here(); }', []],
  ['for (const i of l) { if (a) continue; here(); }', ['a:1']],
  ['if (a) process.exit(1);\nhere();', ['a:1']],
  ['switch (a) { case 1: x(); break; default: here(); }', ['a:1']],
  ['if (a) { l.forEach(() => { if (b) here(); }); }', ['a:0', 'b:0']],
  ['while (a) here();', []],
  ['try { x(); } catch { here(); }', []],
];

describe('guards', () => {
  it.each(cases)('%s', (script, expected) => {
    expect(guardsAt(script)).toEqual(expected);
  });

  it('gives conditions that read the same one id, and those that may have changed another', () => {
    const ids = (script: string): Set<string> => {
      const { root } = parseUnit('a.ts', script);
      const found = new Set<string>();
      const visit = (node: ts.Node): void => {
        if (ts.isCallExpression(node)) for (const guard of guardsOf(node)) found.add(guard.id);
        ts.forEachChild(node, visit);
      };
      visit(root);
      return found;
    };
    expect(ids('function f(a) { if (a) x(); if (!a) y(); }').size).toBe(1);
    expect(ids("function f(a) { if (a === 'x') x(); if (a !== 'x') y(); }").size).toBe(1);
    expect(ids('function f(a) { if (a) x(); a = g; if (a) y(); }').size).toBe(2);
    expect(ids('function f(a) { if (a) x(); }\nfunction g(a) { if (a) x(); }').size).toBe(2);
  });

  it.each([
    ['return;', true],
    ['{ x(); throw e; }', true],
    ['if (a) return; else throw e;', true],
    ['if (a) return;', false],
    ['x();', false],
    ['process.exit();', true],
  ])('%s always exits: %s', (script, expected) => {
    const { root } = parseUnit('a.ts', `function f() { ${script} }`);
    const [declaration] = root.statements;
    const body = (declaration as ts.FunctionDeclaration).body!;
    expect(alwaysExits(body)).toBe(expected);
  });
});
