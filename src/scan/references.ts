import { baseName, extensionOf } from '../files/paths.ts';
import type { LanguageId } from '../http/call.ts';

/** Longest stretch of a line that is read as the operand of `source`. */
const OPERAND = 300;

const PATTERNS: Readonly<Record<LanguageId, RegExp>> = {
  shell: new RegExp(`(?:^|[;&|({\`"']|\\b(?:then|do|else|builtin|command))[ \\t]*(?:source|\\.)[ \\t]+([^\\r\\n;|&]{1,${OPERAND}})`, 'gm'),
  python: /^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+\(?([\w*, \t]{0,300})|import[ \t]+([\w., \t]{1,300}))/gm,
  typescript: /(?:\bfrom[ \t]*|\bimport[ \t]*\(?[ \t]*|\brequire[ \t]*\([ \t]*)['"`]([^'"`\r\n]{1,300})['"`]/g,
};

/** The name by which other files refer to a file: shell by its base name, the others by its name without extension. */
export function referenceName(language: LanguageId, path: string): string {
  const name = baseName(path);
  if (language === 'shell') return name;
  const extension = extensionOf(path);
  const stem = extension === '' ? name : name.slice(0, -extension.length - 1);
  if (!/^(?:__init__|index)$/.test(stem)) return stem;
  const folder = path.slice(0, Math.max(path.length - name.length - 1, 0));
  return folder === '' ? stem : baseName(folder);
}

/**
 * The names of files that a script sources or imports, as `referenceName` gives them. A name may fit several files; a sourced path
 * that only a variable holds gives every word of the script that could be a file's name.
 */
export function referencesIn(language: LanguageId, latin1: string): Set<string> {
  const names = new Set<string>();
  let dynamic = false;
  for (const match of latin1.matchAll(PATTERNS[language])) {
    for (const operand of match.slice(1)) {
      if (!operand) continue;
      if (language === 'shell') {
        for (const word of operand.split(/[\s"'`/$(){}<>]+/)) if (word !== '') names.add(word);
        dynamic ||= /\$\{?\w+\}?["')]*\s*$/.test(operand);
      } else if (language === 'python') {
        for (const word of operand.split(/[.,\s]+/)) if (word !== '') names.add(word);
      } else names.add(referenceName('typescript', operand));
      if (language === 'typescript') names.add(baseName(operand));
    }
  }
  if (dynamic)
    for (const match of latin1.matchAll(/[\w+-]+\.(?:sh|bash|zsh|ksh|conf|cfg|config|inc|lib|env|rc|functions|subr|settings|txt)\b/g))
      names.add(match[0]);
  return names;
}
