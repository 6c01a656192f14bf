import type { Command } from '../syntax/ir.ts';
import { plainText } from './frames.ts';

/** The variables that a command fills from outside. */
export interface ReadTargets {
  readonly names: readonly string[];
  /** They are one array: `read -a`, `mapfile`. */
  readonly array: boolean;
}

/** Commands that read into variables: their options that take a value, and the variables they fill when none is named. */
const COMMANDS: Readonly<Record<string, { readonly valued: string; readonly names: readonly string[]; readonly array: boolean }>> = {
  read: { valued: 'dinNptukA', names: ['REPLY'], array: false },
  mapfile: { valued: 'dnOsuCc', names: ['MAPFILE'], array: true },
  readarray: { valued: 'dnOsuCc', names: ['MAPFILE'], array: true },
  vared: { valued: 'prMmif', names: [], array: false },
  sysread: { valued: 'cios', names: ['REPLY'], array: false },
};
const NAME = /^([A-Za-z_]\w*)(?:\?|$)/;

/** The variables that `read`, `getopts` and the like fill; undefined for any other command. */
export function readTargets(command: Command): ReadTargets | undefined {
  const program = plainText(command.words[0]);
  if (program === undefined || command.declares) return undefined;
  const kind = Object.hasOwn(COMMANDS, program) ? COMMANDS[program] : undefined;
  if (!kind && program !== 'getopts' && program !== 'zparseopts') return undefined;
  const words = command.words.slice(1).map(plainText);
  if (program === 'getopts') return { names: [words[1] ?? '', 'OPTARG', 'OPTIND'].filter((name) => NAME.test(name)), array: false };
  if (program === 'zparseopts')
    return {
      names: words.flatMap((word, at) =>
        word !== undefined && /^[aA]$/.test(words[at - 1]?.slice(-1) ?? '') && NAME.test(word) ? [word] : [],
      ),
      array: true,
    };
  if (!kind) return undefined;
  const names: string[] = [];
  let { array } = kind;
  let options = true;
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (options && word?.startsWith('-') && word.length > 1) {
      options = word !== '--';
      const letter = [...word.slice(1)].findIndex((option) => kind.valued.includes(option));
      if (program === 'read' && /^-[a-zA-Z]*[aA]$/.test(word)) array = true;
      else if (letter >= 0 && letter === word.length - 2) at++;
      continue;
    }
    options = false;
    const name = NAME.exec(startOf(command, at + 1) ?? '')?.[1];
    if (name !== undefined) names.push(name);
  }
  return { names: names.length > 0 ? names : kind.names, array };
}

/** The plain text that a word starts with: of zsh's `read "name?Prompt for $x"` the name is enough. */
function startOf(command: Command, at: number): string | undefined {
  const word = command.words[at];
  const whole = plainText(word);
  if (whole !== undefined) return whole;
  const first = word?.parts[0];
  return first?.kind === 'text' && first.text.includes('?') ? first.text : undefined;
}
