import type { LanguageId } from '../http/call.ts';
import type { Extraction, Language, Problem, Workspace } from '../languages/language.ts';
import { sightingsInText } from '../languages/unread-text.ts';
import { type Isolated, isolate } from './isolate.ts';
import { LANGUAGE_LOADERS } from './languages.ts';
import type { ScanOptions } from './options.ts';

const NOTHING: Extraction = { calls: [], sightings: [], problems: [] };

function internalProblem(file: string, language: LanguageId, error: unknown): Problem {
  const what = error instanceof Error ? error.message : String(error);
  return {
    file,
    code: 'internal',
    message: `${file} could not be scanned: the ${language} extractor failed (${what.replaceAll(/\s+/g, ' ').slice(0, 300)}). This is a defect of unbasic; please report it.`,
  };
}

/** A workspace as if some of its files did not exist. */
function hiding(workspace: Workspace, hidden: ReadonlySet<string>): Workspace {
  if (hidden.size === 0) return workspace;
  return {
    paths: workspace.paths.filter((path) => !hidden.has(path)),
    has: (path) => !hidden.has(path) && workspace.has(path),
    read: (path) => (hidden.has(path) ? undefined : workspace.read(path)),
    languageOf: (path) => (hidden.has(path) ? undefined : workspace.languageOf(path)),
  };
}

/** Of the files that failed, a problem each, and what a search for calls would show in them. */
export function withFailures({ extraction, failed }: Isolated, language: LanguageId, workspace: Workspace): Extraction {
  if (failed.size === 0) return extraction;
  const unread = [...failed.keys()].map((path) => workspace.read(path)).filter((source) => source !== undefined);
  return {
    calls: extraction.calls,
    sightings: [...extraction.sightings, ...unread.flatMap((source) => sightingsInText(source, language, extraction.calls))],
    problems: [...extraction.problems, ...[...failed].map(([path, error]) => internalProblem(path, language, error))],
  };
}

/** Extracts from all files together. A file that makes this fail is listed as a problem, and costs no other file anything. */
export async function extract(
  language: LanguageId,
  paths: readonly string[],
  workspace: Workspace,
  options: Pick<ScanOptions, 'languages'>,
): Promise<Extraction> {
  const sources = new Map(paths.map((path) => [path, workspace.read(path)]));
  const readable = paths.filter((path) => sources.get(path) !== undefined);
  const load = options.languages?.[language] ?? LANGUAGE_LOADERS[language];
  let extractor: Language;
  try {
    extractor = await load();
  } catch (error) {
    const failed = new Map(readable.map((path) => [path, error]));
    return withFailures({ extraction: NOTHING, failed }, language, workspace);
  }
  const isolated = await isolate(readable, async (some, hidden) =>
    extractor.extract(
      some.map((path) => sources.get(path)!),
      hiding(workspace, hidden),
    ),
  );
  return withFailures(isolated, language, workspace);
}
