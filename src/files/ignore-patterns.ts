import ignore, { type Ignore } from 'ignore';
import { isBounded } from './bounded-patterns.ts';

/** Deeper paths match nothing. */
const MAX_DEPTH = 64;

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
