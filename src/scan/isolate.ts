import type { Extraction } from '../languages/language.ts';

/** So many files are found to make the extraction of all fail; past them the rest is extracted one file at a time. */
const MAX_CULPRITS = 8;

/** What could be extracted, and the files that made it fail, each with its error. */
export interface Isolated {
  readonly extraction: Extraction;
  readonly failed: ReadonlyMap<string, unknown>;
}

/** Extracts from the given files as if those left out did not exist. */
export type ExtractOnce = (paths: readonly string[], without: ReadonlySet<string>) => Promise<Extraction>;

type Attempt = { readonly extraction: Extraction } | { readonly error: unknown };

/**
 * Extracts from all files together, so that values are followed across files. Where that fails, finds the file that makes it fail, by
 * halves, and extracts from the others together.
 */
export async function isolate(paths: readonly string[], once: ExtractOnce): Promise<Isolated> {
  const failed = new Map<string, unknown>();
  const attempt = async (some: readonly string[]): Promise<Attempt> => {
    try {
      return { extraction: await once(some, new Set(failed.keys())) };
    } catch (error) {
      return { error };
    }
  };
  let rest = paths;
  for (;;) {
    const all = await attempt(rest);
    if ('extraction' in all) return { extraction: all.extraction, failed };
    if (failed.size >= MAX_CULPRITS) return { extraction: await oneByOne(rest, attempt, failed), failed };
    const culprit = await firstCulprit(rest, all.error, attempt);
    failed.set(culprit.path, culprit.error);
    rest = rest.filter((path) => path !== culprit.path);
    if (rest.length === 0) return { extraction: { calls: [], sightings: [], problems: [] }, failed };
  }
}

/** The last file of the shortest beginning of the list that fails. */
async function firstCulprit(paths: readonly string[], error: unknown, attempt: (some: readonly string[]) => Promise<Attempt>) {
  let passes = 0;
  let fails = paths.length;
  let reason = error;
  while (fails - passes > 1) {
    const middle = (passes + fails) >> 1;
    const part = await attempt(paths.slice(0, middle));
    if ('error' in part) {
      fails = middle;
      reason = part.error;
    } else passes = middle;
  }
  return { path: paths[fails - 1]!, error: reason };
}

async function oneByOne(paths: readonly string[], attempt: (some: readonly string[]) => Promise<Attempt>, failed: Map<string, unknown>) {
  const parts: Extraction[] = [];
  for (const path of paths) {
    const part = await attempt([path]);
    if ('error' in part) failed.set(path, part.error);
    else parts.push(part.extraction);
  }
  return {
    calls: parts.flatMap((part) => part.calls),
    sightings: parts.flatMap((part) => part.sightings),
    problems: parts.flatMap((part) => part.problems),
  };
}
