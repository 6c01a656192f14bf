import type { LanguageId } from '../http/call.ts';
import type { Extraction } from '../languages/language.ts';
import { extract } from './extract.ts';
import type { ScanOptions } from './options.ts';
import type { FileWorkspace } from './workspace.ts';

/**
 * Extracts language by language, in their order.
 * @param finished is told of each language as it ends, and of how many files are done by then
 */
export async function extractAll(
  selected: ReadonlyMap<LanguageId, readonly string[]>,
  workspace: FileWorkspace,
  options: ScanOptions,
  finished: (language: LanguageId, done: number) => void,
): Promise<Map<LanguageId, Extraction>> {
  const extractions = new Map<LanguageId, Extraction>();
  let done = 0;
  for (const [language, paths] of selected) {
    extractions.set(language, await extract(language, paths, workspace, options));
    done += paths.length;
    finished(language, done);
  }
  return extractions;
}
