import { vocabularyOf } from '../config/settings.ts';
import type { SourceFile } from '../files/source.ts';
import { Redactor } from '../findings/redact.ts';
import type { HttpCall, LanguageId, Sighting } from '../http/call.ts';
import { withVocabulary } from '../http/vocabulary.ts';
import type { Extraction, Problem, Workspace } from '../languages/language.ts';
import { prepareEngine } from './engine-flags.ts';
import { extractAll } from './extract-all.ts';
import type { ScanOptions, ScanStats, UnusedPattern } from './options.ts';
import { prepare } from './prepare.ts';

/** The calls that the scripts make, before any rule has judged them: all at once, for what plans with them. A scan goes group by group; see scan.ts. */
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
  /** What came out of them. */
  readonly extractions: ReadonlyMap<LanguageId, Extraction>;
  readonly stats: ScanStats;
  /** Files to report on that may hold comments which silence rules. */
  readonly withDirectives: readonly string[];
  /** Patterns of the settings that none of the files found matches. */
  readonly unusedPatterns: readonly UnusedPattern[];
}

/** Finds the scripts, chooses those that matter and extracts their calls. Throws for a `cwd` that is no folder, and a GitError where git must help and cannot. */
export function analyse(options: ScanOptions = {}): Promise<Analysis> {
  return withVocabulary(vocabularyOf(options.settings), () => analyseFiles(options));
}

async function analyseFiles(options: ScanOptions): Promise<Analysis> {
  const { targets, workspace, selection, total, scripts, watch, ...prepared } = await prepare(options);
  const { selected } = selection;
  prepareEngine(total);
  const extracted = await extractAll(selected, workspace, options, (language, done) => {
    options.onProgress?.({ phase: 'parsing', language, done, total });
    watch.lap(`parsing ${language}`);
  });
  const extractions = [...extracted.values()];
  const calls = extractions.flatMap((part) => part.calls);
  return {
    calls,
    sightings: extractions.flatMap((part) => part.sightings),
    problems: [...prepared.problems, ...extractions.flatMap((part) => part.problems), ...workspace.problems],
    targets,
    redactor: new Redactor(calls),
    failed: prepared.failed,
    source: (path) => workspace.read(path),
    workspace,
    selected,
    extractions: extracted,
    stats: { files: targets.size, scripts: scripts.length, parsed: total, calls: calls.length, time: watch.times },
    withDirectives: prepared.withDirectives,
    unusedPatterns: prepared.unusedPatterns,
  };
}
