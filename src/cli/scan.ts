import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearest } from '../config/nearest.ts';
import type { Settings } from '../config/settings.ts';
import type { Scope } from '../files/scope.ts';
import type { Severity } from '../findings/finding.ts';
import { isAtLeast } from '../findings/severity.ts';
import type { Proposals } from '../report/proposal.ts';
import { FORMATS_WITH_FIXES } from '../report/reporter.ts';
import { formatStats } from '../report/stats.ts';
import { activeFindings } from '../report/totals.ts';
import { scan } from '../scan/scan.ts';
import type { Shard } from '../scan/shard.ts';
import type { CacheOptions } from './cache-folder.ts';
import { commitAdvice, decidesCommit } from './commit-advice.ts';
import { deliverReports } from './deliver-reports.ts';
import { EXIT } from './exit.ts';
import { type ReportTarget, reportTargets } from './format-option.ts';
import { folderOption } from './option-parsers.ts';
import { print, printError } from './output.ts';
import { commandNames } from './program.ts';
import { progressLine } from './progress.ts';
import { knownRules } from './rule-names.ts';
import { type ScopeOptions, scopeOf } from './scope.ts';
import { baselineFor, type ConfigOptions, printSettingNotes, settingsFor } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface ScanActionOptions extends ConfigOptions, ScopeOptions, CacheOptions {
  readonly cwd?: string;
  readonly color: boolean;
  readonly format?: readonly ReportTarget[];
  readonly fixes?: boolean;
  readonly output?: string;
  readonly rule?: readonly string[];
  readonly severity?: Severity;
  readonly failOn?: Severity | 'never';
  readonly baseline?: string | boolean;
  readonly ignoreUnknown?: boolean;
  readonly maxFileSize?: number;
  readonly shard?: Shard;
  readonly quiet?: boolean;
  readonly stats?: boolean;
}

/** A path that is none, and looks like the name of a command. */
function slipOf(paths: readonly string[], cwd: string): string | undefined {
  const first = paths[0];
  if (first === undefined || /[/.\\]/.test(first) || existsSync(resolve(cwd, first))) return undefined;
  return nearest(first, commandNames());
}

function checkFixes(targets: readonly ReportTarget[], { kind }: Scope): void {
  if (kind === 'staged' || kind === 'text')
    throw new UsageError(
      `--fixes plans the changes of files as they lie in the work tree; leave out --${kind === 'text' ? 'stdin' : kind}`,
    );
  if (targets.some(({ format }) => FORMATS_WITH_FIXES.includes(format))) return;
  throw new UsageError(`--fixes adds fixes to ${FORMATS_WITH_FIXES.join(' and ')}; ask for one with --format, or use "unbasic migrate"`);
}

/** Plans the migration of the same files for the fixes of a report. It costs about as much again as the scan. */
async function planFixes(
  cwd: string,
  paths: readonly string[],
  { maxFileSize }: ScanActionOptions,
  settings: Settings,
): Promise<Proposals> {
  const { migrate } = await import('../migrate/migrate.ts');
  const { proposalsOf } = await import('../migrate/proposals.ts');
  return proposalsOf(await migrate({ cwd, paths, maxFileSize, settings }));
}

/** The cache's folder, where one is asked for. */
async function cacheFor(cwd: string, options: CacheOptions, settings: Settings): Promise<string | undefined> {
  if (options.cache === undefined && options.cacheFolder === undefined && !settings.cache) return undefined;
  return (await import('./cache-folder.ts')).cacheFolderFor(cwd, options, settings);
}

/** Runs `unbasic scan` and gives the exit code. */
export async function scanAction(paths: readonly string[], options: ScanActionOptions): Promise<number> {
  const cwd = folderOption(options.cwd);
  const slip = slipOf(paths, cwd);
  if (slip) {
    printError(`there is neither a command nor a path "${paths[0]}". Did you mean "unbasic ${slip}"?`);
    return EXIT.failed;
  }
  const settings = await settingsFor(cwd, options);
  if (options.rule) await knownRules(options.rule, { settings });
  const scope = scopeOf(options, paths);
  const targets = reportTargets(options.format, options.output, { cwd });
  if (options.fixes) checkFixes(targets, scope);
  const named = paths.length > 0 ? paths : ['.'];
  const progress = progressLine(!options.quiet);
  const result = await scan({
    cwd,
    paths: named,
    maxFileSize: options.maxFileSize,
    rules: options.rule,
    severity: options.severity,
    settings,
    scope,
    baseline: baselineFor(cwd, options.baseline, settings),
    ignoreUnknown: options.ignoreUnknown,
    shard: options.shard,
    cache: await cacheFor(cwd, options, settings),
    onProgress: progress.update,
  });
  progress.end();
  const proposals = options.fixes ? await planFixes(cwd, named, options, settings) : undefined;
  await deliverReports(result, targets, { cwd, color: options.color, quiet: options.quiet ?? false, proposals });
  if (!options.quiet) await printSettingNotes(settings, result);
  if (options.stats) print(process.stderr, formatStats(result.stats));
  for (const path of result.failed) printError(`${path} could not be scanned: it does not exist or cannot be read. Check the path.`);
  if (result.failed.length > 0) return EXIT.failed;
  const failOn = options.failOn ?? settings.failOn ?? 'warning';
  const failing = failOn === 'never' ? [] : activeFindings(result.findings).filter(({ severity }) => isAtLeast(severity, failOn));
  const isForPeople = targets.every(({ format, file }) => format === 'pretty' && file === undefined);
  if (failing.length > 0 && isForPeople && !options.quiet && decidesCommit(scope)) print(process.stderr, commitAdvice(failing));
  return failing.length > 0 ? EXIT.findings : EXIT.ok;
}
