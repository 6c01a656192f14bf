import { decode } from '../files/decode.ts';
import type { SourceFile } from '../files/source.ts';
import type { OrderedEdits } from './edits.ts';

type Form = Pick<SourceFile, 'bom' | 'encoding'>;

function bytesOf(text: string, encoding: SourceFile['encoding']): Buffer {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'latin-1':
      return Buffer.from(text, 'latin1');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
  }
}

/** The byte order mark; a file that has UTF-8's and is none further on is read as Latin-1. */
function markOf(encoding: SourceFile['encoding']): Buffer {
  return bytesOf('\uFEFF', encoding === 'latin-1' ? 'utf-8' : encoding);
}

/** The bytes of a text in a file's own encoding, its byte order mark in front. Undefined where they would not read as this text again. */
export function encode(text: string, { bom, encoding }: Form): Buffer | undefined {
  const body = bytesOf(text, encoding);
  const bytes = bom ? Buffer.concat([markOf(encoding), body]) : body;
  const again = decode(bytes);
  return again.text === text && again.bom === bom ? bytes : undefined;
}

/** Whether a source, encoded again, is exactly the file's bytes. */
export function roundTrips(source: Pick<SourceFile, 'text' | 'bom' | 'encoding'>, bytes: Buffer): boolean {
  return encode(source.text, source)?.equals(bytes) ?? false;
}

/** The same edits over the file's bytes, each byte as one character of a Latin-1 text: for diffs, which are bytes. */
export function byteEdits({ text, bom, encoding }: Pick<SourceFile, 'text' | 'bom' | 'encoding'>, edits: OrderedEdits): OrderedEdits {
  const binary = (part: string): string => bytesOf(part, encoding).toString('latin1');
  const length = (part: string): number =>
    encoding === 'utf-8' ? Buffer.byteLength(part, 'utf8') : encoding === 'latin-1' ? part.length : part.length * 2;
  let offset = bom ? markOf(encoding).length : 0;
  let at = 0;
  return edits.map(({ start, end, replacement }) => {
    const from = offset + length(text.slice(at, start));
    const to = from + length(text.slice(start, end));
    offset = to;
    at = end;
    return { start: from, end: to, replacement: binary(replacement) };
  });
}
