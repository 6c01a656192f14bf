import { Command } from 'commander';
import { type Finish, prepared } from './command.ts';
import { configured } from './config-options.ts';

export function explainCommand(finish: Finish): Command {
  return configured(
    prepared(new Command('explain'), {
      examples: [
        ['unbasic explain classic-basic-auth', 'what a rule is about, and what to do'],
        ['unbasic explain dynamic-url', 'why a call is not migrated'],
        ['unbasic explain scripts/enroll.sh:42', 'how a verdict was reached, assignment by assignment'],
      ],
    }),
  )
    .description('explain a rule, why a call is not migrated, or how the verdict on a line of a script was reached')
    .argument('<rule | reason | file:line>', 'a rule or a reason as reports name it, or a place such as scripts/enroll.sh:42')
    .action(async (subject: string, options) => finish(await (await import('../explain.ts')).explainAction(subject, options)));
}
