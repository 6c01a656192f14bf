import { Command, Option } from 'commander';
import { type Finish, prepared } from './command.ts';
import { configured } from './config-options.ts';

export function rulesCommand(finish: Finish): Command {
  return configured(
    prepared(new Command('rules'), {
      examples: [
        ['unbasic rules', 'all rules with their levels'],
        ['unbasic rules --format json', 'the same as data'],
      ],
    }),
  )
    .description('list the rules')
    .addOption(new Option('--format <format>', 'how to list them').choices(['pretty', 'json']).default('pretty'))
    .action(async (options) => finish(await (await import('../rules.ts')).rulesAction(options)));
}
