import { expect, test } from 'vitest';
import { Dependencies } from '../../src/migrate/dependencies.ts';

const items = (written: string) =>
  written
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => {
      const [file, needs = ''] = word.split(':');
      return { file: file!, together: [...needs] };
    });

test.each<[string, string, string[]]>([
  ['', '', []],
  ['b a c', 'b a c', ['a', 'b', 'c']],
  ['a needs what is not there', 'a:x', ['a']],
  ['a needs itself', 'a:a', ['a']],
  ['two that need one', 'a:h b:h h', ['h', 'a', 'b']],
  ['two that need each other', 'a:b b:a c', ['c', 'a b']],
  ['a circle, and one that needs it', 'd:a a:b b:c c:a', ['a b c', 'd']],
  ['a chain', 'a:b b:c c', ['c', 'b', 'a']],
  ['two circles, one needing the other', 'a:b b:ac c:d d:c', ['c d', 'a b']],
])('units: %s', (_, written, expected) => {
  expect(new Dependencies(items(written)).units().map((unit) => unit.join(' '))).toEqual(expected);
});

test.each<[string, string, string]>([
  ['a', 'a b', 'a'],
  ['a', 'a:b b:c c d', 'a b c'],
  ['b', 'a:b b', 'b'],
  ['a', 'a:b b:a', 'a b'],
])('what %s needs in %j', (file, written, expected) => {
  expect([...new Dependencies(items(written)).closure(file)].join(' ')).toBe(expected);
});

test('a thousand files that share one are no trouble', () => {
  const many = Array.from({ length: 1000 }, (_, index) => ({ file: `f${index}`, together: ['h'] }));
  expect(new Dependencies([...many, { file: 'h', together: [] }]).units()[0]).toEqual(['h']);
});
