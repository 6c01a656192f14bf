import { Command, Option } from 'commander';
import { SEVERITIES } from '../findings/severity.ts';
import { FORMAT_NAMES } from '../report/reporter.ts';
import { tool } from '../report/tool.ts';
import { ruleOption, sizeOption } from './option-parsers.ts';
import { print, printError } from './output.ts';

type Finish = (exitCode: number) => void;

const EXIT_CODES = `
Exit codes:
  0  nothing to report
  1  findings at or above --fail-on
  2  the work could not be done: a wrong option, a path that does not exist

Examples:
  unbasic                                scan the repository you are in
  unbasic scripts/ tools/enroll.sh       scan a folder and a file
  unbasic migrate                        show the changes that bring in a token
  unbasic explain classic-basic-auth     read what a rule is about
  unbasic explain scripts/enroll.sh:42   see how a finding was reached`;

const MIGRATE_HELP = `
Exit codes:
  0  done
  1  with --check: something would change
  2  the work could not be done: a wrong option, a path that does not exist, a file that could not be written

Examples:
  unbasic migrate                          show what would change
  unbasic migrate scripts/ > tokens.diff   a diff for git apply or patch -p1; it holds your lines as they are
  unbasic migrate --write scripts/         change the scripts
  unbasic explain dynamic-url              what to do about a call that is left to you`;

/** Commander's complaint as one line that says what to do. */
function oneLine(complaint: string): string {
  const words = complaint
    .replace(/^error:\s*/i, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ');
  return `${words.replace(/\.$/, '')}. See unbasic --help.`;
}

function prepared(command: Command): Command {
  return command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => print(process.stdout, text),
      writeErr: (text) => print(process.stderr, text),
      outputError: (text) => printError(oneLine(text)),
    })
    .option('--cwd <folder>', 'work in this folder instead of the current one')
    .option('--no-color', 'print without colours (NO_COLOR and FORCE_COLOR are heeded too)');
}

function scanCommand(finish: Finish): Command {
  return prepared(new Command('scan'))
    .description('find the scripts that still send HTTP Basic credentials to the Jamf Pro Classic API')
    .argument('[paths...]', 'files and folders; the current folder if none is given')
    .addOption(new Option('--format <format>', 'how to report').choices(FORMAT_NAMES).default('pretty'))
    .option('--output <file>', 'write the report to a file')
    .option('--rule <id...>', 'report only these rules; may be given several times', (value, previous?: string[]) =>
      ruleOption(value, previous),
    )
    .addOption(new Option('--severity <level>', 'report only findings at or above this level').choices(SEVERITIES))
    .addOption(
      new Option('--fail-on <level>', 'exit 1 for findings at or above this level').choices([...SEVERITIES, 'never']).default('warning'),
    )
    .option('--max-file-size <size>', 'leave out larger files: bytes, or with k, M or G (default: 2M)', sizeOption)
    .option('--quiet', 'print findings alone: no problems, no summary, nothing when there are none')
    .option('--stats', 'print on standard error how many files were seen and how long each phase took')
    .addHelpText('after', EXIT_CODES)
    .action(async (paths: string[], options) => finish(await (await import('./scan.ts')).scanAction(paths, options)));
}

function migrateCommand(finish: Finish): Command {
  return prepared(new Command('migrate'))
    .description('show, or make, the changes that let scripts use a bearer token')
    .argument('[paths...]', 'files and folders; the current folder if none is given')
    .option('--write', 'change the files instead of printing a diff')
    .option('--check', 'print the names of the files that would change, and exit 1 if there are any')
    .option('--interactive', 'show each file and ask whether to change it')
    .addOption(
      new Option('--level <level>', 'how sure a change must be: safe, or suggested as well')
        .choices(['safe', 'suggested'])
        .default('suggested'),
    )
    .addOption(
      new Option('--auth <flow>', 'how to get a token: by what the credentials look like, as an API client, as a user')
        .choices(['auto', 'client', 'user'])
        .default('auto'),
    )
    .addOption(
      new Option('--bearer-style <style>', "curl's --oauth2-bearer (7.61 and later), or a header that the list of processes shows")
        .choices(['option', 'header'])
        .default('option'),
    )
    .option('--helper <file>', 'put the code that gets the token into this file and source it, instead of into each script')
    .option('--force', 'write even where the git work tree is not clean')
    .addOption(
      new Option('--format <format>', 'a unified diff, or what becomes of each call as data').choices(['diff', 'json']).default('diff'),
    )
    .option('--max-file-size <size>', 'leave out larger files: bytes, or with k, M or G (default: 2M)', sizeOption)
    .addHelpText('after', MIGRATE_HELP)
    .action(async (paths: string[], options) => finish(await (await import('./migrate.ts')).migrateAction(paths, options)));
}

function explainCommand(finish: Finish): Command {
  return prepared(new Command('explain'))
    .description('explain a rule, why a call is not migrated, or how the verdict on a line of a script was reached')
    .argument('<rule | reason | file:line>', 'a rule or a reason as reports name it, or a place such as scripts/enroll.sh:42')
    .action(async (subject: string, options) => finish(await (await import('./explain.ts')).explainAction(subject, options)));
}

function rulesCommand(finish: Finish): Command {
  return prepared(new Command('rules'))
    .description('list the rules')
    .addOption(new Option('--format <format>', 'how to list them').choices(FORMAT_NAMES).default('pretty'))
    .action(async (options) => finish(await (await import('./rules.ts')).rulesAction(options)));
}

/** The names of the commands, for telling a slip from a path. */
export const COMMAND_NAMES = ['scan', 'migrate', 'explain', 'rules', 'help'];

/** The command line. `finish` receives the exit code of the command that ran. */
export function createProgram(finish: Finish): Command {
  const scan = scanCommand(finish);
  const program = new Command('unbasic')
    .description('Finds every script that still sends HTTP Basic credentials to the Jamf Pro Classic API.')
    .version(tool().version, '-V, --version', 'print the version')
    .usage('[command] [paths...] [options]')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => print(process.stdout, text),
      writeErr: (text) => print(process.stderr, text),
      outputError: (text) => printError(oneLine(text)),
    })
    .addHelpText('after', () => `\nOptions of a scan:${scan.helpInformation().split('Options:')[1] ?? ''}${EXIT_CODES}`);
  program.addCommand(scan, { isDefault: true });
  program.addCommand(migrateCommand(finish));
  program.addCommand(explainCommand(finish));
  program.addCommand(rulesCommand(finish));
  return program;
}
