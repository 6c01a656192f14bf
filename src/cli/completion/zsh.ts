import type { DescribedCommand, DescribedOption } from './description.ts';
import { argumentWords, type CompletionData, valueWords } from './words.ts';

/** A text between single quotes in which `_arguments` takes nothing for its own. */
function quoted(text: string): string {
  return text.replace(/([\\[\]:])/g, '\\$1').replaceAll("'", `'\\''`);
}

function action(option: DescribedOption, data: CompletionData): string {
  const words = valueWords(option, data);
  if (words) return `(${words.join(' ')})`;
  return option.takes === 'folder' ? '_files -/' : option.takes === 'file' ? '_files' : ' ';
}

function specs(option: DescribedOption, data: CompletionData): string[] {
  const value = option.takes === 'nothing' ? '' : `:${quoted(option.value?.replace(/[<>]/g, '') ?? 'value')}:${action(option, data)}`;
  return option.names.map((name) => `      '*${name}[${quoted(option.description)}]${value}' \\`);
}

function commandCase(command: DescribedCommand, data: CompletionData): string[] {
  const words = argumentWords(command, data);
  const argument =
    words.length > 0
      ? command.takesPaths
        ? `_alternative 'words:word:(${words.join(' ')})' 'files:file:_files'`
        : `(${words.join(' ')})`
      : '_files';
  const ownArgument = words.length > 0 && command.takesPaths ? `{${argument}}` : argument;
  const hasArguments = command.arguments.length > 0;
  return [
    `    ${command.name})`,
    '      _arguments -s \\',
    ...command.options.flatMap((option) => specs(option, data)),
    hasArguments ? `      '*:${command.takesPaths ? 'path' : 'word'}:${ownArgument.replaceAll("'", `'\\''`)}'` : "      '*: :'",
    '      ;;',
  ];
}

/** The completion script for zsh. */
export function zshCompletion(data: CompletionData): string {
  const described = data.commands.map(({ name, description }) => `    '${quoted(name)}:${quoted(description).replaceAll('\\:', ':')}'`);
  const names = data.commands.map(({ name }) => name);
  return `#compdef unbasic
# zsh completion of unbasic. Put this into ~/.zshrc, behind compinit: eval "$(unbasic completion zsh)"
_unbasic() {
  local command=scan index
  local -a commands
  commands=(
${described.join('\n')}
    'help:display help for command'
  )
  for ((index = 2; index < CURRENT; index++)); do
    if [[ \${words[index]} == (${[...names, 'help'].join('|')}) ]]; then
      command=\${words[index]}
      words[index]=()
      ((CURRENT--))
      break
    fi
  done
  if ((CURRENT == 2)) && [[ $command == scan && \${words[CURRENT]} != -* ]]; then
    _describe -t commands command commands
  fi
  case $command in
${data.commands.flatMap((command) => commandCase(command, data)).join('\n')}
    help)
      _describe -t commands command commands
      ;;
  esac
}
if [[ \${zsh_eval_context[-1]} == loadautofunc ]]; then _unbasic "$@"; else compdef _unbasic unbasic; fi
`;
}
