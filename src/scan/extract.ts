import type { LanguageId } from '../http/call.ts';
import type { Extraction, Language, Problem, Workspace } from '../languages/language.ts';
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

/** Extracts from all files at once; when that fails, from one at a time, so that one file's failure costs no other. */
export async function extract(
  language: LanguageId,
  paths: readonly string[],
  workspace: Workspace,
  options: Pick<ScanOptions, 'languages'>,
): Promise<Extraction> {
  const sources = paths.map((path) => workspace.read(path)).filter((source) => source !== undefined);
  const load = options.languages?.[language] ?? LANGUAGE_LOADERS[language];
  let extractor: Language;
  try {
    extractor = await load();
  } catch (error) {
    return { ...NOTHING, problems: sources.map((source) => internalProblem(source.path, language, error)) };
  }
  try {
    return await extractor.extract(sources, workspace);
  } catch (error) {
    if (sources.length === 1) return { ...NOTHING, problems: [internalProblem(sources[0]!.path, language, error)] };
  }
  const parts: Extraction[] = [];
  for (const source of sources) {
    try {
      parts.push(await extractor.extract([source], workspace));
    } catch (error) {
      parts.push({ ...NOTHING, problems: [internalProblem(source.path, language, error)] });
    }
  }
  return {
    calls: parts.flatMap((part) => part.calls),
    sightings: parts.flatMap((part) => part.sightings),
    problems: parts.flatMap((part) => part.problems),
  };
}
