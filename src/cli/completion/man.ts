import { type Closing, closingOf } from '../commands/command.ts';
import type { DescribedCommand, DescribedOption } from './description.ts';

/** Text for troff: nothing in it starts a request or an escape. */
function roff(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');
}

function optionLines({ names, value, description, choices }: DescribedOption): string[] {
  const shown = names.map((name) => `\\fB${roff(name)}\\fR`).join(', ') + (value === undefined ? '' : ` \\fI${roff(value)}\\fR`);
  const isSaid = choices.every((choice) => description.includes(choice));
  const list = choices.length > 0 && !isSaid ? `: ${choices.join(', ')}` : '';
  return ['.TP', shown, `${roff(`${description}${list}`)}.`];
}

function exampleLines({ examples }: Pick<Closing, 'examples'>): string[] {
  return examples.flatMap(([command, purpose]) => ['.TP', `\\fB${roff(command)}\\fR`, roff(purpose)]);
}

function commandLines(described: DescribedCommand, common: ReadonlySet<string>): string[] {
  const own = described.options.filter(({ names }) => !common.has(names[0]!));
  const closing = closingOf(described.command);
  return [
    `.SS unbasic ${described.name} ${roff(described.usage)}`,
    `${roff(described.description.charAt(0).toUpperCase() + described.description.slice(1))}.`,
    ...described.arguments.flatMap(({ name, description }) => ['.TP', `\\fI${roff(name)}\\fR`, `${roff(description)}.`]),
    ...own.flatMap(optionLines),
    ...(closing ? exampleLines(closing) : []),
  ];
}

/** The manual page, section 1, in troff's man macros. Made from the commands themselves; holds no date, so that equal sources give equal pages. */
export function manPage(version: string, commands: readonly DescribedCommand[], scan: Closing): string {
  const [first] = commands;
  const shared = first!.options.filter(({ names }) =>
    commands.every((command) => command.options.some((option) => option.names[0] === names[0])),
  );
  const common = new Set(shared.map(({ names }) => names[0]!));
  const lines = [
    `.TH UNBASIC 1 "" "unbasic ${roff(version)}" "User Commands"`,
    '.SH NAME',
    roff('unbasic - find and migrate HTTP Basic calls to the Jamf Pro Classic API'),
    '.SH SYNOPSIS',
    '.B unbasic',
    '[\\fIcommand\\fR] [\\fIpaths\\fR...] [\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    roff(
      'Reads shell, Python and TypeScript or JavaScript scripts, finds every call that sends a user name and password to the Jamf Pro Classic API, which Jamf Pro 11.17 and later answer with 401, explains each one, and changes it to a bearer token. Runs no script and talks to no server. Without a command it scans.',
    ),
    '.SH COMMANDS',
    ...commands.flatMap((command) => commandLines(command, common)),
    '.SH OPTIONS OF ALL COMMANDS',
    ...shared.flatMap(optionLines),
    '.SH EXIT STATUS',
    ...(scan.exitCodes ?? []).flatMap(([code, meaning]) => ['.TP', `\\fB${code}\\fR`, `${roff(meaning)}.`]),
    '.SH FILES',
    '.TP',
    roff('unbasic.config.json, unbasic.config.yaml, unbasic.config.js, package.json'),
    roff(
      'The configuration; the nearest one from the current folder up to the root of the repository is in force. A .js file is run only with --allow-js-config.',
    ),
    '.TP',
    'unbasic.baseline.txt',
    'Findings that are known and do not fail a run.',
    '.SH ENVIRONMENT',
    '.TP',
    'NO_COLOR, FORCE_COLOR',
    'Print without colours, or with colours into pipes as well.',
    '.TP',
    'UNBASIC_DEBUG',
    'Set to 1, show where a defect of unbasic itself stands in its code.',
  ];
  return `${lines.join('\n')}\n`;
}
