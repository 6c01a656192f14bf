import { resolve } from 'node:path';
import { vocabularyOf } from '../config/settings.ts';
import type { FoundFile } from '../files/discover.ts';
import { discoverScope } from '../files/scope.ts';
import { DEFAULT_MAX_FILE_SIZE } from '../files/size.ts';
import type { SourceFile } from '../files/source.ts';
import { Redactor } from '../findings/redact.ts';
import type { HttpCall, LanguageId, Sighting } from '../http/call.ts';
import { withVocabulary } from '../http/vocabulary.ts';
import type { Extraction, Problem, Workspace } from '../languages/language.ts';
import { prepareEngine } from './engine-flags.ts';
import { extractAll } from './extract-all.ts';
import type { ScanOptions, ScanStats, UnusedPattern } from './options.ts';
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
  /** What came out of them. */
  readonly extractions: ReadonlyMap<LanguageId, Extraction>;
  readonly stats: ScanStats;
  /** Files to report on that may hold comments which silence rules. */
  readonly withDirectives: readonly string[];
  /** Patterns of the settings that none of the files found matches. */
  readonly unusedPatterns: readonly UnusedPattern[];
}

/** What the settings leave of the files found, and what they say that helps nothing. */
async function chosen(
  targets: readonly FoundFile[],
  { settings, ignoreUnknown }: ScanOptions,
): Promise<{ targets: readonly FoundFile[]; problems: Problem[]; unused: UnusedPattern[] }> {
  if (!settings || settings.include.length + settings.exclude.length === 0) return { targets, problems: [], unused: [] };
  const { filterTargets } = await import('../files/pattern-filter.ts');
  const { targets: kept, excluded, unused } = filterTargets(targets, settings);
  const named = ignoreUnknown ? [] : excluded.filter(({ explicit }) => explicit);
  const problems = named.map(({ path }): Problem => {
    return {
      file: path,
      code: 'excluded',
      message: `${path} was not scanned: the configuration leaves it out. Add --no-config to scan it.`,
    };
  });
  return { targets: kept, problems, unused: [...unused] };
}

/** Finds the scripts, chooses those that matter and extracts their calls. Throws for a `cwd` that is no folder, and a GitError where git must help and cannot. */
export function analyse(options: ScanOptions = {}): Promise<Analysis> {
  return withVocabulary(vocabularyOf(options.settings), () => analyseFiles(options));
}

async function analyseFiles(options: ScanOptions): Promise<Analysis> {
  const watch = new Stopwatch();
  const cwd = resolve(options.cwd ?? '.');
  const report = options.onProgress ?? (() => {});
  report({ phase: 'finding files', done: 0, total: 0 });
  const limit = options.maxFileSize ?? options.settings?.maxFileSize ?? DEFAULT_MAX_FILE_SIZE;
  const found = await discoverScope(cwd, options.paths ?? ['.'], options.scope ?? { kind: 'all' }, limit);
  const { workspace: files, contents, problems: notFound, failed } = found;
  const { targets, problems: leftOut, unused } = await chosen(found.targets, options);
  watch.lap('finding files');

  report({ phase: 'reading', done: 0, total: targets.length });
  const workspace = new FileWorkspace(files, limit, contents);
  const { scripts, problems: notRead, failed: unread } = scriptsAmong(targets, workspace, options.ignoreUnknown);
  const selected = selectScripts(scripts, workspace);
  const total = [...selected.values()].reduce((sum, paths) => sum + paths.length, 0);
  watch.lap('reading');

  prepareEngine(total);
  const extracted = await extractAll(selected, workspace, options, (language, done) => {
    report({ phase: 'parsing', language, done, total });
    watch.lap(`parsing ${language}`);
  });
  const extractions = [...extracted.values()];
  const calls = extractions.flatMap((part) => part.calls);
  return {
    calls,
    sightings: extractions.flatMap((part) => part.sightings),
    problems: [...notFound, ...leftOut, ...notRead, ...extractions.flatMap((part) => part.problems), ...workspace.problems],
    targets: new Set(targets.map((target) => target.path)),
    redactor: new Redactor(calls),
    failed: [...failed, ...unread],
    source: (path) => workspace.read(path),
    workspace,
    selected,
    extractions: extracted,
    stats: { files: targets.length, scripts: scripts.length, parsed: total, calls: calls.length, time: watch.times },
    withDirectives: scripts.filter(({ directives }) => directives).map(({ path }) => path),
    unusedPatterns: unused,
  };
}
