import { audit } from '../audit/gather.ts';
import { EarlierReportError } from '../audit/progress.ts';
import { isDate } from '../report/age.ts';
import { type AuditFormat, auditFormatOf, loadAuditReporter } from '../report/audit/formats.ts';
import { deliver } from './deliver.ts';
import { EXIT } from './exit.ts';
import { folderOption } from './option-parsers.ts';
import { printError } from './output.ts';
import { progressLine } from './progress.ts';
import { baselineFor, type ConfigOptions, printSettingNotes, settingsFor } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface ReportActionOptions extends ConfigOptions {
  readonly cwd?: string;
  readonly format?: AuditFormat;
  readonly output?: string;
  readonly since?: string;
  readonly date?: string;
  readonly baseline?: string | boolean;
  readonly maxFileSize?: number;
}

/** The day of the machine's calendar. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
}

function dateOption(value: string | undefined): string {
  if (value === undefined) return today();
  if (!isDate(value)) throw new UsageError(`--date ${value} is no day of the calendar; give one such as 2026-11-22`);
  return value;
}

/** Runs `unbasic report` and gives the exit code. */
export async function reportAction(paths: readonly string[], options: ReportActionOptions): Promise<number> {
  const cwd = folderOption(options.cwd);
  const date = dateOption(options.date);
  const { format = options.output === undefined ? 'markdown' : auditFormatOf(options.output) } = options;
  if (!format)
    throw new UsageError(`the name ${options.output} does not say which format is meant; add --format html, markdown, csv or json`);
  const settings = await settingsFor(cwd, options);
  const progress = progressLine(true);
  const gathered = await audit({
    cwd,
    paths: paths.length > 0 ? paths : ['.'],
    maxFileSize: options.maxFileSize,
    settings,
    baseline: baselineFor(cwd, options.baseline, settings),
    since: options.since,
    onProgress: progress.update,
  }).catch((error: unknown) => {
    throw error instanceof EarlierReportError ? new UsageError(error.message) : error;
  });
  progress.end();
  const write = await loadAuditReporter(format);
  await deliver(write(gathered, { date, isDateGiven: options.date !== undefined }), options.output, cwd);
  await printSettingNotes(settings, gathered.result);
  const { failed } = gathered.result;
  for (const path of failed) printError(`${path} could not be scanned: it does not exist or cannot be read. Check the path.`);
  return failed.length > 0 ? EXIT.failed : EXIT.ok;
}
