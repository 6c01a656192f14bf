import { Command, Option } from 'commander';
import { sizeOption } from '../option-parsers.ts';
import { type Finish, prepared } from './command.ts';
import { configured } from './config-options.ts';

export function roleCommand(finish: Finish): Command {
  return configured(
    prepared(new Command('role'), {
      exitCodes: [
        [0, 'done'],
        [2, 'the work could not be done: a wrong option, a path that does not exist'],
      ],
      examples: [
        ['unbasic role', 'the privileges that the scripts here need, and the calls that need them'],
        ['unbasic role scripts/enroll.sh', 'those of one script'],
        ['unbasic role --format json > role.json', 'the body for POST /api/v1/api-roles'],
      ],
    }),
  )
    .description('work out the least-privilege API role for the scripts')
    .argument('[paths...]', 'files and folders; the current folder if none is given')
    .addOption(
      new Option('--format <format>', 'a list for people, or the body for POST /api/v1/api-roles')
        .choices(['pretty', 'json'])
        .default('pretty'),
    )
    .option('--name <name>', 'the display name of the role in the JSON', 'Scripts (made by unbasic)')
    .option('--output <file>', 'write to a file')
    .option('--max-file-size <size>', 'leave out larger files: bytes, or with k, M or G (default: 2M)', sizeOption)
    .action(async (paths: string[], options) => finish(await (await import('../role.ts')).roleAction(paths, options)));
}
