import { sequenceKey, type Value } from '../../../values/value.ts';
import type { InnerLanguage } from '../embedding.ts';

/**
 * The language of a script that is written to a file, by its first line or by the file's name; undefined for other texts.
 * @param start the text as it stands in the script, quotes included
 * @param path where it is written to, as far as that is known
 */
export function writtenLanguage(start: string, path: Value | undefined): InnerLanguage | undefined {
  const shebang = /^["'\s]*#!(.*)/.exec(start)?.[1];
  if (shebang !== undefined)
    return /python/.test(shebang) ? 'python' : /node|JavaScript/.test(shebang) ? 'javascript' : /sh\b/.test(shebang) ? 'shell' : undefined;
  for (const sequence of path?.alternatives ?? []) {
    const name = sequenceKey(sequence);
    if (/\.(?:sh|bash|zsh|ksh|command|tool)$/.test(name)) return 'shell';
    if (/\.py$/.test(name)) return 'python';
    if (/\.[cm]?[jt]s$/.test(name)) return 'javascript';
  }
  return undefined;
}
