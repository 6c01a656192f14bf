import { CommanderError } from 'commander';
import { nearest } from '../config/nearest.ts';
import { EXIT } from './exit.ts';
import { print, printError } from './output.ts';
import { commandNames, createProgram } from './program.ts';
import { UsageError } from './usage-error.ts';

/** The codes of errors whose messages are meant for the user as they are: wrong usage, and files that cannot be used. */
const EXPECTED = ['USAGE', 'RULE_INVALID', 'CONFIG_INVALID', 'BASELINE_INVALID', 'GIT_FAILED', 'WRITE_FAILED', 'MERGE_INVALID'];

function isExpected(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && EXPECTED.includes(String(error.code));
}

/** Commander answers `help <slip>` with the help of everything. Throws a UsageError that names the nearest command instead. */
function checkHelp([first, subject]: readonly string[]): void {
  if (first !== 'help' || subject === undefined || subject.startsWith('-')) return;
  const names = commandNames();
  if (names.includes(subject)) return;
  const meant = nearest(subject, names);
  throw new UsageError(`there is no command "${subject}"; ${meant ? `did you mean ${meant}?` : 'unbasic --help lists them'}`);
}

/** Runs the command line and gives the exit code. Prints every error in one line; never throws. */
export async function run(args: readonly string[]): Promise<number> {
  let code: number = EXIT.ok;
  try {
    checkHelp(args);
    const finish = (result: number): void => {
      code = result;
    };
    await createProgram(finish, args).parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.failed;
    if (isExpected(error)) printError(error.message);
    else {
      const what = error instanceof Error ? error.message : String(error);
      printError(`${what.replaceAll(/\s+/g, ' ')}. This is a defect of unbasic; please report it (UNBASIC_DEBUG=1 shows where).`);
      if (process.env.UNBASIC_DEBUG && error instanceof Error) print(process.stderr, `${error.stack ?? ''}\n`);
    }
    return EXIT.failed;
  }
}
