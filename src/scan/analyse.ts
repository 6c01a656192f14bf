import { resolve } from 'node:path';
import { discover } from '../files/discover.ts';
import { DEFAULT_MAX_FILE_SIZE } from '../files/size.ts';
import type { SourceFile } from '../files/source.ts';
import { Redactor } from '../findings/redact.ts';
import type { HttpCall, LanguageId, Sighting } from '../http/call.ts';
import type { Extraction, Language, Problem, Workspace } from '../languages/language.ts';
import { prepareEngine } from './engine-flags.ts';
import { LANGUAGE_LOADERS } from './languages.ts';
import type { ScanOptions, ScanStats } from './options.ts';
import { scriptsAmong } from './scripts.ts';
import { selectScripts } from './select.ts';
import { Stopwatch } from './stopwatch.ts';
import { FileWorkspace } from './workspace.ts';

/** The calls that the scripts make, before any rule has judged them. */
export interface Analysis {
  /** In the order of languages; those in other files than the ones to report on included. */
  readonly calls: readonly HttpCall[];
  readonly sightings: readonly Sighting[];
  readonly problems: readonly Problem[];
  /** The files to report on. */
  readonly targets: ReadonlySet<string>;
  /** Knows the secrets of all the calls. */
  readonly redactor: Redactor;
  /** The paths asked for by name that do not exist or cannot be read. */
  readonly failed: readonly string[];
  /** The text of any file that a call or a value stands in. */
  readonly source: (path: string) => SourceFile | undefined;
  /** The files around the scan. */
  readonly workspace: Workspace;
  /** The files that were parsed, by language. */
  readonly selected: ReadonlyMap<LanguageId, readonly string[]>;
  readonly stats: ScanStats;
}

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

/** Finds the scripts, chooses those that matter and extracts their calls. Throws only for a `cwd` that is no folder. */
export async function analyse(options: ScanOptions = {}): Promise<Analysis> {
  const watch = new Stopwatch();
  const cwd = resolve(options.cwd ?? '.');
  const report = options.onProgress ?? (() => {});
  report({ phase: 'finding files', done: 0, total: 0 });
  const { targets, workspace: files, problems: notFound, failed } = await discover(cwd, options.paths ?? ['.']);
  watch.lap('finding files');

  report({ phase: 'reading', done: 0, total: targets.length });
  const workspace = new FileWorkspace(files, options.maxFileSize ?? DEFAULT_MAX_FILE_SIZE);
  const { scripts, problems: notRead, failed: unread } = scriptsAmong(targets, workspace);
  const selected = selectScripts(scripts, workspace);
  const total = [...selected.values()].reduce((sum, paths) => sum + paths.length, 0);
  watch.lap('reading');

  prepareEngine(total);
  const extractions: Extraction[] = [];
  let done = 0;
  for (const [language, paths] of selected) {
    report({ phase: 'parsing', language, done, total });
    extractions.push(await extract(language, paths, workspace, options));
    done += paths.length;
    watch.lap(`parsing ${language}`);
  }
  const calls = extractions.flatMap((part) => part.calls);
  return {
    calls,
    sightings: extractions.flatMap((part) => part.sightings),
    problems: [...notFound, ...notRead, ...extractions.flatMap((part) => part.problems), ...workspace.problems],
    targets: new Set(targets.map((target) => target.path)),
    redactor: new Redactor(calls),
    failed: [...failed, ...unread],
    source: (path) => workspace.read(path),
    workspace,
    selected,
    stats: { files: targets.length, scripts: scripts.length, parsed: total, calls: calls.length, time: watch.times },
  };
}
