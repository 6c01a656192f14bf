import { Command, Option } from 'commander';
import { sizeOption } from '../option-parsers.ts';
import { type Finish, prepared } from './command.ts';
import { configured } from './config-options.ts';

export function migrateCommand(finish: Finish): Command {
  return configured(
    prepared(new Command('migrate'), {
      exitCodes: [
        [0, 'done'],
        [1, 'with --check: something would change'],
        [2, 'the work could not be done: a wrong option, a path that does not exist, a file that could not be written'],
      ],
      examples: [
        ['unbasic migrate', 'show what would change'],
        ['unbasic migrate scripts/ > tokens.diff', 'a diff for git apply or patch -p1; it holds your lines as they are'],
        ['unbasic migrate --write scripts/', 'change the scripts'],
        ['unbasic explain dynamic-url', 'what to do about a call that is left to you'],
      ],
    }),
  )
    .description('show, or make, the changes that let scripts use a bearer token')
    .argument('[paths...]', 'files and folders; the current folder if none is given')
    .option('--write', 'change the files instead of printing a diff')
    .option('--check', 'print the names of the files that would change, and exit 1 if there are any')
    .option('--interactive', 'show each file and ask whether to change it')
    .addOption(
      new Option('--level <level>', 'how sure a change must be: safe, or suggested as well (default: suggested)').choices([
        'safe',
        'suggested',
      ]),
    )
    .addOption(
      new Option(
        '--auth <flow>',
        'how to get a token: by what the credentials look like, as an API client, as a user (default: auto)',
      ).choices(['auto', 'client', 'user']),
    )
    .addOption(
      new Option(
        '--bearer-style <style>',
        "curl's --oauth2-bearer (7.61 and later), or a header that the list of processes shows (default: option)",
      ).choices(['option', 'header']),
    )
    .option('--helper <file>', 'put the code that gets the token into this file and source it, instead of into each script')
    .option('--ignore-unknown', 'pass over named files that are no scripts in silence: for hooks that name all files')
    .option('--force', 'write even where the git work tree is not clean')
    .addOption(
      new Option('--format <format>', 'a unified diff, or what becomes of each call as data').choices(['diff', 'json']).default('diff'),
    )
    .option('--max-file-size <size>', 'leave out larger files: bytes, or with k, M or G (default: 2M)', sizeOption)
    .action(async (paths: string[], options) => finish(await (await import('../migrate.ts')).migrateAction(paths, options)));
}
