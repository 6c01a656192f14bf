import { Command } from 'commander';
import { shardOption } from '../option-parsers.ts';
import { type Finish, prepared } from './command.ts';
import { configured } from './config-options.ts';

export function baselineCommand(finish: Finish): Command {
  const command = prepared(new Command('baseline'), {
    exitCodes: [
      [0, 'the baseline is written, or is as it should be'],
      [2, 'the work could not be done: a wrong option, a path that does not exist, a file that could not be written'],
    ],
    examples: [
      ['unbasic baseline', 'accept all that is found now; from here on only new findings fail a run'],
      ['unbasic baseline --prune', 'remove the entries of what has been mended; add nothing'],
      ['unbasic baseline scripts/', 'write the entries of a folder anew and leave the others as they are'],
    ],
  });
  return configured(command)
    .description('accept the findings of today: write them to a file that later runs take for known')
    .argument('[paths...]', 'files and folders; the current folder if none is given')
    .option('--baseline <file>', 'the file to write (default: unbasic.baseline.txt at the root of the repository)')
    .option('--prune', 'remove the entries that nothing has any more; add none')
    .option('--shard <part>', 'do one part of the work, such as 2/5: scripts that hang together stay in one part; see merge', shardOption)
    .action(async (paths: string[], options) => finish(await (await import('../baseline.ts')).baselineAction(paths, options)));
}
