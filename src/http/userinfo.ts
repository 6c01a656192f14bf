import { skeleton, sliceSequence, splitAt } from '../values/text.ts';
import { NOTHING, type Sequence, type Span, union, type Value } from '../values/value.ts';
import { spanOfSequence } from './spans.ts';

/** A user name and a password where they can be told apart. */
export interface UserAndPassword {
  readonly user: Value;
  readonly password?: Value | undefined;
}

export interface Userinfo extends UserAndPassword {
  /** Where it stands, without the `@`; undefined where that is not one stretch of a file. */
  readonly span?: Span | undefined;
  /** Whether every alternative of the URL has one. */
  readonly always: boolean;
}

const AUTHORITY = /^(?:[a-z][a-z0-9+.-]*|\u0000):\/\/([^/?#]*)@/i;
/** Without a scheme only `user:password@` is told from other text with an @. */
const BARE_AUTHORITY = /^([^/?#@:\s]*:[^/?#\s]*)@/;

interface Place {
  readonly start: number;
  readonly end: number;
}

function placeOf(alternative: Sequence): Place | undefined {
  const whole = skeleton(alternative);
  const match = AUTHORITY.exec(whole) ?? BARE_AUTHORITY.exec(whole);
  if (!match || match[1] === '') return undefined;
  const end = match[0].length - 1;
  return { start: end - match[1]!.length, end };
}

/**
 * Splits `user:password` at the first colon that is written out. Where there is none the whole is the user: either the
 * password is asked for, or one unknown holds both and its name is what a reader of the script knows them by.
 */
export function splitUserAndPassword(value: Value): UserAndPassword {
  const users: Sequence[] = [];
  const passwords: Sequence[] = [];
  for (const alternative of value.alternatives) {
    const halves = splitAt(alternative, ':');
    users.push(halves?.[0] ?? alternative);
    if (halves) passwords.push(halves[1]);
  }
  const { truncated } = value;
  const user = union([NOTHING, { alternatives: users, truncated }]);
  if (passwords.length === 0) return { user };
  return { user, password: union([NOTHING, { alternatives: passwords, truncated }]) };
}

/** The `user:password@` of a URL; undefined where no alternative has one. */
export function userinfoOf(url: Value): Userinfo | undefined {
  const found: Sequence[] = [];
  for (const alternative of url.alternatives) {
    const place = placeOf(alternative);
    if (place) found.push(sliceSequence(alternative, place.start, place.end));
  }
  if (found.length === 0) return undefined;
  const halves = splitUserAndPassword({ alternatives: found, truncated: url.truncated });
  return { ...halves, span: spanOfSequence(found[0]!), always: found.length === url.alternatives.length };
}

/** The URL without its `user:password@`. */
export function withoutUserinfo(url: Value): Value {
  const places = url.alternatives.map(placeOf);
  if (places.every((place) => place === undefined)) return url;
  const alternatives = url.alternatives.map((alternative, index) => {
    const place = places[index];
    return place ? [...sliceSequence(alternative, 0, place.start), ...sliceSequence(alternative, place.end + 1)] : alternative;
  });
  return union([NOTHING, { alternatives, truncated: url.truncated }]);
}
