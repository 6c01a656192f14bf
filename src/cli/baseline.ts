import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { foldersUpwards } from '../config/find.ts';
import { repositoryRoot } from '../config/repository.ts';
import type { Settings } from '../config/settings.ts';
import { realPath } from '../files/boundary.ts';
import { reportPath } from '../files/paths.ts';
import { BASELINE_NAME, type BaselineEntry, formatBaseline, keyOf, shardOfBaseline } from '../findings/baseline.ts';
import { removeLeftovers } from '../migrate/leftovers.ts';
import { rootsOf, targetOf } from '../migrate/target.ts';
import { writeTogether } from '../migrate/write.ts';
import { plural } from '../report/summary.ts';
import { coversFolder } from '../scan/coverage.ts';
import type { ScanResult } from '../scan/result.ts';
import { scan } from '../scan/scan.ts';
import type { Shard } from '../scan/shard.ts';
import { readBaseline } from '../scan/suppress.ts';
import { EXIT } from './exit.ts';
import { folderOption } from './option-parsers.ts';
import { print, printError } from './output.ts';
import { baselineFor, type ConfigOptions, settingsFor } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface BaselineActionOptions extends ConfigOptions {
  readonly cwd?: string;
  readonly baseline?: string;
  readonly prune?: boolean;
  readonly shard?: Shard;
}

/** Where a baseline goes that is not there yet: beside the configuration, else to the root of the repository. */
function usualPlace(cwd: string, settings: Settings): string {
  const [first] = settings.files;
  if (first !== undefined) return join(dirname(first), BASELINE_NAME);
  const root = [...foldersUpwards(cwd)].at(-1)!;
  return join(existsSync(join(root, '.git')) ? root : cwd, BASELINE_NAME);
}

/** The entries that a baseline is to have: those of what was found, and those of files that were not looked at. */
function wantedEntries(result: ScanResult, before: readonly BaselineEntry[], file: string, cwd: string, options: Wanted): BaselineEntry[] {
  const folder = dirname(file);
  const known = result.baseline?.entries ?? new Map<unknown, BaselineEntry>();
  const matched = new Set([...known.values()].map(keyOf));
  const gone = new Set(
    (result.baseline?.stale ?? []).filter((entry) => options.covers || existsSync(resolve(folder, entry.file))).map(keyOf),
  );
  const kept = before.filter((entry) => !matched.has(keyOf(entry)) && !gone.has(keyOf(entry)));
  const found = result.findings.filter((finding) => finding.suppression?.kind !== 'inline' && (!options.prune || known.has(finding)));
  const entries = found.map(({ fingerprint, rule, file: path }) => ({ fingerprint, rule, file: reportPath(folder, resolve(cwd, path)) }));
  return [...kept, ...entries];
}

interface Wanted {
  readonly prune: boolean;
  readonly covers: boolean;
}

/** A part of a baseline has a file of its own, and never that of the whole. */
function checkShardBaseline(file: string, shown: string, { prune }: BaselineActionOptions): void {
  if (prune) throw new UsageError('--prune looks at the whole; leave out --shard');
  if (existsSync(file) && !shardOfBaseline(readFileSync(file, 'utf8')))
    throw new UsageError(`${shown} is a whole baseline; give the part a file of its own, as in --baseline part-1.txt, for "unbasic merge"`);
}

/** Runs `unbasic baseline` and gives the exit code. */
export async function baselineAction(paths: readonly string[], options: BaselineActionOptions): Promise<number> {
  const cwd = folderOption(options.cwd);
  const settings = await settingsFor(cwd, options);
  const file = resolve(cwd, baselineFor(cwd, options.baseline, settings) ?? usualPlace(cwd, settings));
  const shown = reportPath(cwd, file);
  const exists = existsSync(file);
  if (!exists && options.prune) throw new UsageError(`there is no baseline ${shown} to prune; "unbasic baseline" writes one`);
  if (options.shard) checkShardBaseline(file, shown, options);
  const before = exists && !options.shard ? readBaseline(file, shown) : [];
  const named = paths.length > 0 ? paths : ['.'];
  const baseline = exists && !options.shard ? file : undefined;
  // Of all levels: what is only information today may be an error by tomorrow's configuration.
  const result = await scan({ cwd, paths: named, settings: { ...settings, severity: 'info' }, baseline, shard: options.shard });
  for (const path of result.failed) printError(`${path} could not be scanned: it does not exist or cannot be read. Check the path.`);
  if (result.failed.length > 0) return EXIT.failed;
  const covers = coversFolder(dirname(file), { cwd, paths: named });
  const entries = wantedEntries(result, before, file, cwd, { prune: options.prune ?? false, covers });
  const text = formatBaseline(entries, result.shard);
  // A file that was named may be anywhere; one that came with a repository must not lead out of it.
  const folder = dirname(file);
  const roots = rootsOf(options.baseline === undefined ? [repositoryRoot(folder)] : [folder, realPath(file) ?? folder]);
  const target = targetOf(file, shown, roots, !exists);
  removeLeftovers([dirname(target)]);
  const old = exists ? readFileSync(target) : undefined;
  if (old?.toString('utf8') !== text) writeTogether([{ file: shown, target, before: old, after: Buffer.from(text) }]);
  const keys = new Set(entries.map(keyOf));
  const known = new Set(before.map(keyOf));
  const added = [...keys].filter((key) => !known.has(key)).length;
  const removed = [...known].filter((key) => !keys.has(key)).length;
  print(process.stdout, `${shown}: ${plural(keys.size, 'known finding')}; ${added} added, ${removed} removed.\n`);
  return EXIT.ok;
}
