import { isUtf8 } from 'node:buffer';
import { lineStartsOf, type SourceFile } from './source.ts';

/** A file is taken for binary when one of its first bytes is NUL and no byte order mark says UTF-16. */
const BINARY_WINDOW = 8192;

/** Whether the bytes start with a UTF-16 byte order mark. */
function utf16Order(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xfe && !(bytes[2] === 0 && bytes[3] === 0)) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Whether the bytes cannot be a script's text. */
export function isBinary(bytes: Buffer): boolean {
  return utf16Order(bytes) === undefined && bytes.subarray(0, BINARY_WINDOW).includes(0);
}

/** Text of a script's bytes: UTF-8, UTF-16 with a byte order mark, else Latin-1. Any bytes give a text. */
export function decode(bytes: Buffer): Omit<SourceFile, 'path' | 'lineStarts'> {
  const order = utf16Order(bytes);
  if (order) {
    const little = order === 'utf-16le' ? bytes : Buffer.from(bytes).swap16();
    return { text: little.toString('utf16le', 2), bom: true, encoding: order };
  }
  const bom = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const body = bom ? bytes.subarray(3) : bytes;
  const encoding = isUtf8(body) ? 'utf-8' : 'latin-1';
  return { text: body.toString(encoding === 'utf-8' ? 'utf8' : 'latin1'), bom, encoding };
}

/** A source made of a file's bytes. */
export function sourceFromBytes(path: string, bytes: Buffer): SourceFile {
  const decoded = decode(bytes);
  return { path, ...decoded, lineStarts: lineStartsOf(decoded.text) };
}
