import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Severity } from '../findings/finding.ts';
import { isAtLeast } from '../findings/severity.ts';
import { type Format, loadReporter } from '../report/reporter.ts';
import { formatStats } from '../report/stats.ts';
import { scan } from '../scan/scan.ts';
import { EXIT } from './exit.ts';
import { nearest } from './nearest.ts';
import { folderOption } from './option-parsers.ts';
import { deliver, outputOptions, print, printError } from './output.ts';
import { COMMAND_NAMES } from './program.ts';
import { progressLine } from './progress.ts';
import { knownRules } from './rule-names.ts';

export interface ScanActionOptions {
  readonly cwd?: string;
  readonly color: boolean;
  readonly format: Format;
  readonly output?: string;
  readonly rule?: readonly string[];
  readonly severity?: Severity;
  readonly failOn: Severity | 'never';
  readonly maxFileSize?: number;
  readonly quiet?: boolean;
  readonly stats?: boolean;
}

/** A path that is none, and looks like the name of a command. */
function slipOf(paths: readonly string[], cwd: string): string | undefined {
  const first = paths[0];
  if (first === undefined || /[/.\\]/.test(first) || existsSync(resolve(cwd, first))) return undefined;
  return nearest(first, COMMAND_NAMES);
}

/** Runs `unbasic scan` and gives the exit code. */
export async function scanAction(paths: readonly string[], options: ScanActionOptions): Promise<number> {
  const cwd = folderOption(options.cwd);
  const slip = slipOf(paths, cwd);
  if (slip) {
    printError(`there is neither a command nor a path "${paths[0]}". Did you mean "unbasic ${slip}"?`);
    return EXIT.failed;
  }
  if (options.rule) await knownRules(options.rule);
  const progress = progressLine(!options.quiet);
  const result = await scan({
    cwd,
    paths: paths.length > 0 ? paths : ['.'],
    maxFileSize: options.maxFileSize,
    rules: options.rule,
    severity: options.severity,
    onProgress: progress.update,
  });
  progress.end();
  const report = await loadReporter(options.format);
  const text = report(result, {
    ...outputOptions({ color: options.color, toFile: options.output !== undefined }),
    quiet: options.quiet ?? false,
  });
  if (text !== '' || options.output !== undefined) deliver(text, options.output, cwd);
  if (options.stats) print(process.stderr, formatStats(result.stats));
  for (const path of result.failed) printError(`${path} could not be scanned: it does not exist or cannot be read. Check the path.`);
  if (result.failed.length > 0) return EXIT.failed;
  const { failOn } = options;
  const fails = failOn !== 'never' && result.findings.some((finding) => isAtLeast(finding.severity, failOn));
  return fails ? EXIT.findings : EXIT.ok;
}
