import { splitAt } from '../../../values/text.ts';
import { literal, type Sequence, type Span, type UnknownPiece, union, type Value } from '../../../values/value.ts';

/** An unknown that is known to be the base64 form of a value. Its name never holds literal text. */
export interface EncodedPiece extends UnknownPiece {
  readonly decoded: Value;
}

/** The most characters that are decoded. */
const MAX_ENCODED = 4096;

export function isEncoded(piece: { readonly kind: string }): piece is EncodedPiece {
  return 'decoded' in piece;
}

function nameOf(sequence: Sequence): string {
  const names = sequence.flatMap((piece) => (piece.kind === 'unknown' ? [piece.name] : []));
  return names.length > 0 ? `base64(${names.slice(0, 4).join(':')})` : 'base64(credentials)';
}

/** What `b64encode` makes of a value. Text that the script encodes itself stays a secret: the result is unknown, its origin kept beside it. */
export function encodeBase64(value: Value, span: Span): Value {
  return union(
    value.alternatives.map((sequence): Value => {
      const piece: EncodedPiece = {
        kind: 'unknown',
        name: nameOf(sequence),
        cause: 'computed',
        span,
        decoded: { alternatives: [sequence], truncated: false },
      };
      return { alternatives: [[piece]], truncated: false };
    }),
  );
}

/** The user and password of `user:password`, where the colon can be seen. */
export function splitUserPassword(value: Value): { user?: Value; password?: Value } {
  const users: Value[] = [];
  const passwords: Value[] = [];
  for (const sequence of value.alternatives) {
    const halves = splitAt(sequence, ':');
    if (!halves) continue;
    users.push({ alternatives: [halves[0]], truncated: false });
    passwords.push({ alternatives: [halves[1]], truncated: false });
  }
  return users.length > 0 ? { user: union(users), password: union(passwords) } : {};
}

/** The value that a base64 text was made of: kept beside an unknown, or decoded from a literal. */
export function decodeBase64(value: Value): Value | undefined {
  const decoded: Value[] = [];
  for (const sequence of value.alternatives) {
    const encoded = sequence.find(isEncoded);
    if (encoded) {
      decoded.push(encoded.decoded);
      continue;
    }
    const content = literal(sequence);
    if (content === undefined || content.length > MAX_ENCODED || !/^[A-Za-z0-9+/\s]{4,}={0,2}\s*$/.test(content)) continue;
    const text = Buffer.from(content, 'base64').toString('utf8');
    if (!text.includes('\uFFFD')) {
      decoded.push({
        alternatives: [[{ kind: 'text', text, span: sequence[0]?.span, exact: false, trail: sequence[0]?.trail }]],
        truncated: false,
      });
    }
  }
  return decoded.length > 0 ? union(decoded) : undefined;
}
