import { CommanderError } from 'commander';
import { EXIT } from './exit.ts';
import { print, printError } from './output.ts';
import { createProgram } from './program.ts';

/** Messages that are meant for the user as they are: wrong usage, and rules that cannot be read. */
function isExpected(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && (error.code === 'USAGE' || error.code === 'RULE_INVALID');
}

/** Runs the command line and gives the exit code. Prints every error in one line; never throws. */
export async function run(args: readonly string[]): Promise<number> {
  let code: number = EXIT.ok;
  try {
    await createProgram((result) => {
      code = result;
    }).parseAsync(args, { from: 'user' });
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
