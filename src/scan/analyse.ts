import { resolve } from 'node:path';
import { discover } from '../files/discover.ts';
import { DEFAULT_MAX_FILE_SIZE } from '../files/size.ts';
import type { SourceFile } from '../files/source.ts';
import { Redactor } from '../findings/redact.ts';
import type { HttpCall, LanguageId, Sighting } from '../http/call.ts';
import type { Extraction, Problem, Workspace } from '../languages/language.ts';
import { prepareEngine } from './engine-flags.ts';
import { extractAll } from './extract-all.ts';
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
  /** What came out of them. */
  readonly extractions: ReadonlyMap<LanguageId, Extraction>;
  readonly stats: ScanStats;
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
  const extracted = await extractAll(selected, workspace, options, (language, done) => {
    report({ phase: 'parsing', language, done, total });
    watch.lap(`parsing ${language}`);
  });
  const extractions = [...extracted.values()];
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
    extractions: extracted,
    stats: { files: targets.length, scripts: scripts.length, parsed: total, calls: calls.length, time: watch.times },
  };
}
