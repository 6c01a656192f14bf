import { Command, Option } from 'commander';
import { SEVERITIES } from '../../findings/severity.ts';
import { FORMAT_NAMES } from '../../report/reporter.ts';
import { formatOption, type ReportTarget } from '../format-option.ts';
import { ruleOption, shardOption, sizeOption } from '../option-parsers.ts';
import { type Closing, type Finish, prepared } from './command.ts';
import { configured } from './config-options.ts';

export const SCAN_CLOSING: Closing = {
  exitCodes: [
    [0, 'nothing to report'],
    [1, 'findings at or above --fail-on'],
    [2, 'the work could not be done: a wrong option, a path that does not exist'],
  ],
  examples: [
    ['unbasic', 'scan the repository you are in'],
    ['unbasic scripts/ tools/enroll.sh', 'scan a folder and a file'],
    ['unbasic --staged', 'scan what you are about to commit'],
    ['unbasic --since main', 'scan what a branch has changed'],
    ['unbasic migrate', 'show the changes that bring in a token'],
    ['unbasic explain classic-basic-auth', 'read what a rule is about'],
    ['unbasic explain scripts/enroll.sh:42', 'see how a finding was reached'],
  ],
};

export function scanCommand(finish: Finish): Command {
  return configured(prepared(new Command('scan'), SCAN_CLOSING))
    .description('find the scripts that still send HTTP Basic credentials to the Jamf Pro Classic API')
    .argument('[paths...]', 'files and folders; the current folder if none is given')
    .option(
      '--format <format[=file]>',
      `how to report: ${FORMAT_NAMES.join(', ')} (default: pretty); with =file to a file, and then several times`,
      (value, previous?: ReportTarget[]) => formatOption(value, previous),
    )
    .option('--fixes', 'plan the migration as well, and put its changes into sarif and rdjson reports')
    .option('--output <file>', 'write the report to a file')
    .option('--rule <id...>', 'report only these rules; may be given several times', (value, previous?: string[]) =>
      ruleOption(value, previous),
    )
    .addOption(new Option('--severity <level>', 'report only findings at or above this level').choices(SEVERITIES))
    .addOption(
      new Option('--fail-on <level>', 'exit 1 for findings at or above this level (default: warning)').choices([...SEVERITIES, 'never']),
    )
    .option('--staged', 'scan what the next commit changes, as the index holds it')
    .option('--since <ref>', 'scan what has changed since this branch, tag or commit was left')
    .option('--stdin', 'scan one script from standard input')
    .option('--stdin-filename <file>', 'the path that it stands for; it need not exist')
    .option('--baseline <file>', 'findings that are known and do not fail the run (default: unbasic.baseline.txt, where there is one)')
    .option('--no-baseline', 'count known findings as well')
    .option('--ignore-unknown', 'pass over named files that are no scripts in silence: for hooks that name all files')
    .option('--max-file-size <size>', 'leave out larger files: bytes, or with k, M or G (default: 2M)', sizeOption)
    .option('--shard <part>', 'do one part of the work, such as 2/5: scripts that hang together stay in one part; see merge', shardOption)
    .option('--cache', "keep results for later runs, in the user's own cache folder (or the configuration's)")
    .option('--no-cache', 'keep and use none')
    .option('--cache-folder <folder>', 'keep them in this folder')
    .option('--quiet', 'print findings alone: no problems, no summary, nothing when there are none')
    .option('--stats', 'print on standard error how many files were seen and how long each phase took')
    .action(async (paths: string[], options) => finish(await (await import('../scan.ts')).scanAction(paths, options)));
}
