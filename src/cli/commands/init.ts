import { Argument, Command } from 'commander';
import { type Finish, prepared } from './command.ts';

export function initCommand(finish: Finish): Command {
  return prepared(new Command('init'), {
    exitCodes: [
      [0, 'done'],
      [2, 'the work could not be done: a file that exists, a file that could not be written'],
    ],
    examples: [
      ['unbasic init', 'ask what to write'],
      ['unbasic init config --server mdm.example.com', 'write a configuration'],
      ['unbasic init hook workflow baseline', 'write a hook for pre-commit, a workflow for GitHub Actions and a baseline'],
    ],
  })
    .description('set a repository up: configuration, hook, workflow, baseline')
    .addArgument(
      new Argument('[parts...]', 'what to write; on a terminal it asks').choices([
        'config',
        'hook',
        'husky',
        'workflow',
        'gitlab',
        'baseline',
      ]),
    )
    .option('--server <host...>', 'a host that is a Jamf Pro server, for the configuration; may be given several times')
    .option('--force', 'replace files that exist')
    .action(async (parts, options) => finish(await (await import('../init.ts')).initAction(parts, options)));
}
