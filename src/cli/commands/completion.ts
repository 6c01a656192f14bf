import { Argument, Command } from 'commander';
import type { CompletedShell } from '../completion/words.ts';
import { type Finish, prepared } from './command.ts';

export function completionCommand(finish: Finish): Command {
  return prepared(new Command('completion'), {
    examples: [
      ['eval "$(unbasic completion bash)"', 'in ~/.bash_profile'],
      ['eval "$(unbasic completion zsh)"', 'in ~/.zshrc, behind compinit'],
      ['unbasic completion fish > ~/.config/fish/completions/unbasic.fish', 'once'],
    ],
  })
    .description('print a script that completes commands, options and rules in your shell')
    .addArgument(new Argument('<shell>', 'the shell to complete in').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: CompletedShell) => finish(await (await import('../completion.ts')).completionAction(shell)));
}
