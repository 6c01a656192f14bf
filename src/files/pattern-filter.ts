import { relative, sep } from 'node:path';
import ignore from 'ignore';
import type { FoundFile } from './discover.ts';
import { IgnorePatterns } from './ignore-patterns.ts';

export interface Patterns {
  /** Absolute; what patterns are relative to. */
  readonly folder: string;
  /** As in `.gitignore`; nothing else is left where there are any. */
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

export interface Filtered {
  readonly targets: readonly FoundFile[];
  readonly excluded: readonly FoundFile[];
  /** The patterns that no file matches. */
  readonly unused: readonly { readonly key: 'include' | 'exclude'; readonly pattern: string }[];
}

/** Leaves out the files that patterns exclude. Those outside of the patterns' folder are left alone. */
export function filterTargets(targets: readonly FoundFile[], { folder, include, exclude }: Patterns): Filtered {
  const matchers = (key: 'include' | 'exclude', patterns: readonly string[]) =>
    patterns.map((pattern) => ({ key, pattern, matcher: new IgnorePatterns([pattern]), used: false }));
  const single = [...matchers('include', include), ...matchers('exclude', exclude)];
  const all = { include: new IgnorePatterns(include), exclude: new IgnorePatterns(exclude) };
  const kept: FoundFile[] = [];
  const excluded: FoundFile[] = [];
  for (const target of targets) {
    const path = relative(folder, target.absolute).split(sep).join('/');
    if (!ignore.isPathValid(path)) {
      kept.push(target);
      continue;
    }
    for (const item of single) if (!item.used) item.used = item.pattern.startsWith('!') || item.matcher.test(path).ignored;
    const isIn = include.length === 0 || all.include.test(path).ignored;
    if (isIn && !all.exclude.test(path).ignored) kept.push(target);
    else excluded.push(target);
  }
  return { targets: kept, excluded, unused: single.filter(({ used }) => !used).map(({ key, pattern }) => ({ key, pattern })) };
}
