import { expect, test } from 'vitest';
import { sourceFromBytes } from '../../src/files/decode.ts';
import { applyEdits, orderEdits } from '../../src/migrate/edits.ts';
import { byteEdits, encode, roundTrips } from '../../src/migrate/encode.ts';

const utf16 = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

const FILES: [string, Buffer][] = [
  ['ASCII', Buffer.from('#!/bin/sh\necho x\n')],
  ['nothing', Buffer.alloc(0)],
  ['UTF-8', Buffer.from('# größer €𝄞\n')],
  ['UTF-8 with a mark', Buffer.from('\uFEFF# größer\r\n')],
  ['a mark alone', Buffer.from('\uFEFF')],
  ['Latin-1', Buffer.from('# größer\n', 'latin1')],
  ['Latin-1 behind the mark of UTF-8', Buffer.concat([Buffer.from('\uFEFF'), Buffer.from('# größer\n', 'latin1')])],
  ['every byte', Buffer.from(Array.from({ length: 255 }, (_, index) => index + 1))],
  ['UTF-16, little end first', utf16('# größer 𝄞\n', false)],
  ['UTF-16, big end first', utf16('# größer 𝄞\n', true)],
  ['UTF-16 with half a character', utf16('x\ud800y\n', false)],
];

test.each(FILES)('%s is written back byte for byte', (_, bytes) => {
  const source = sourceFromBytes('a.sh', bytes);
  expect(encode(source.text, source)).toEqual(bytes);
  expect(roundTrips(source, bytes)).toBe(true);
});

test.each(FILES.filter(([, bytes]) => bytes.length > 8))('%s: edits of the text are edits of the bytes', (_, bytes) => {
  const source = sourceFromBytes('a.sh', bytes);
  const edits = orderEdits(source.text, [
    { start: 0, end: 1, replacement: '!' },
    { start: 4, end: 4, replacement: 'ensure\n' },
    { start: source.text.length, end: source.text.length, replacement: 'end\n' },
  ]);
  const result = Buffer.from(applyEdits(bytes.toString('latin1'), byteEdits(source, edits)), 'latin1');
  expect(result).toEqual(encode(applyEdits(source.text, edits), source));
});

test.each<[string, Buffer, string]>([
  ['a character that Latin-1 has not', Buffer.from('# größer\n', 'latin1'), '# größer \u20ac\n'],
  ['half a character', Buffer.from('# größer\n'), '# \ud800\n'],
  ['Latin-1 whose bytes would read as UTF-8', Buffer.from('# \xe9 \xc3\xa9\n', 'latin1'), '# \xc3\xa9\n'],
  ['a second mark', Buffer.from('x\n'), '\uFEFFx\n'],
])('%s is not written', (_, bytes, text) => {
  expect(encode(text, sourceFromBytes('a.sh', bytes))).toBeUndefined();
});

test('other bytes do not pass for the same', () => {
  expect(roundTrips({ text: 'x\n', bom: false, encoding: 'utf-8' }, Buffer.from('y\n'))).toBe(false);
});
