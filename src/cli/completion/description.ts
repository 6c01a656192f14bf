import type { Command, Option } from 'commander';
import { createProgram } from '../program.ts';

/** What an option takes. */
export interface DescribedOption {
  /** `--format`, `-V`; the long form first. */
  readonly names: readonly string[];
  readonly description: string;
  /** The name of its value as help shows it: `<format[=file]>`; undefined for a switch. */
  readonly value: string | undefined;
  readonly choices: readonly string[];
  /** What completes it where there are no choices. */
  readonly takes: 'nothing' | 'file' | 'folder' | 'rule' | 'text';
}

export interface DescribedCommand {
  readonly name: string;
  readonly description: string;
  readonly usage: string;
  readonly options: readonly DescribedOption[];
  /** What its arguments are: words of a list, or paths. */
  readonly arguments: readonly { readonly name: string; readonly description: string; readonly choices: readonly string[] }[];
  readonly takesPaths: boolean;
  readonly command: Command;
}

function takes(option: Option): DescribedOption['takes'] {
  if (!option.required && !option.optional) return 'nothing';
  const value = /<([^>]*)>/.exec(option.flags)?.[1] ?? '';
  if (/^folder/.test(value)) return 'folder';
  if (/^(?:file|report)/.test(value)) return 'file';
  return /^id/.test(value) ? 'rule' : 'text';
}

/** The words that an option can have; a scan's formats can carry a file as well, so that commander does not know them. */
function choicesOf(option: Option, formats: readonly string[]): readonly string[] {
  if (option.argChoices) return option.argChoices;
  return option.long === '--format' ? formats : [];
}

function describedOption(option: Option, formats: readonly string[]): DescribedOption {
  return {
    names: [option.long, option.short].filter((name) => name !== undefined && name !== null),
    description: option.description,
    value: option.required || option.optional ? option.flags.replace(/^[^<[]*/, '') : undefined,
    choices: choicesOf(option, formats),
    takes: takes(option),
  };
}

const HELP: DescribedOption = {
  names: ['--help', '-h'],
  description: 'display help for command',
  value: undefined,
  choices: [],
  takes: 'nothing',
};

/** The commands with all that completion and the man page say of them. @param formats the formats of a report */
export function describedCommands(formats: readonly string[]): DescribedCommand[] {
  return createProgram(() => {}).commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    usage: command.usage(),
    options: [...command.options.filter((option) => !option.hidden).map((option) => describedOption(option, formats)), HELP],
    arguments: command.registeredArguments.map((argument) => ({
      name: argument.name(),
      description: argument.description,
      choices: argument.argChoices ?? [],
    })),
    takesPaths: command.registeredArguments.some((argument) => /path|file/.test(argument.name())),
    command,
  }));
}
