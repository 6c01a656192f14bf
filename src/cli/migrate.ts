import { relative } from 'node:path';
import { migrate } from '../migrate/migrate.ts';
import type { AuthFlow, BearerStyle } from '../migrate/plan.ts';
import type { MigrationResult } from '../migrate/result.ts';
import { unifiedDiff } from '../migrate/unified.ts';
import { migrationJson } from '../report/migration-json.ts';
import { migrationSummary } from '../report/migration-summary.ts';
import { printable } from '../report/printable.ts';
import { shownDiff } from '../report/shown-diff.ts';
import { EXIT } from './exit.ts';
import { withSignalsHeld } from './hold-signals.ts';
import { folderOption } from './option-parsers.ts';
import { colorLevel, outputOptions, print, printError } from './output.ts';
import { progressLine } from './progress.ts';
import { type ConfigOptions, settingsFor } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface MigrateActionOptions extends ConfigOptions {
  readonly cwd?: string;
  readonly color: boolean;
  readonly write?: boolean;
  readonly check?: boolean;
  readonly interactive?: boolean;
  readonly force?: boolean;
  readonly format: 'diff' | 'json';
  readonly level?: 'safe' | 'suggested';
  readonly auth?: AuthFlow;
  readonly bearerStyle?: BearerStyle;
  readonly ignoreUnknown?: boolean;
  readonly helper?: string;
  readonly maxFileSize?: number;
}

/** File names in the refusal of a work tree that is not clean. */
const NAMED = 3;

function checkOptions({ write, check, interactive, format }: MigrateActionOptions): void {
  if (check && (write || interactive)) throw new UsageError('--check only tells what would change; leave out --write and --interactive');
  if (!interactive) return;
  if (format === 'json') throw new UsageError('--interactive asks on the terminal and prints no JSON; leave out one of both');
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new UsageError('--interactive needs a terminal to ask on; use --write to change every file without asking');
}

/** Throws unless git can show and undo all that is about to be written. */
async function requireCleanTrees(result: MigrationResult, cwd: string): Promise<void> {
  const { gitStateOf } = await import('../migrate/git-state.ts');
  const files = result.changes.filter(({ created }) => !created).map(({ target }) => target);
  const { uncommitted, unknown } = await gitStateOf(files);
  if (unknown.length > 0)
    throw new UsageError(
      `git does not tell whether the work tree around ${unknown[0]} is clean; see what "git status" says there, or add --force`,
    );
  if (uncommitted.length === 0) return;
  const names = uncommitted.slice(0, NAMED).map((path) => relative(cwd, path) || path);
  const more = uncommitted.length > NAMED ? ` and ${uncommitted.length - NAMED} more` : '';
  throw new UsageError(
    `the git work tree is not clean, so git could not show and undo this change alone: ${names.join(', ')}${more}. Commit or stash that first (untracked files count), or add --force`,
  );
}

function printDiff(result: MigrationResult, options: MigrateActionOptions): void {
  if (!process.stdout.isTTY) {
    for (const change of result.changes) print(process.stdout, unifiedDiff(change));
    return;
  }
  const { redactor, secrets } = result;
  for (const change of result.changes) print(process.stdout, shownDiff(change, { color: colorLevel(options.color), redactor, secrets }));
}

async function chosen(result: MigrationResult, options: MigrateActionOptions): Promise<MigrationResult> {
  const { askForEach } = await import('./interactive.ts');
  const accepted = await askForEach(result, { color: colorLevel(options.color) });
  return result.restrict(accepted);
}

function report(result: MigrationResult, written: boolean, options: MigrateActionOptions): void {
  if (options.format === 'json') {
    print(process.stdout, migrationJson(result, written));
    return;
  }
  const { isTTY, columns } = process.stderr;
  const color = isTTY && process.stdout.isTTY ? outputOptions(options).color : 0;
  print(process.stderr, migrationSummary(result, written, { color, columns: isTTY ? columns : undefined }));
}

/** Runs `unbasic migrate` and gives the exit code. @param plan what plans the migration */
export async function migrateAction(paths: readonly string[], options: MigrateActionOptions, plan = migrate): Promise<number> {
  checkOptions(options);
  const cwd = folderOption(options.cwd);
  const progress = progressLine(true);
  const { auth, bearerStyle, level, helper, maxFileSize, ignoreUnknown } = options;
  const settings = await settingsFor(cwd, options);
  const named = paths.length > 0 ? paths : ['.'];
  let result = await plan({
    cwd,
    paths: named,
    auth,
    bearerStyle,
    level,
    helper,
    maxFileSize,
    settings,
    ignoreUnknown,
    onProgress: progress.update,
  });
  progress.end();
  let code: number = result.failed.length > 0 ? EXIT.failed : EXIT.ok;
  const writes = options.write || options.interactive;
  if (writes) {
    const { cleanUp, writeMigration } = await import('../migrate/write-migration.ts');
    cleanUp(result, cwd);
    if (result.changes.length > 0 && !options.force) await requireCleanTrees(result, cwd);
    if (options.interactive) result = await chosen(result, options);
    const chosenResult = result;
    const { result: done, failures, parted } = withSignalsHeld(() => writeMigration(chosenResult));
    result = done;
    for (const file of parted) printError(`note: ${file} had other names (hard links); those go on naming the old content.`);
    for (const { message } of failures) printError(message);
    if (failures.length > 0) code = EXIT.failed;
  } else if (options.check) {
    if (options.format !== 'json') for (const { file } of result.changes) print(process.stdout, `${printable(file)}\n`);
    if (code === EXIT.ok && result.changes.length > 0) code = EXIT.findings;
  } else if (options.format !== 'json') printDiff(result, options);
  report(result, writes ?? false, options);
  for (const path of result.failed) printError(`${path} could not be scanned: it does not exist or cannot be read. Check the path.`);
  return code;
}
