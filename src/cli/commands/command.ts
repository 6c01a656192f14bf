import type { Command } from 'commander';
import { nearest } from '../../config/nearest.ts';
import { print, printError } from '../output.ts';

/** Receives the exit code of the command that ran. */
export type Finish = (exitCode: number) => void;

/** What a command's help says behind its options. */
export interface Closing {
  /** Where they differ from nothing to report, and the work could not be done. */
  readonly exitCodes?: readonly (readonly [code: number, meaning: string])[];
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [command: string, purpose: string])[];
}

const CLOSINGS = new WeakMap<Command, Closing>();

/** What a command's help closes with: for the man page. */
export function closingOf(command: Command): Closing | undefined {
  return CLOSINGS.get(command);
}

/** Examples and exit codes as help prints them. */
export function closingText({ exitCodes, examples }: Closing): string {
  const width = Math.max(...examples.map(([command]) => command.length));
  const codes = exitCodes ? ['', 'Exit codes:', ...exitCodes.map(([code, meaning]) => `  ${code}  ${meaning}`)] : [];
  return [...codes, '', 'Examples:', ...examples.map(([command, purpose]) => `  ${command.padEnd(width)}  ${purpose}`)].join('\n');
}

/** Commander's complaint as one line that says what to do. */
function oneLine(complaint: string, command: Command): string {
  const words = complaint
    .replace(/^error:\s*/i, '')
    .trim()
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(/^command-argument value '(.*)' is invalid for argument '.*'/, '"$1" is not known here');
  const [, given, choices] = /["']([^"']{1,64})["'] is .*Allowed choices are (.*)\.$/.exec(words) ?? [];
  const meant = given && choices ? nearest(given, choices.split(', ')) : undefined;
  const name = command.name() === 'unbasic' ? 'unbasic' : `unbasic ${command.name()}`;
  return `${words.replace(/[.]$/, '')}${meant ? ` (Did you mean ${meant}?)` : ''}. See ${name} --help.`;
}

/** Makes a command print and fail as all of ours do. */
export function quietly(command: Command): Command {
  return command.exitOverride().configureOutput({
    writeOut: (text) => print(process.stdout, text),
    writeErr: (text) => print(process.stderr, text),
    outputError: (text) => printError(oneLine(text, command)),
  });
}

/** Gives a command the options that all have, and closes its help. */
export function prepared(command: Command, closing: Closing): Command {
  CLOSINGS.set(command, closing);
  return quietly(command)
    .option('--cwd <folder>', 'work in this folder instead of the current one')
    .option('--no-color', 'print without colours (NO_COLOR and FORCE_COLOR are heeded too)')
    .addHelpText('after', closingText(closing));
}
