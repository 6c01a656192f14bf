import { vocabularyOf } from '../config/settings.ts';
import type { LanguageId } from '../http/call.ts';
import type { Extraction } from '../languages/language.ts';
import { extract, withFailures } from './extract.ts';
import type { Isolated } from './isolate.ts';
import type { ScanOptions } from './options.ts';
import { extractInWorker, languagesForWorkers } from './parallel.ts';
import type { FileWorkspace } from './workspace.ts';

/**
 * Extracts language by language, those with many files beside the main thread. The result is in the order of the languages.
 * @param finished is told of each language as it ends, and of how many files are done by then
 */
export async function extractAll(
  selected: ReadonlyMap<LanguageId, readonly string[]>,
  workspace: FileWorkspace,
  options: ScanOptions,
  finished: (language: LanguageId, done: number) => void,
): Promise<Map<LanguageId, Extraction>> {
  const threads = new Map<LanguageId, Promise<Isolated>>();
  for (const language of options.languages ? [] : languagesForWorkers(selected)) {
    const thread = extractInWorker({
      language,
      paths: selected.get(language)!,
      files: workspace.entries,
      limit: workspace.limit,
      limits: workspace.limits,
      contents: [...workspace.contents],
      vocabulary: vocabularyOf(options.settings),
    });
    // Waited for below, after the main thread's own work.
    thread.catch(() => {});
    threads.set(language, thread);
  }
  const extractions = new Map<LanguageId, Extraction>();
  let done = 0;
  for (const language of [...selected.keys()].sort((left, right) => Number(threads.has(left)) - Number(threads.has(right)))) {
    const paths = selected.get(language)!;
    const here = (): Promise<Extraction> => extract(language, paths, workspace, options);
    const thread = threads.get(language)?.then((isolated) => withFailures(isolated, language, workspace));
    extractions.set(language, await (thread?.catch(here) ?? here()));
    done += paths.length;
    finished(language, done);
  }
  return new Map([...selected.keys()].map((language) => [language, extractions.get(language)!]));
}
