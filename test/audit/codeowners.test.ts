import { expect, test } from 'vitest';
import { parseCodeOwners } from '../../src/audit/codeowners.ts';

test.each<[rules: string, path: string, owners: string[]]>([
  ['* @a', 'x.sh', ['@a']],
  ['* @a', 'deep/er/x.sh', ['@a']],
  ['* @a\n*.sh @b', 'deep/x.sh', ['@b']],
  ['*.sh @b', 'x.py', []],
  ['docs/ @d', 'docs/x/y.sh', ['@d']],
  ['docs/ @d', 'src/docs/y.sh', ['@d']],
  ['/docs/ @d', 'src/docs/y.sh', []],
  ['docs/* @d', 'docs/y.sh', ['@d']],
  ['docs/* @d', 'docs/x/y.sh', []],
  ['/apps/tool @d', 'apps/tool/x.sh', ['@d']],
  ['/apps/tool @d', 'apps/tools/x.sh', []],
  ['apps @d', 'x/apps/y', ['@d']],
  ['**/logs @d', 'a/b/logs/x', ['@d']],
  ['a/**/z.sh @d', 'a/z.sh', ['@d']],
  ['a/**/z.sh @d', 'a/b/c/z.sh', ['@d']],
  ['a/** @d', 'a/b/c', ['@d']],
  ['x?.sh @d', 'xy.sh', ['@d']],
  ['x?.sh @d', 'x/.sh', []],
  ['* @a\n/none', 'none/x.sh', []],
  ['* @a b@c.example # why', 'x', ['@a', 'b@c.example']],
  ['# * @a', 'x', []],
  ['with\\ space.sh @a', 'with space.sh', ['@a']],
  ['\\#x @a', '#x', ['@a']],
  ['!x @a', 'x', []],
  ['* @a\r\n*.sh @b\r\n', 'x.sh', ['@b']],
  ['[Docs] @team\n*.md\n[Code]\n*.md @x', 'a.md', ['@team', '@x']],
  ['^[Optional][2] @o\nx', 'x', ['@o']],
  ['* @a @a', 'x', ['@a']],
  ['', 'x', []],
])('%j gives %s to %j', (rules, path, owners) => {
  expect(parseCodeOwners(rules).of(path)).toEqual(owners);
});

test('a pattern of many stars is no trap', () => {
  const owners = parseCodeOwners(`${'**/a*a*a*a*'.repeat(40)}b @x\n${'*a'.repeat(2000)}b @y`);
  expect(owners.of(`${'a/'.repeat(200)}${'a'.repeat(5000)}`)).toEqual([]);
});
