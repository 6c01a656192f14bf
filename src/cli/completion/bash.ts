import type { DescribedCommand, DescribedOption } from './description.ts';
import { argumentWords, type CompletionData, valueWords } from './words.ts';

function valueCase(option: DescribedOption, data: CompletionData): string | undefined {
  const words = valueWords(option, data);
  const pattern = option.names.join('|');
  if (option.takes === 'nothing') return undefined;
  if (words) return `      ${pattern}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$current")); return ;;`;
  if (option.takes === 'folder') return `      ${pattern}) _unbasic_paths -d; return ;;`;
  if (option.takes === 'file') return `      ${pattern}) _unbasic_paths -f; return ;;`;
  return `      ${pattern}) return ;;`;
}

function commandCase(command: DescribedCommand, data: CompletionData): string[] {
  const options = command.options.flatMap(({ names }) => names.filter((name) => name.startsWith('--')));
  const values = command.options.map((option) => valueCase(option, data)).filter((line) => line !== undefined);
  const words = argumentWords(command, data);
  return [
    `    ${command.name})`,
    `      options='${options.join(' ')}'`,
    ...(words.length > 0 ? [`      words='${words.join(' ')}'`] : []),
    ...(command.takesPaths ? ['      paths=1'] : []),
    ...(values.length > 0 ? ['      case $previous in', ...values.map((line) => `  ${line}`), '      esac'] : []),
    '      ;;',
  ];
}

/** The completion script for bash 3.2, which macOS has, and later. */
export function bashCompletion(data: CompletionData): string {
  const names = data.commands.map(({ name }) => name).join(' ');
  return `# bash completion of unbasic. Put this into ~/.bash_profile: eval "$(unbasic completion bash)"
_unbasic_paths() {
  local line
  compopt -o filenames 2>/dev/null
  while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen "$1" -- "$current")
}
_unbasic() {
  local current previous command options words paths index
  COMPREPLY=()
  current=\${COMP_WORDS[COMP_CWORD]}
  previous=\${COMP_WORDS[COMP_CWORD - 1]}
  command=scan options='' words='' paths=''
  for ((index = 1; index < COMP_CWORD; index++)); do
    case \${COMP_WORDS[index]} in
      ${data.commands.map(({ name }) => name).join('|')}|help) command=\${COMP_WORDS[index]}; break ;;
    esac
  done
  case $command in
${data.commands.flatMap((command) => commandCase(command, data)).join('\n')}
    help)
      words='${names}'
      ;;
  esac
  if [[ $current == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$current"))
    return
  fi
  ((COMP_CWORD == 1)) && words="$words ${names} help"
  [[ -n $words ]] && COMPREPLY=($(compgen -W "$words" -- "$current"))
  if [[ -n $paths ]]; then
    _unbasic_paths -f
  fi
}
complete -F _unbasic unbasic
`;
}
