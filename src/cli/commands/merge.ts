import { Command } from 'commander';
import { FORMAT_NAMES } from '../../report/reporter.ts';
import { formatOption, type ReportTarget } from '../format-option.ts';
import { type Finish, prepared } from './command.ts';
import { configured } from './config-options.ts';

export function mergeCommand(finish: Finish): Command {
  return configured(
    prepared(new Command('merge'), {
      exitCodes: [
        [0, 'the parts are joined, whatever was found'],
        [2, 'the work could not be done: files that are not the parts of one scan, a wrong option'],
      ],
      examples: [
        ['unbasic --shard 1/4 --format json=shard-1.json', 'scan the first of four parts; the others elsewhere'],
        ['unbasic merge shard-*.json > all.json', 'the report of all parts, as one scan would have written it'],
        ['unbasic merge shard-*.json --format sarif=all.sarif --format pretty', 'the same in other formats'],
        ['unbasic merge shard-*.sarif > all.sarif', 'SARIF reports, and baselines likewise'],
      ],
    }),
  )
    .description('join the reports or baselines of the parts of one scan (--shard)')
    .argument('<files...>', 'JSON reports, SARIF reports or baselines: those of all parts')
    .option(
      '--format <format[=file]>',
      `out of JSON: ${FORMAT_NAMES.join(', ')} (default: json); with =file to a file, and then several times`,
      (value, previous?: ReportTarget[]) => formatOption(value, previous),
    )
    .option('--output <file>', 'write to a file')
    .action(async (files: string[], options) => finish(await (await import('../merge.ts')).mergeAction(files, options)));
}
