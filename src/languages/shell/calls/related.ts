import type { Credential, RelatedLocation } from '../../../http/call.ts';
import type { Piece, Span } from '../../../values/value.ts';

const MAX_RELATED = 2;

/** Where a piece gets its value: the innermost definition on the way to it. */
function origin(piece: Piece): Span | undefined {
  let place = piece.trail?.definition;
  for (let trail = piece.trail?.inner; trail; trail = trail.inner) place = trail.definition ?? place;
  return place ?? piece.span;
}

/** The places in other files that give the Basic credentials of a call their values: what a reader of the call does not see. */
export function relatedPlaces(credentials: readonly Credential[], file: string): RelatedLocation[] {
  const related = new Map<string, RelatedLocation>();
  const note = (pieces: readonly Piece[] | undefined, message: string): void => {
    for (const piece of pieces ?? []) {
      const place = origin(piece);
      if (!place || place.file === file) continue;
      const key = `${place.file} ${place.start}`;
      const known = related.get(key);
      if (!known) related.set(key, { span: place, message });
      else if (known.message !== message) related.set(key, { span: place, message: 'The user name and password come from here.' });
    }
  };
  for (const credential of credentials) {
    if (credential.scheme !== 'basic' || credential.span.file !== file) continue;
    note(credential.user?.alternatives[0], 'The user name comes from here.');
    note(credential.password?.alternatives[0], 'The password comes from here.');
    note(credential.encoded?.alternatives[0], 'The user name and password come from here.');
  }
  return [...related.values()].slice(0, MAX_RELATED);
}
