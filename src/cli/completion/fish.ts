import type { DescribedCommand, DescribedOption } from './description.ts';
import { argumentWords, type CompletionData, valueWords } from './words.ts';

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function optionLine(option: DescribedOption, condition: string, data: CompletionData): string {
  const names = option.names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ');
  const words = valueWords(option, data);
  const value =
    option.takes === 'nothing'
      ? ''
      : words
        ? ` -x -a ${quoted(words.join(' '))}`
        : option.takes === 'folder'
          ? " -x -a '(__fish_complete_directories)'"
          : option.takes === 'file'
            ? ' -r -F'
            : ' -x';
  return `complete -c unbasic ${condition} ${names}${value} -d ${quoted(option.description)}`;
}

function commandLines(command: DescribedCommand, data: CompletionData): string[] {
  const seen = quoted(`__unbasic_command ${command.name}`);
  const words = argumentWords(command, data);
  return [
    ...command.options.map((option) => optionLine(option, `-n ${seen}`, data)),
    ...(words.length > 0 ? [`complete -c unbasic -n ${seen}${command.takesPaths ? '' : ' -f'} -a ${quoted(words.join(' '))}`] : []),
    ...(command.arguments.length === 0 ? [`complete -c unbasic -n ${seen} -f`] : []),
  ];
}

/** The completion script for fish. */
export function fishCompletion(data: CompletionData): string {
  const names = [...data.commands.map(({ name }) => name), 'help'];
  return `# fish completion of unbasic: unbasic completion fish > ~/.config/fish/completions/unbasic.fish
function __unbasic_command
  set -l found scan
  for word in (commandline -opc)[2..-1]
    if contains -- $word ${names.join(' ')}
      set found $word
      break
    end
  end
  test $found = $argv[1]
end
function __unbasic_no_command
  not contains -- (commandline -opc)[-1] ${names.join(' ')}; and test (count (commandline -opc)) -eq 1
end
complete -c unbasic -e
${data.commands.map(({ name, description }) => `complete -c unbasic -n __unbasic_no_command -a ${name} -d ${quoted(description)}`).join('\n')}
complete -c unbasic -n __unbasic_no_command -a help -d 'display help for command'
complete -c unbasic -n '__unbasic_command help' -f -a ${quoted(names.join(' '))}
${data.commands.flatMap((command) => commandLines(command, data)).join('\n')}
`;
}
