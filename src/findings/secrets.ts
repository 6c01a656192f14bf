import type { Credential } from '../http/call.ts';
import type { EndpointData } from '../http/endpoint-data.ts';
import { matchesGlob } from '../rules/condition.ts';
import { literal, literals, type Sequence, type Span, type Value } from '../values/value.ts';

/** The text that `user:password` in base64 stands for, or undefined where it is none. */
export function decodeBasic(encoded: string): string | undefined {
  const text = encoded.trim();
  if (text.length < 4 || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) return undefined;
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return decoded.includes(':') && !/[\u0000-\u0008\ufffd]/.test(decoded) ? decoded : undefined;
}

/** The alternatives of a credential that are secrets wholly written into the script; placeholders are none. */
export function literalSecrets(credential: Credential, data: Pick<EndpointData, 'placeholders'>): Sequence[] {
  const isSecret = (content: string): boolean => content.trim() !== '' && !isPlaceholder(content.trim(), data);
  const written = (value: Value | undefined, test: (content: string) => boolean): Sequence[] =>
    (value?.alternatives ?? []).filter((sequence) => {
      const content = literal(sequence);
      return content !== undefined && test(content);
    });
  const encoded = (content: string): boolean => {
    const decoded = decodeBasic(content);
    return isSecret(decoded === undefined ? content : decoded.slice(decoded.indexOf(':') + 1));
  };
  return [...written(credential.password, isSecret), ...written(credential.encoded, encoded)];
}

function isPlaceholder(content: string, data: Pick<EndpointData, 'placeholders'>): boolean {
  if (/^(.)\1*$/u.test(content)) return true;
  return data.placeholders.some((pattern) => matchesGlob(pattern, content));
}

/** Every text that must not be shown: literal passwords, encoded pairs, what they stand for, and pairs in one text. */
export function secretTexts(credential: Credential): string[] {
  const passwords = credential.password ? literals(credential.password) : [];
  const users = credential.user ? literals(credential.user) : [];
  const encoded = credential.encoded ? literals(credential.encoded) : [];
  const pairs = users.flatMap((user) => passwords.map((password) => `${user}:${password}`));
  const decoded = encoded.map(decodeBasic).filter((pair) => pair !== undefined);
  const base64 = pairs.map((pair) => Buffer.from(pair, 'utf8').toString('base64'));
  const parts = decoded.map((pair) => pair.slice(pair.indexOf(':') + 1));
  return [...passwords, ...encoded, ...pairs, ...decoded, ...base64, ...parts].filter((content) => content !== '');
}

/** Where literal parts of a credential's secret stand. */
export function secretSpans(credential: Credential): Span[] {
  const sequences = [...(credential.password?.alternatives ?? []), ...(credential.encoded?.alternatives ?? [])];
  const spans: Span[] = [];
  for (const piece of sequences.flat()) if (piece.kind === 'text' && piece.span && piece.text !== '') spans.push(piece.span);
  return spans;
}
