import ignore, { type Ignore } from 'ignore';

/** `ignore` makes regular expressions of patterns: each star multiplies the ways in which one can match. */
const MAX_STARS = 5;
const MAX_FOLDER_STARS = 3;
const MAX_LENGTH = 1000;
/** Deeper paths match nothing. */
const MAX_DEPTH = 64;

/** Whether a pattern can be compared with any path in little time. */
export function isBounded(pattern: string): boolean {
  const segments = pattern.split('/');
  const stars = (segment: string): number => segment.match(/\*+/g)?.length ?? 0;
  return (
    pattern.length <= MAX_LENGTH &&
    segments.filter((segment) => segment.includes('**')).length <= MAX_FOLDER_STARS &&
    segments.every((segment) => stars(segment) <= MAX_STARS)
  );
}

/** Patterns as in `.gitignore`, without those that have too many stars. */
export class IgnorePatterns {
  private readonly matcher: Ignore;

  constructor(patterns: readonly string[]) {
    this.matcher = ignore().add(patterns.filter(isBounded));
  }

  /** What the patterns say of a path, which is relative and ends in a slash where it is a folder's. */
  test(path: string): { readonly ignored: boolean; readonly unignored: boolean } {
    return path.split('/', MAX_DEPTH + 1).length > MAX_DEPTH ? { ignored: false, unignored: false } : this.matcher.test(path);
  }
}
