import { ruleSetOf } from '../config/rule-set.ts';
import { roleJson, roleText } from '../report/role-text.ts';
import { plural } from '../report/summary.ts';
import { loadPrivileges } from '../role/load-privileges.ts';
import { roleOf } from '../role/role-of.ts';
import { analyse } from '../scan/analyse.ts';
import { deliver } from './deliver.ts';
import { EXIT } from './exit.ts';
import { folderOption } from './option-parsers.ts';
import { outputOptions, printError } from './output.ts';
import { progressLine } from './progress.ts';
import { type ConfigOptions, settingsFor } from './settings.ts';

export interface RoleActionOptions extends ConfigOptions {
  readonly cwd?: string;
  readonly color: boolean;
  readonly format: 'pretty' | 'json';
  readonly name: string;
  readonly output?: string;
  readonly maxFileSize?: number;
}

/** Runs `unbasic role` and gives the exit code. What the JSON cannot say goes to standard error. */
export async function roleAction(paths: readonly string[], options: RoleActionOptions): Promise<number> {
  const cwd = folderOption(options.cwd);
  const settings = await settingsFor(cwd, options);
  const progress = progressLine(true);
  const named = paths.length > 0 ? paths : ['.'];
  const analysis = await analyse({ cwd, paths: named, maxFileSize: options.maxFileSize, settings, onProgress: progress.update });
  const { endpoints } = await ruleSetOf(settings);
  const role = roleOf(analysis.calls, { ...analysis, endpoints, privileges: loadPrivileges() });
  progress.end();
  const output = outputOptions({ color: options.color, toFile: options.output !== undefined });
  await deliver(options.format === 'json' ? roleJson(role, options.name) : roleText(role, output), options.output, cwd);
  if (options.format === 'json') {
    const inferred = role.privileges.filter((privilege) => privilege.inferred).map(({ name }) => name);
    if (inferred.length > 0) printError(`inferred, so try them on a server: ${inferred.join(', ')}`);
    if (role.questions.length > 0)
      printError(`${plural(role.questions.length, 'kind')} of calls left for you to decide; "unbasic role" lists them`);
  }
  for (const path of analysis.failed) printError(`${path} could not be scanned: it does not exist or cannot be read. Check the path.`);
  return analysis.failed.length > 0 ? EXIT.failed : EXIT.ok;
}
