import { skeleton } from '../values/text.ts';
import { type Sequence, sequenceKey } from '../values/value.ts';
import type { AuthScheme, HttpCall } from './call.ts';

/** The most candidates that a call is compared with: conditionals with more arms than this are machines' work. */
const MAX_CANDIDATES = 256;
/** Marks the one segment of a URL that is wholly unknown: no other path stands for it. */
const OPAQUE = '\u0001';
const API_ROOT = /(?<=[/\u0000]|^)(?:JSSResource|u?api)(?=\/|$|\?)/;

/**
 * The Basic calls that are the legacy branch beside a bearer twin: the same request with a token, where only one of both
 * can run. That is so in different arms of one conditional, and where one call's arguments can be either.
 */
export function guardedCalls(calls: readonly HttpCall[]): ReadonlySet<HttpCall> {
  const twins = new Map<string, HttpCall[]>();
  for (const call of calls) {
    if (!sends(call, 'bearer') || sends(call, 'basic')) continue;
    for (const key of placesOf(call)) {
      const list = twins.get(key);
      if (list) list.push(call);
      else twins.set(key, [call]);
    }
  }
  const shapes = new Map<HttpCall, string[][]>();
  const shapesOf = (call: HttpCall): string[][] => {
    const known = shapes.get(call) ?? call.url.alternatives.map(shapeOf);
    shapes.set(call, known);
    return known;
  };
  const guarded = new Set<HttpCall>();
  for (const call of calls) {
    if (!sends(call, 'basic')) continue;
    const isGuarded =
      eitherInOneHeader(call) ||
      placesOf(call).some((key) => candidates(twins, key).some((twin) => isApart(call, twin) && covers(shapesOf(twin), shapesOf(call))));
    if (isGuarded) guarded.add(call);
  }
  return guarded;
}

function candidates(twins: ReadonlyMap<string, HttpCall[]>, key: string): HttpCall[] {
  return (twins.get(key) ?? []).slice(0, MAX_CANDIDATES);
}

function sends(call: HttpCall, scheme: AuthScheme): boolean {
  return call.credentials.some((credential) => credential.scheme === scheme);
}

/** One header whose value is Basic or a token: the same place in the call holds both. */
function eitherInOneHeader({ credentials }: HttpCall): boolean {
  const tokens = credentials.filter(({ scheme }) => scheme === 'bearer');
  const basics = credentials.filter(({ scheme }) => scheme === 'basic');
  return basics.every(({ span, option }) => tokens.some((token) => token.option === option && sameSpan(token.span, span)));
}

function sameSpan(one: HttpCall['span'], other: HttpCall['span']): boolean {
  return one.file === other.file && one.start === other.start && one.end === other.end;
}

/** Where twins of a call are looked for: its own place and the conditionals around it, for the same language and method. */
function placesOf({ span, branches, language, method }: HttpCall): string[] {
  const common = `${span.file}\u0000${language}\u0000${method ?? ''}\u0000`;
  return [`${common}${span.start}-${span.end}`, ...branches.map(({ id }) => `${common}?${id}`)];
}

/** Whether only one of two calls can run. */
function isApart(call: HttpCall, twin: HttpCall): boolean {
  return sameSpan(call.span, twin.span) || neverBoth(call, twin);
}

/** Whether every URL of the one call is among those of its twin. */
function covers(twin: readonly string[][], call: readonly string[][]): boolean {
  return call.length > 0 && call.every((url) => twin.some((shape) => sameShape(url, shape)));
}

function neverBoth(one: HttpCall, other: HttpCall): boolean {
  return one.branches.some(({ id, arm }) => other.branches.some((branch) => branch.id === id && branch.arm !== arm));
}

/** The segments of a URL behind its base. One that is wholly unknown is known by its name. */
function shapeOf(url: Sequence): string[] {
  const whole = skeleton(url).replace(/\u0000+/g, '\u0000');
  if (whole === '\u0000') return [`${OPAQUE}${sequenceKey(url)}`];
  const root = API_ROOT.exec(whole);
  const path = root ? whole.slice(root.index) : whole.replace(/^(?:[^:/\u0000]*:\/\/[^/]*|\u0000[^/]*)/, '');
  return path.split('/').filter((segment) => segment !== '');
}

function sameShape(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((segment, index) => sameSegment(segment, other[index]!));
}

function sameSegment(one: string, other: string): boolean {
  if (one === other) return true;
  return (one === '\u0000' && !other.startsWith(OPAQUE)) || (other === '\u0000' && !one.startsWith(OPAQUE));
}
