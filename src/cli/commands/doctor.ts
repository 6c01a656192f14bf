import { Command } from 'commander';
import { type Finish, prepared } from './command.ts';
import { configured } from './config-options.ts';

export function doctorCommand(finish: Finish): Command {
  const command = prepared(new Command('doctor'), {
    exitCodes: [
      [0, 'unbasic can do its work here'],
      [2, 'something keeps it from its work'],
    ],
    examples: [
      ['unbasic doctor', 'what unbasic finds to work with in this folder'],
      ['unbasic doctor --cwd scripts', 'the same in another folder'],
    ],
  });
  return configured(command)
    .description('check the installation, and show the configuration and the baseline in force')
    .action(async (options) => finish(await (await import('../doctor.ts')).doctorAction(options)));
}
