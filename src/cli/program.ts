import { Command } from 'commander';
import { tool } from '../report/tool.ts';
import { baselineCommand } from './commands/baseline.ts';
import { closingText, type Finish, quietly } from './commands/command.ts';
import { completionCommand } from './commands/completion.ts';
import { doctorCommand } from './commands/doctor.ts';
import { explainCommand } from './commands/explain.ts';
import { initCommand } from './commands/init.ts';
import { mergeCommand } from './commands/merge.ts';
import { migrateCommand } from './commands/migrate.ts';
import { reportCommand } from './commands/report.ts';
import { roleCommand } from './commands/role.ts';
import { rulesCommand } from './commands/rules.ts';
import { SCAN_CLOSING, scanCommand } from './commands/scan.ts';

/** The commands by name, in the order in which help lists them; the first is what runs without a name. */
const COMMANDS: ReadonlyMap<string, (finish: Finish) => Command> = new Map([
  ['scan', scanCommand],
  ['migrate', migrateCommand],
  ['baseline', baselineCommand],
  ['merge', mergeCommand],
  ['report', reportCommand],
  ['role', roleCommand],
  ['explain', explainCommand],
  ['rules', rulesCommand],
  ['init', initCommand],
  ['doctor', doctorCommand],
  ['completion', completionCommand],
]);

const DEFAULT = 'scan';

/** The names of the commands, for telling a slip from a path. */
export function commandNames(): string[] {
  return [...COMMANDS.keys(), 'help'];
}

/** The commands that a command line can lead to. Building all ten takes longer than reading a script does. */
function neededFor(args: readonly string[]): string[] {
  const names = [...COMMANDS.keys()];
  const mayPrintHelp = args.some((arg) => arg === 'help' || arg.startsWith('--h') || /^-[a-zA-Z]*h/.test(arg));
  return mayPrintHelp ? names : names.filter((name) => name === DEFAULT || args.includes(name));
}

/**
 * The command line. `finish` receives the exit code of the command that ran.
 * @param args what is to be parsed, to build only the commands that it can lead to; all of them by default
 */
export function createProgram(finish: Finish, args?: readonly string[]): Command {
  const names = args ? neededFor(args) : [...COMMANDS.keys()];
  const commands = names.map((name) => COMMANDS.get(name)!(finish));
  const [scan] = commands;
  const program = quietly(new Command('unbasic'))
    .description('Finds every script that still sends HTTP Basic credentials to the Jamf Pro Classic API.')
    .version(tool().version, '-V, --version', 'print the version')
    .usage('[command] [paths...] [options]')
    .addHelpText('after', () => `\nOptions of a scan:${scan!.helpInformation().split('Options:')[1] ?? ''}${closingText(SCAN_CLOSING)}`);
  for (const command of commands) program.addCommand(command, { isDefault: command === scan });
  return program;
}
