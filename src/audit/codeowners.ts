import { withoutTrailing } from '../values/trailing.ts';

/** A line of a CODEOWNERS file. */
interface OwnerRule {
  readonly pattern: readonly string[];
  /** What lies below the folder that the pattern names is meant as well. */
  readonly below: boolean;
  readonly owners: readonly string[];
}

interface OwnerSection {
  readonly defaults: readonly string[];
  readonly rules: OwnerRule[];
}

/** Who owns the files of a repository, by its CODEOWNERS file. */
export interface CodeOwners {
  /** The owners of a path from the repository's root, in the order of the file. */
  of(path: string): string[];
}

/** Longer paths and patterns are machines' work. */
const MAX_SEGMENTS = 64;
const SECTION = /^\^?\[([^\]\n]{1,255})\](?:\[\d{1,3}\])?([\s\S]*)$/;

/** Words of a line: a backslash keeps a space in one, `#` starts a comment. */
function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word = '';
  for (let index = 0; index < line.length; index++) {
    const character = line[index]!;
    if (character === '\\' && index + 1 < line.length) word += line[++index];
    else if (character === '#' && word === '') break;
    else if (/\s/.test(character)) {
      if (word !== '') words.push(word);
      word = '';
    } else word += character;
  }
  return word === '' ? words : [...words, word];
}

function ruleOf(pattern: string, owners: readonly string[]): OwnerRule {
  const isFolder = pattern.endsWith('/');
  const anchored = withoutTrailing(pattern, '/').includes('/');
  const segments = pattern.split('/').filter((segment) => segment !== '');
  const last = segments.at(-1) ?? '**';
  const whole = anchored ? segments : ['**', ...segments];
  if (isFolder) return { pattern: [...whole, '**'], below: false, owners };
  return { pattern: whole.slice(-MAX_SEGMENTS), below: !last.includes('*') || last === '**', owners };
}

/** Whether a segment is what a pattern with `*` and `?` means. */
function matchesSegment(pattern: string, text: string): boolean {
  let at = 0;
  let index = 0;
  let star = -1;
  let retry = 0;
  while (index < text.length) {
    if (pattern[at] === '*') {
      star = at++;
      retry = index;
    } else if (pattern[at] === '?' || pattern[at] === text[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** Which lengths of a path a pattern means, counted in segments; `**` is any number of them. */
function matches({ pattern, below }: OwnerRule, path: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const segment of pattern) {
    const next = new Set<number>();
    for (const from of reached) {
      if (segment === '**') for (let to = from; to <= path.length; to++) next.add(to);
      else if (from < path.length && matchesSegment(segment, path[from]!)) next.add(from + 1);
    }
    reached = next;
  }
  return reached.has(path.length) || (below && [...reached].some((length) => length > 0));
}

/** Reads a CODEOWNERS file as GitHub and, with its sections, GitLab do: in each section the last line that matches decides. */
export function parseCodeOwners(text: string): CodeOwners {
  const sections: OwnerSection[] = [{ defaults: [], rules: [] }];
  for (const line of text.split(/\r?\n/)) {
    const section = SECTION.exec(line.trim());
    if (section) {
      sections.push({ defaults: wordsOf(section[2]!), rules: [] });
      continue;
    }
    const [pattern, ...owners] = wordsOf(line);
    if (pattern === undefined || pattern.startsWith('!')) continue;
    const current = sections.at(-1)!;
    current.rules.push(ruleOf(pattern, owners.length > 0 ? owners : current.defaults));
  }
  return {
    of(path) {
      const segments = path.split('/').slice(0, MAX_SEGMENTS);
      const owners = sections.flatMap(({ rules }) => rules.findLast((rule) => matches(rule, segments))?.owners ?? []);
      return [...new Set(owners)];
    },
  };
}
