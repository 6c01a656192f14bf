import { Command, Option } from 'commander';
import { sizeOption } from '../option-parsers.ts';
import { type Finish, prepared } from './command.ts';
import { configured } from './config-options.ts';

export function reportCommand(finish: Finish): Command {
  return configured(
    prepared(new Command('report'), {
      exitCodes: [
        [0, 'done, whatever was found'],
        [2, 'the work could not be done: a wrong option, a path that does not exist'],
      ],
      examples: [
        ['unbasic report --output report.html', 'a page for the people who own the scripts'],
        ['unbasic report --format markdown', 'the same for a wiki or a pull request'],
        ['unbasic report --format json --output today.json', 'the same as data'],
        ['unbasic report --since last-month.json --output report.html', 'with what has changed since an earlier one'],
      ],
    }),
  )
    .description('write the migration report: what is found, where, whose it is, what migrates by itself and what needs a person')
    .argument('[paths...]', 'files and folders; the current folder if none is given')
    .addOption(
      new Option('--format <format>', 'how to write it (default: by the name of the output file, else markdown)').choices([
        'html',
        'markdown',
        'csv',
        'json',
      ]),
    )
    .option('--output <file>', 'write to a file')
    .option('--since <report>', 'tell what has changed since an earlier JSON report, of this command or of a scan')
    .option('--date <date>', 'count ages to this day, as 2026-11-22 (default: today; JSON holds ages only where it is given)')
    .option('--baseline <file>', 'findings that are known (default: unbasic.baseline.txt, where there is one)')
    .option('--no-baseline', 'count known findings as well')
    .option('--max-file-size <size>', 'leave out larger files: bytes, or with k, M or G (default: 2M)', sizeOption)
    .action(async (paths: string[], options) => finish(await (await import('../report.ts')).reportAction(paths, options)));
}
