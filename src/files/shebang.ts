import type { LanguageId } from '../http/call.ts';

/** The longest first line that is looked at. */
const LONGEST = 512;

const INTERPRETERS: readonly (readonly [RegExp, LanguageId])[] = [
  [/^(?:r?bash|sh|zsh|[pm]?ksh(?:93)?|d?ash|busybox|bats)(?:-?\d[\d.]*)?$/, 'shell'],
  [/python|^pypy[\d.]*$|^uv$|^pipx$/, 'python'],
  [/^(?:node(?:js)?|deno|bun|tsx|ts-node(?:-\w+)?|zx|jsc|gjs|qjs)(?:-?\d[\d.]*)?$/, 'typescript'],
];

/** What a first line says about the script. */
export interface Shebang {
  /** The interpreter's name without its folder: `bash`, `python3`. */
  readonly interpreter: string;
  /** Undefined for a language that is not ours (`perl`, `ruby`, AppleScript). */
  readonly language: LanguageId | undefined;
}

/** The command line of a shebang, slips included: `!/bin/sh`, `#/bin/sh`, `# !/bin/sh`, a space in front. */
function commandOf(line: string): string | undefined {
  const proper = /^\s*#\s*!\s*(\S.*)$/.exec(line);
  if (proper) return proper[1];
  const slip = /^\s*[#!]\s?(\/(?:usr\/|bin\/|opt\/|Library\/)\S.*)$/.exec(line);
  return slip?.[1];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

/** The words of `env` behind its options and assignments: the interpreter and its arguments. */
function behindEnv(words: readonly string[]): readonly string[] {
  let index = 0;
  while (index < words.length) {
    const word = words[index]!;
    if (/^-[uCP]$/.test(word)) index += 2;
    else if (word.startsWith('-S') && word.length > 2) return [word.slice(2), ...words.slice(index + 1)];
    else if (word.startsWith('--split-string=')) return [word.slice('--split-string='.length), ...words.slice(index + 1)];
    else if (word.startsWith('-') || word.includes('=')) index++;
    else break;
  }
  return words.slice(index);
}

/** Reads the shebang of a text (any byte order mark already stripped); undefined when its first line is none. */
export function readShebang(text: string): Shebang | undefined {
  const line = /^[^\r\n]*/.exec(text.slice(0, LONGEST))![0];
  let words: readonly string[] = commandOf(line)?.trim().split(/\s+/) ?? [];
  if (words[0] && nameOf(words[0]) === 'env') words = behindEnv(words.slice(1));
  const interpreter = words[0] && nameOf(words[0]);
  if (!interpreter) return undefined;
  if (interpreter === 'osascript') {
    const javascript =
      words.some((word, index) => /^javascript$/i.test(word) && words[index - 1] === '-l') || words.includes('-lJavaScript');
    return { interpreter, language: javascript ? 'typescript' : undefined };
  }
  return { interpreter, language: INTERPRETERS.find(([pattern]) => pattern.test(interpreter))?.[1] };
}
