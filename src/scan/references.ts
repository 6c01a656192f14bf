import type { LanguageId } from '../http/call.ts';

/** Longest stretch of a line that is read as the operand of `source` or `import`. */
const OPERAND = 300;

const SOURCED = new RegExp(`(?:source|\\.)[ \\t]+([^\\r\\n;|&]{1,${OPERAND}})`, 'g');
/** The characters and the words behind which a command begins. */
const BEFORE_COMMANDS = '\r\n;&|({`"\'';
const COMMAND_FOLLOWS = /\b(?:then|do|else|builtin|command)$/;
const FILE_NAMES = /(?<![\w+-])[\w+-]+\.(?:sh|bash|zsh|ksh|conf|cfg|config|inc|lib|env|rc|functions|subr|settings|txt)\b/g;
const PYTHON_FROM = new RegExp(
  `^[ \\t]*from[ \\t]+(?=[\\w.])(\\.*)((?!\\.)[\\w.]*)[ \\t]+import[ \\t]+(?:\\(([\\w*, \\t\\r\\n]{0,${OPERAND}})|([\\w*, \\t]{0,${OPERAND}}))`,
  'gm',
);
const PYTHON_IMPORT = new RegExp(`^[ \\t]*import[ \\t]+([\\w., \\t]{1,${OPERAND}})`, 'gm');
const JAVASCRIPT = new RegExp(
  `(?:\\bfrom[ \\t]*|\\bimport[ \\t]*(?:\\([ \\t]*)?|\\brequire[ \\t]*\\([ \\t]*)['"\`]([^'"\`\\r\\n]{1,${OPERAND}})['"\`]`,
  'g',
);

/** Whether a command begins at an offset, as far as a look at what stands before it can tell. */
function beginsCommand(text: string, offset: number): boolean {
  let end = offset;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end--;
  return end === 0 || BEFORE_COMMANDS.includes(text[end - 1]!) || COMMAND_FOLLOWS.test(text.slice(Math.max(0, end - 8), end));
}

/** The operands of `source` and of `.`, as they stand in the text. */
function sourceOperands(text: string): string[] {
  const operands: string[] = [];
  SOURCED.lastIndex = 0;
  for (let match = SOURCED.exec(text); match; match = SOURCED.exec(text)) {
    if (beginsCommand(text, match.index)) operands.push(match[1]!);
    else SOURCED.lastIndex = match.index + 1;
  }
  return operands;
}

function shellReferences(text: string): Set<string> {
  const names = new Set<string>();
  let dynamic = false;
  for (const operand of sourceOperands(text)) {
    for (const word of operand.split(/[\s"'`/$(){}<>]+/)) if (word !== '') names.add(word);
    dynamic ||= /\$\{?\w+\}?["')]*\s*$/.test(operand);
  }
  if (dynamic) for (const [name] of text.matchAll(FILE_NAMES)) names.add(name);
  return names;
}

const EXPANSION = /\$\{[^{}]{0,100}\}|\$[\w@*#?!-]+|["']/g;
const PATH = /[\w.+@%~:,-]+(?:\/[\w.+@%~:,-]+)*/g;

/**
 * What a shell script sources, as far as the text shows it: `lib/common.sh` of `. "$(dirname "$0")/lib/common.sh"`. Where only a variable holds
 * the path, every word of the script that looks like a file's name.
 */
export function sourcedPaths(text: string): Set<string> {
  const paths = new Set<string>();
  let dynamic = false;
  for (const operand of sourceOperands(text)) {
    for (const [path] of operand.replace(EXPANSION, (found) => (found.length > 1 ? ' ' : '')).matchAll(PATH)) {
      const known = path.replace(/^(?:\.{1,2}\/|~\/)+/, '');
      if (known !== '' && known !== '.' && known !== '..') paths.add(known);
    }
    dynamic ||= /\$\{?\w+\}?["')]*\s*$/.test(operand);
  }
  if (dynamic) for (const [name] of text.matchAll(FILE_NAMES)) paths.add(name);
  return paths;
}

/** `import a.b as c, d` and `from ..a import b, c` as paths: `a/b`, `d`, `../a`, `../a/b`, `../a/c`. */
function pythonReferences(text: string): Set<string> {
  const paths = new Set<string>();
  for (const [, dots = '', module = '', inner, flat] of text.matchAll(PYTHON_FROM)) {
    const start = dots === '' ? '' : dots === '.' ? './' : '../'.repeat(dots.length - 1);
    const base = start + module.replaceAll('.', '/');
    if (module !== '') paths.add(base);
    for (const part of (inner ?? flat ?? '').split(',')) {
      const name = /^\s*(\w+)/.exec(part)?.[1];
      if (name) paths.add(module === '' ? `${start}${name}` : `${base}/${name}`);
    }
  }
  for (const [, list = ''] of text.matchAll(PYTHON_IMPORT)) {
    for (const part of list.split(',')) {
      const module = /^\s*([\w.]+)/.exec(part)?.[1];
      if (module) paths.add(module.replaceAll('.', '/'));
    }
  }
  return paths;
}

/**
 * What a script sources or imports. Shell: words of which one may be the base name of a file; for a path that only a variable holds, every
 * word of the script that looks like a file's name. The others: paths without extension, those that are relative to the script with a dot in front.
 */
export function referencesIn(language: LanguageId, text: string): Set<string> {
  if (language === 'shell') return shellReferences(text);
  if (language === 'python') return pythonReferences(text);
  return new Set([...text.matchAll(JAVASCRIPT)].map((match) => withoutExtension(match[1]!)));
}

/** The path of a module as others import it: without extension, a package by its folder. */
export function modulePath(path: string): string {
  return withoutExtension(path).replace(/(?:^|\/)(?:__init__|index)$/, '');
}

function withoutExtension(path: string): string {
  return path.replace(/\.(?:py|pyw|[mc]?[jt]sx?|gs)$/i, '');
}
