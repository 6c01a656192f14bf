/** One part of a shell pattern: `*`, or what matches exactly one character. */
type Part = { readonly kind: 'any' } | { readonly kind: 'one'; readonly accepts: (character: string) => boolean };

/** A shell pattern, read: see matchGlob. */
export type Glob = readonly Part[];

const CLASSES: Readonly<Record<string, string>> = {
  space: '\\s',
  blank: ' \\t',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  punct: '!-/:-@\\[-`{-~',
};

function oneOf(set: string): Part | undefined {
  const source = set.replace(/\[:(\w{1,12}):\]?/g, (_, name: string) => CLASSES[name] ?? '');
  try {
    const expression = new RegExp(`^[${source.replace(/^!/, '^').replace(/\\/g, '\\\\')}]$`);
    return { kind: 'one', accepts: (character) => expression.test(character) };
  } catch {
    return undefined;
  }
}

const exactly = (wanted: string): Part => ({ kind: 'one', accepts: (character) => character === wanted });

/** Reads a shell pattern: `*`, `?`, `[…]`, `\` in front of what is meant as it is. Undefined where it is none. */
export function readGlob(pattern: string): Glob | undefined {
  const parts: Part[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    if (character === '*') {
      while (pattern[at + 1] === '*') at++;
      parts.push({ kind: 'any' });
    } else if (character === '?') parts.push({ kind: 'one', accepts: () => true });
    else if (character === '[') {
      const close = pattern.indexOf(']', at + 2);
      const set = close < 0 ? exactly('[') : oneOf(pattern.slice(at + 1, close));
      if (!set) return undefined;
      parts.push(set);
      if (close < 0) continue;
      at = close;
      if (pattern[at + 1] === ']') at++;
    } else parts.push(exactly(character === '\\' && at + 1 < pattern.length ? pattern[++at]! : character));
  }
  return parts;
}

/** Where the characters of a text come from: its start on, or its end on backwards. */
type Reader = (index: number) => string;

/**
 * How many characters of a text the pattern matches, counted from where `read` starts: the most or the fewest; -1 for none. Takes all ways
 * through the pattern at once: no more steps than characters times parts, whatever the two are.
 */
function walk(glob: Glob, length: number, read: Reader, longest: boolean): number {
  let states = new Set<number>();
  const enter = (state: number, into: Set<number>): void => {
    into.add(state);
    while (glob[state]?.kind === 'any') into.add(++state);
  };
  enter(0, states);
  let best = states.has(glob.length) ? 0 : -1;
  for (let at = 0; at < length && states.size > 0 && (longest || best < 0); at++) {
    const character = read(at);
    const next = new Set<number>();
    for (const state of states) {
      const part = glob[state];
      if (part?.kind === 'any') enter(state, next);
      else if (part?.accepts(character)) enter(state + 1, next);
    }
    states = next;
    if (states.has(glob.length)) best = at + 1;
  }
  return best;
}

/** How many characters from an offset on a pattern matches; -1 for none. */
export function matchGlob(glob: Glob, text: string, from: number, longest: boolean): number {
  return walk(glob, text.length - from, (index) => text[from + index]!, longest);
}

/** How many characters at a text's end a pattern matches; -1 for none. */
export function matchGlobAtEnd(glob: Glob, text: string, longest: boolean): number {
  return walk(glob.toReversed(), text.length, (index) => text[text.length - 1 - index]!, longest);
}
