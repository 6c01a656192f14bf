import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ruleSetOf } from '../config/rule-set.ts';
import { mergeBaselines } from '../merge/baselines.ts';
import { mergeReports } from '../merge/json.ts';
import { inputsOf } from '../merge/kind.ts';
import { type Input, MergeError } from '../merge/parts.ts';
import { mergeSarif } from '../merge/sarif.ts';
import { deliver } from './deliver.ts';
import { deliverReports } from './deliver-reports.ts';
import { EXIT } from './exit.ts';
import { type ReportTarget, reportTargets } from './format-option.ts';
import { folderOption } from './option-parsers.ts';
import { type ConfigOptions, settingsFor } from './settings.ts';

export interface MergeActionOptions extends ConfigOptions {
  readonly cwd?: string;
  readonly color: boolean;
  readonly format?: readonly ReportTarget[];
  readonly output?: string;
}

function readInput(name: string, cwd: string): Input {
  try {
    return { name, text: readFileSync(resolve(cwd, name), 'utf8') };
  } catch (error) {
    throw new MergeError(`${name} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}); check its name`);
  }
}

/** Runs `unbasic merge` and gives the exit code. */
export async function mergeAction(files: readonly string[], options: MergeActionOptions): Promise<number> {
  const cwd = folderOption(options.cwd);
  const { kind, inputs } = inputsOf(files.map((name) => readInput(name, cwd)));
  if (kind !== 'json') {
    if (options.format) throw new MergeError('--format is for JSON reports; SARIF reports and baselines are joined to what they are');
    await deliver(kind === 'sarif' ? mergeSarif(inputs) : mergeBaselines(inputs), options.output, cwd);
    return EXIT.ok;
  }
  const targets = reportTargets(options.format ?? [{ format: 'json' }], options.output, { cwd });
  const { rules } = await ruleSetOf(await settingsFor(cwd, options));
  const result = mergeReports(
    inputs,
    rules.map(({ id, severity, title }) => ({ id, severity, title })),
  );
  await deliverReports(result, targets, { cwd, color: options.color, quiet: false });
  return EXIT.ok;
}
