import { describe, expect, test } from 'vitest';
import { applyEdits, EditError, movedOffset, orderEdits } from '../../src/migrate/edits.ts';
import type { Edit } from '../../src/migrate/plan.ts';

const edit = (start: number, end: number, replacement: string): Edit => ({ start, end, replacement });

test.each<[string, string, Edit[], string]>([
  ['nothing', 'abc', [], 'abc'],
  ['an edit that changes nothing', 'abc', [edit(1, 2, 'b')], 'abc'],
  ['a replacement', 'abc', [edit(1, 2, 'XX')], 'aXXc'],
  ['several, in any order', 'abcdef', [edit(4, 5, 'E'), edit(0, 1, 'A'), edit(2, 2, '-')], 'Ab-cdEf'],
  ['insertions at one place keep their order', 'ab', [edit(1, 1, '1'), edit(1, 1, '2'), edit(1, 1, '3')], 'a123b'],
  ['an insertion in front of what is replaced', 'abc', [edit(1, 2, 'B'), edit(1, 1, '<')], 'a<Bc'],
  ['an insertion behind what is replaced', 'abc', [edit(2, 2, '>'), edit(1, 2, 'B')], 'aB>c'],
  ['neighbours', 'abcd', [edit(0, 2, '1'), edit(2, 4, '2')], '12'],
  ['the start and the end', 'abc', [edit(3, 3, '!'), edit(0, 0, '!')], '!abc!'],
  ['a deletion of all', 'abc', [edit(0, 3, '')], ''],
  ['an empty text', '', [edit(0, 0, 'x\n')], 'x\n'],
  ['LF', 'a\nb\n', [edit(2, 2, 'x\ny\n')], 'a\nx\ny\nb\n'],
  ['CRLF', 'a\r\nb\r\n', [edit(3, 3, 'x\ny\n')], 'a\r\nx\r\ny\r\nb\r\n'],
  ['CR', 'a\rb\r', [edit(2, 2, 'x\ny\n')], 'a\rx\ry\rb\r'],
  ['CRLF that is written out stays', 'a\r\nb\r\n', [edit(3, 3, 'x\r\ny\n')], 'a\r\nx\r\ny\r\nb\r\n'],
  ['mixed line ends: the most frequent one', 'a\r\nb\nc\r\n', [edit(5, 5, 'x\n')], 'a\r\nb\nx\r\nc\r\n'],
  ['a carriage return in an LF file is none', 'a\nb\n', [edit(2, 2, 'x\ry\n')], 'a\nx\ry\nb\n'],
  ['no line end yet', 'ab', [edit(1, 1, '\n')], 'a\nb'],
])('%s', (_, text, edits, expected) => {
  expect(applyEdits(text, edits)).toBe(expected);
});

describe('refuses', () => {
  test.each<[string, Edit[], EditError['code']]>([
    ['overlaps', [edit(0, 3, 'x'), edit(2, 4, 'y')], 'EDITS_OVERLAP'],
    ['the same range twice', [edit(1, 2, 'x'), edit(1, 2, 'x')], 'EDITS_OVERLAP'],
    ['one inside another', [edit(0, 4, 'x'), edit(1, 2, 'y')], 'EDITS_OVERLAP'],
    ['an insertion inside a replacement', [edit(0, 4, 'x'), edit(2, 2, 'y')], 'EDITS_OVERLAP'],
    ['a range beyond the end', [edit(3, 7, '')], 'EDIT_OUT_OF_RANGE'],
    ['a negative one', [edit(-1, 0, '')], 'EDIT_OUT_OF_RANGE'],
    ['one that runs backwards', [edit(3, 2, '')], 'EDIT_OUT_OF_RANGE'],
    ['fractions', [edit(0.5, 1, '')], 'EDIT_OUT_OF_RANGE'],
  ])('%s', (_, edits, code) => {
    expect(() => applyEdits('abcd', edits)).toThrow(EditError);
    expect(() => applyEdits('abcd', edits)).toThrow(expect.objectContaining({ code }));
  });

  test('and names the edits', () => {
    const edits = [edit(0, 3, 'x'), edit(2, 4, 'y')];
    expect(() => orderEdits('abcd', edits)).toThrow(expect.objectContaining({ edits, message: 'Two edits overlap: 0 to 3 and 2 to 4.' }));
  });
});

test.each<[number, number]>([
  [0, 0],
  [2, 4],
  [3, 5],
  [4, 5],
  [5, 5],
  [6, 6],
  [9, 9],
])('offset %i moves to %i', (offset, expected) => {
  expect(movedOffset(orderEdits('0123456789', [edit(1, 1, 'ab'), edit(3, 5, '')]), offset)).toBe(expected);
});

test('what an edit does not touch keeps every character', () => {
  const text = Array.from({ length: 300 }, (_, code) => String.fromCharCode(code)).join('');
  const result = applyEdits(text, [edit(100, 110, 'new')]);
  expect(result.slice(0, 100) + result.slice(103)).toBe(text.slice(0, 100) + text.slice(110));
});
