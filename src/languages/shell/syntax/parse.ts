import type { Grammar } from '../../tree-sitter/engine.ts';
import type { Dialect, Point, ScriptText, ShellScript } from './ir.ts';
import { scanLexically } from './lexical.ts';
import { Lowering } from './lower.ts';

export interface ParseOptions {
  readonly file: string;
  readonly dialect: Dialect;
  readonly outer?: Point | undefined;
  readonly embedded?: readonly string[] | undefined;
}

/** The same text with every line end a single LF and the same length: CRLF becomes space and LF (behind a line continuation's backslash too), a lone CR becomes LF. */
function withLineFeeds(text: string): string {
  if (!text.includes('\r')) return text;
  return text
    .replace(/\\\r\n/g, ' \\\n')
    .replace(/\r\n/g, ' \n')
    .replace(/\r/g, '\n');
}

const HELPER_START = /^# --- unbasic: /gm;
const HELPER_END = /^# --- end of unbasic ---[ \t]*$/gm;
/** Ours is a third of this. */
const MAX_HELPER = 40_000;

/**
 * The text with the helper of a migrated script blanked out, every offset kept: it calls no Classic API, and to evaluate it for each
 * caller costs more than all of the script. A region that has been added to is left as it is.
 */
function withoutHelper(text: string): string {
  if (!text.includes('# --- unbasic: ')) return text;
  const ends = [...text.matchAll(HELPER_END)].map((match) => match.index + match[0].length);
  let result = '';
  let done = 0;
  let next = 0;
  for (const { index: start } of text.matchAll(HELPER_START)) {
    if (start < done) continue;
    while (next < ends.length && ends[next]! < start) next++;
    const end = ends[next];
    if (end === undefined) break;
    const region = text.slice(start, end);
    result += text.slice(done, start) + (isOwnHelper(region) ? region.replace(/[^\n]/g, ' ') : region);
    done = end;
  }
  return result + text.slice(done);
}

function isOwnHelper(region: string): boolean {
  if (region.length > MAX_HELPER || (region.match(/JSSResource/gi)?.length ?? 0) > 1) return false;
  return !region.split('\n').some((line) => line.includes('curl') && /\s(?:-\w*u|--user)\b/.test(line.slice(line.indexOf('curl'))));
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
  const lexical = scanLexically(withoutHelper(text), options.dialect);
  const script = {
    file: options.file,
    dialect: options.dialect,
    text,
    comments: lexical.comments,
    locate: source.locate,
    foreign: source.foreign,
    outer: options.outer,
    embedded: options.embedded ?? [],
  } as unknown as { -readonly [K in keyof ShellScript]: ShellScript[K] };
  const lowering = new Lowering(script, grammar, lexical);
  script.block = lowering.newBlock();
  script.functions = lowering.functions;
  script.unread = lowering.unread;
  try {
    script.hasErrors = lowering.program(script.block) || lexical.unbalanced;
  } catch (error) {
    // A text nested too deep for the stack: what was read of it stays, and all of it may hold more.
    if (!(error instanceof RangeError)) throw error;
    lowering.unread.push([0, text.length]);
    script.hasErrors = true;
  }
  return script;
}
