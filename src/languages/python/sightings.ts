import type { HttpCall, Sighting } from '../../http/call.ts';
import type { ErrorRegion } from './syntax/ir.ts';

const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/JSSResource/, 'a Classic URL'],
  [/Authorization.{0,40}Basic/i, 'an Authorization header'],
  [/curl\s[^\n]{0,200}\s-{1,2}u/, 'a curl with credentials'],
];

/** Text in regions that were not read or not run that a search for calls would show and that no call found covers. */
export function errorSightings(errors: readonly ErrorRegion[], calls: readonly HttpCall[]): Sighting[] {
  return errors.flatMap(({ text, span }): Sighting[] => {
    const sign = SIGNS.map(([pattern, what]) => ({ match: pattern.exec(text), what })).find(({ match }) => match);
    if (!sign?.match) return [];
    const start = span.start + sign.match.index;
    const place = { file: span.file, start, end: Math.min(span.end, start + sign.match[0].length) };
    const covered = calls.some((call) => call.span.file === place.file && call.span.start <= place.end && call.span.end >= place.start);
    return covered ? [] : [{ language: 'python', span: place, what: sign.what }];
  });
}
