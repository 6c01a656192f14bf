import { skeleton, sliceSequence } from '../../values/text.ts';
import { MAX_ALTERNATIVES, NOTHING, type Sequence, union, type Value } from '../../values/value.ts';
import { spanOfSequence } from '../spans.ts';

/** A set `{a,b}` or a range `[1-3]`, `[a-z:2]`; the brackets of an IPv6 address are neither. */
const GLOB = /\{([^{}[\]]+)\}|\[(?:\d{1,20}-\d{1,20}|[a-z]-[a-z]|[A-Z]-[A-Z])(?::\d{1,9})?\]/;
const MAX_GLOBS = 8;

/** The URLs that curl makes of a URL with globs: a set becomes alternatives, a range an unknown. Without globs the value itself. */
export function expandGlobs(url: Value): Value {
  if (!url.alternatives.some((alternative) => GLOB.test(skeleton(alternative)))) return url;
  return union([NOTHING, { alternatives: url.alternatives.flatMap((alternative) => expand(alternative)), truncated: url.truncated }]);
}

function expand(alternative: Sequence): Sequence[] {
  let heads: Sequence[] = [[]];
  let rest = alternative;
  for (let count = 0; count < MAX_GLOBS; count++) {
    const match = GLOB.exec(skeleton(rest));
    if (!match) break;
    const before = sliceSequence(rest, 0, match.index);
    const inside = sliceSequence(rest, match.index, match.index + match[0].length);
    const choices = match[1] === undefined ? [range(inside, match[0])] : setMembers(inside, match[1]);
    if (heads.length * choices.length > MAX_ALTERNATIVES) break;
    heads = heads.flatMap((head) => choices.map((choice) => [...head, ...before, ...choice]));
    rest = sliceSequence(rest, match.index + match[0].length);
  }
  return heads.map((head) => [...head, ...rest]);
}

function setMembers(braces: Sequence, members: string): Sequence[] {
  let at = 1;
  return members.split(',').map((member) => {
    const start = at;
    at += member.length + 1;
    return sliceSequence(braces, start, start + member.length);
  });
}

function range(brackets: Sequence, name: string): Sequence {
  return [{ kind: 'unknown', name, cause: 'loop', span: spanOfSequence(brackets) }];
}
