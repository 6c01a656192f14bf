import { expect, test } from 'vitest';
import { decode, isBinary, sourceFromBytes } from '../../src/files/decode.ts';

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

test.each<[string, Buffer, ReturnType<typeof decode>]>([
  ['UTF-8', Buffer.from('é'), { text: 'é', bom: false, encoding: 'utf-8' }],
  ['UTF-8 with a mark', Buffer.concat([BOM, Buffer.from('é')]), { text: 'é', bom: true, encoding: 'utf-8' }],
  ['Latin-1', Buffer.from([0x61, 0xe9]), { text: 'aé', bom: false, encoding: 'latin-1' }],
  ['Latin-1 behind a UTF-8 mark', Buffer.concat([BOM, Buffer.from([0xe9])]), { text: 'é', bom: true, encoding: 'latin-1' }],
  ['UTF-16LE', Buffer.from([0xff, 0xfe, 0xe9, 0]), { text: 'é', bom: true, encoding: 'utf-16le' }],
  ['UTF-16BE', Buffer.from([0xfe, 0xff, 0, 0xe9]), { text: 'é', bom: true, encoding: 'utf-16be' }],
  ['nothing', Buffer.alloc(0), { text: '', bom: false, encoding: 'utf-8' }],
])('%s', (_, bytes, expected) => {
  expect(decode(bytes)).toEqual(expected);
});

test.each<[string, Buffer, boolean]>([
  ['NUL early', Buffer.from('ab\u0000c'), true],
  ['NUL behind 8 KB', Buffer.concat([Buffer.alloc(8192, 'a'), Buffer.from([0])]), false],
  ['UTF-16 with a mark', Buffer.from([0xff, 0xfe, 0x61, 0]), false],
  ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), true],
  ['text', Buffer.from('#!/bin/sh\n'), false],
])('binary: %s', (_, bytes, expected) => {
  expect(isBinary(bytes)).toBe(expected);
});

test('lines end with LF, CRLF or CR', () => {
  expect(sourceFromBytes('a.sh', Buffer.from('a\nb\r\nc\rd')).lineStarts).toEqual([0, 2, 5, 7]);
});
