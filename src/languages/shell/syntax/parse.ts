import type { Grammar } from '../../tree-sitter/engine.ts';
import type { Block, Dialect, Point, ScriptText, ShellScript } from './ir.ts';
import { scanLexically } from './lexical.ts';
import { Lowering } from './lower.ts';

export interface ParseOptions {
  readonly file: string;
  readonly dialect: Dialect;
  readonly outer?: Point | undefined;
  readonly embedded?: readonly string[] | undefined;
}

/** The same text with every line end a single LF and the same length: CRLF becomes space and LF, a lone CR becomes LF. */
function withLineFeeds(text: string): string {
  if (!text.includes('\r')) return text;
  return text.replace(/\r\n/g, ' \n').replace(/\r/g, '\n');
}

const SHEBANG = /^#!.*?\b(zsh|bash|ksh|dash|sh)\b/;

/** The dialect that a script's first line names; a file's extension decides where it names none. */
export function dialectOf(text: string, path: string): Dialect {
  const named = SHEBANG.exec(text.slice(0, 200).replace(/^\uFEFF/, ''))?.[1] ?? /\.(zsh|bash|ksh)$/.exec(path)?.[1];
  return named === 'zsh' || named === 'bash' || named === 'ksh' ? named : 'sh';
}

/**
 * Parses a shell text into statements. Errors in it never throw: what the grammar could not read is listed in `unread`.
 * Offsets in the result are offsets into the given text; `locate` leads from there to the real file.
 */
export function parseShell(grammar: Grammar, source: ScriptText, options: ParseOptions): ShellScript {
  const text = withLineFeeds(source.text);
  const lexical = scanLexically(text);
  let hasErrors = false;
  const script = {
    file: options.file,
    dialect: options.dialect,
    text,
    comments: lexical.comments,
    locate: source.locate,
    foreign: source.foreign,
    outer: options.outer,
    embedded: options.embedded ?? [],
  } as unknown as ShellScript;
  const parseFragment = (start: number, end: number): Block => {
    const content = text.slice(start, end).replace(/\\([`$\\])/g, text[start - 1] === '`' ? ' $1' : '\\$1');
    const masked = scanLexically(content).masked;
    return grammar.withTree(masked, (root) => lowering.program(root, start));
  };
  const lowering = new Lowering(script, lexical, parseFragment);
  const block = lowering.newBlock();
  const complete = script as { -readonly [K in keyof ShellScript]: ShellScript[K] };
  complete.block = block;
  complete.functions = lowering.functions;
  complete.unread = lowering.unread;
  grammar.withTree(lexical.masked, (root) => {
    hasErrors = root.hasError;
    lowering.program(root, 0, block);
  });
  complete.hasErrors = hasErrors;
  return script;
}
