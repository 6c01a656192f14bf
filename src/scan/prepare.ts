import { resolve } from 'node:path';
import type { FoundFile } from '../files/discover.ts';
import { discoverScope } from '../files/scope.ts';
import { DEFAULT_MAX_FILE_SIZE } from '../files/size.ts';
import type { Problem } from '../languages/language.ts';
import type { ScanOptions, UnusedPattern } from './options.ts';
import { scriptsAmong } from './scripts.ts';
import { type Selection, selectScripts } from './select.ts';
import { Stopwatch } from './stopwatch.ts';
import { FileWorkspace } from './workspace.ts';

/** What is known before anything is parsed. */
export interface Preparation {
  /** The files to report on. */
  readonly targets: ReadonlySet<string>;
  readonly workspace: FileWorkspace;
  readonly selection: Selection;
  /** How many scripts are to be parsed. */
  readonly total: number;
  readonly problems: readonly Problem[];
  /** The paths asked for by name that do not exist or cannot be read. */
  readonly failed: readonly string[];
  /** The scripts among the targets. */
  readonly scripts: readonly string[];
  /** Files to report on that may hold comments which silence rules. */
  readonly withDirectives: readonly string[];
  /** Patterns of the settings that none of the files found matches. */
  readonly unusedPatterns: readonly UnusedPattern[];
  readonly watch: Stopwatch;
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

/**
 * Finds the scripts and chooses those that matter. To be called with the vocabulary in force. Throws as analyse does.
 * @param maxHeld the most characters of texts that the workspace holds at a time
 */
export async function prepare(options: ScanOptions, maxHeld?: number): Promise<Preparation> {
  const watch = new Stopwatch();
  const cwd = resolve(options.cwd ?? '.');
  options.onProgress?.({ phase: 'finding files', done: 0, total: 0 });
  const limit = options.maxFileSize ?? options.settings?.maxFileSize ?? DEFAULT_MAX_FILE_SIZE;
  const found = await discoverScope(cwd, options.paths ?? ['.'], options.scope ?? { kind: 'all' }, limit);
  const { targets, problems: leftOut, unused } = await chosen(found.targets, options);
  watch.lap('finding files');

  options.onProgress?.({ phase: 'reading', done: 0, total: targets.length });
  const workspace = new FileWorkspace(found.workspace, limit, found.contents, maxHeld, found.limits);
  const { scripts, problems: notRead, failed: unread } = scriptsAmong(targets, workspace, options.ignoreUnknown);
  const selection = selectScripts(scripts, workspace);
  watch.lap('reading');
  return {
    targets: new Set(targets.map((target) => target.path)),
    workspace,
    selection,
    total: selection.chosen.size,
    problems: [...found.problems, ...leftOut, ...notRead],
    failed: [...found.failed, ...unread],
    scripts: scripts.map(({ path }) => path),
    withDirectives: scripts.filter(({ directives }) => directives).map(({ path }) => path),
    unusedPatterns: unused,
    watch,
  };
}
