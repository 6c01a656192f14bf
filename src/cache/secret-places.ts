import { decodeBasic } from '../findings/secrets.ts';

/** A part of a file's text. */
type Place = readonly [file: number, start: number, length: number];

/** How a secret is read from the scripts that hold it: the secret itself is stored nowhere. */
export type SecretPlace =
  | readonly [how: 'text' | 'decoded' | 'part', place: Place]
  | readonly [how: 'pair' | 'base64', user: Place, password: Place];

/** The most places of a colon at which a pair is tried to be split. */
const MAX_SPLITS = 8;

function placeIn(texts: readonly string[], text: string): Place | undefined {
  for (const [file, content] of texts.entries()) {
    const start = content.indexOf(text);
    if (start >= 0) return [file, start, text.length];
  }
  return undefined;
}

function pairIn(texts: readonly string[], pair: string): readonly [Place, Place] | undefined {
  let at = pair.indexOf(':');
  for (let tries = 0; at >= 0 && tries < MAX_SPLITS; tries++) {
    const user = placeIn(texts, pair.slice(0, at));
    const password = placeIn(texts, pair.slice(at + 1));
    if (user && password) return [user, password];
    at = pair.indexOf(':', at + 1);
  }
  return undefined;
}

/** Texts in base64 that stand in scripts, with what they stand for. */
function encodedIn(texts: readonly string[]): { place: Place; decoded: string }[] {
  return texts.flatMap((text, file) =>
    [...text.matchAll(/[A-Za-z0-9+/_-]{8,4000}={0,2}/g)].flatMap((match): { place: Place; decoded: string }[] => {
      const decoded = decodeBasic(match[0]);
      return decoded === undefined ? [] : [{ place: [file, match.index, match[0].length], decoded }];
    }),
  );
}

/** Where secrets stand in scripts; undefined where one of them does not, and so could not be read again. */
export function placesOf(secrets: readonly string[], texts: readonly string[]): SecretPlace[] | undefined {
  const places: SecretPlace[] = [];
  let encoded: ReturnType<typeof encodedIn> | undefined;
  for (const secret of secrets) {
    const place = placeIn(texts, secret);
    const pair = place ? undefined : pairIn(texts, secret);
    const decoded = place || pair ? undefined : Buffer.from(secret, 'base64').toString('utf8');
    const inside = decoded === undefined || Buffer.from(decoded, 'utf8').toString('base64') !== secret ? undefined : pairIn(texts, decoded);
    if (place) places.push(['text', place]);
    else if (pair) places.push(['pair', ...pair]);
    else if (inside) places.push(['base64', ...inside]);
    else {
      encoded ??= encodedIn(texts);
      const whole = encoded.find((item) => item.decoded === secret);
      const part = encoded.find((item) => item.decoded.slice(item.decoded.indexOf(':') + 1) === secret);
      if (!whole && !part) return undefined;
      places.push(whole ? ['decoded', whole.place] : ['part', part!.place]);
    }
  }
  return places;
}

/** The secrets that stand at places. @param textOf the text of a file by its number */
export function secretsAt(places: readonly SecretPlace[], textOf: (file: number) => string): string[] {
  const read = ([file, start, length]: Place): string => textOf(file).slice(start, start + length);
  return places.map(([how, first, second]) => {
    const text = read(first);
    if (second) {
      const pair = `${text}:${read(second)}`;
      return how === 'base64' ? Buffer.from(pair, 'utf8').toString('base64') : pair;
    }
    if (how === 'text') return text;
    const decoded = decodeBasic(text) ?? '';
    return how === 'decoded' ? decoded : decoded.slice(decoded.indexOf(':') + 1);
  });
}
