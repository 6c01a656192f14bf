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

/** The commands in the order in which help lists them; the first is what runs without a name. */
const COMMANDS = [
  scanCommand,
  migrateCommand,
  baselineCommand,
  mergeCommand,
  reportCommand,
  roleCommand,
  explainCommand,
  rulesCommand,
  initCommand,
  doctorCommand,
  completionCommand,
] as const;

/** The names of the commands, for telling a slip from a path. */
export function commandNames(): string[] {
  return [...COMMANDS.map((create) => create(() => {}).name()), 'help'];
}

/** The command line. `finish` receives the exit code of the command that ran. */
export function createProgram(finish: Finish): Command {
  const commands = COMMANDS.map((create) => create(finish));
  const [scan] = commands;
  const program = quietly(new Command('unbasic'))
    .description('Finds every script that still sends HTTP Basic credentials to the Jamf Pro Classic API.')
    .version(tool().version, '-V, --version', 'print the version')
    .usage('[command] [paths...] [options]')
    .addHelpText('after', () => `\nOptions of a scan:${scan!.helpInformation().split('Options:')[1] ?? ''}${closingText(SCAN_CLOSING)}`);
  for (const command of commands) program.addCommand(command, { isDefault: command === scan });
  return program;
}
