import { lineText, positionAt, type SourceFile } from '../files/source.ts';

/** A comment that silences rules: `# unbasic-ignore <rule>[, <rule>]: <reason>`, with `//` in TypeScript. */
export interface Directive {
  readonly line: number;
  /** Nothing else stands on its line. */
  readonly alone: boolean;
  readonly rules: readonly string[];
  /** Empty where it is missing, which makes the comment void. */
  readonly reason: string;
  /** The lines on which a finding has to start, or that it has to cover; the whole file where it stands at its head. */
  readonly place: { readonly kind: 'file' } | ({ readonly kind: 'lines'; readonly own: number } & Lines);
}

interface Lines {
  readonly from: number;
  readonly to: number;
}

const WORD = 'unbasic-ignore';
/** The comment sign decides: the word in a text or a name is no directive. */
const DIRECTIVE = /(?:^|[\s;|&({,])(?:#+|\/\/+|\/\*+)[ \t]*unbasic-ignore(-file)?(?![\w-])([^\r\n]*)/;
const COMMENT = /^[ \t]*(?:#|\/\/|\/?\*)/;
const BLANK = /^[ \t]*$/;
/** How a line ends whose statement goes on in the next. */
const CONTINUES = /(?:\\|\||&&|[([{,=+?:]|\bdo|\bthen|=>)[ \t]*$/;
/** The most comments and blank lines between a comment and its statement. */
const MAX_COMMENTS = 200;
/** The most lines that one statement is followed over. */
const MAX_STATEMENT = 60;
/** The most characters of a line that are looked at. */
const MAX_LINE = 2000;

/** Whether a text can hold a directive at all. */
export function mayHoldDirective(text: string): boolean {
  return text.includes(WORD);
}

function isBlank(text: string): boolean {
  return BLANK.test(text);
}

/** The comments that a file starts with. */
interface Head {
  /** The first line of code. */
  readonly end: number;
  /** The last empty line in front of it; 0 where there is none. */
  readonly lastBlank: number;
}

function headOf(source: SourceFile): Head {
  let lastBlank = 0;
  let line = 1;
  for (; line <= source.lineStarts.length; line++) {
    const text = lineText(source, line);
    if (isBlank(text)) lastBlank = line;
    else if (!COMMENT.test(text)) break;
  }
  return { end: line, lastBlank };
}

/** The lines of the statement below a comment, as far as lines alone show where it ends. */
function statementBelow(source: SourceFile, line: number, next: Directive | undefined): Lines {
  // A directive directly below leads to the same statement.
  if (next?.line === line + 1 && next.alone && next.place.kind === 'lines') return next.place;
  const last = source.lineStarts.length;
  const isCode = (at: number): boolean => !isBlank(lineText(source, at)) && !COMMENT.test(lineText(source, at));
  let from = line + 1;
  while (from <= last && from - line <= MAX_COMMENTS && !isCode(from)) from++;
  let to = from;
  while (to < last && to - from < MAX_STATEMENT && CONTINUES.test(lineText(source, to).slice(-MAX_LINE))) to++;
  return { from, to };
}

function readDirective(source: SourceFile, line: number, head: Head, next: Directive | undefined): Directive | undefined {
  const text = lineText(source, line).slice(0, MAX_LINE);
  const match = DIRECTIVE.exec(text);
  if (!match) return undefined;
  const rest = match[2]!.replace(/\*\/\s*$/, '').trim();
  const colon = rest.indexOf(':');
  const names = colon < 0 ? rest : rest.slice(0, colon);
  const rules = names.split(/[\s,]+/).filter((name) => name !== '');
  const reason = colon < 0 ? '' : rest.slice(colon + 1).trim();
  const alone = isBlank(text.slice(0, match.index));
  // At the head of the file, and set off from the code by an empty line.
  const isAtHead = line < head.end && line < head.lastBlank;
  if (match[1] !== undefined || (alone && isAtHead)) return { line, alone, rules, reason, place: { kind: 'file' } };
  const { from, to } = alone ? statementBelow(source, line, next) : { from: line, to: line };
  return { line, alone, rules, reason, place: { kind: 'lines', own: line, from, to } };
}

/** The directives of a script. Found by their lines alone, so that they count in parts that no parser could read as well. */
export function directivesIn(source: SourceFile): Directive[] {
  const lines: number[] = [];
  for (let at = source.text.indexOf(WORD); at >= 0; at = source.text.indexOf(WORD, at + 1)) {
    const { line } = positionAt(source, at);
    if (line !== lines.at(-1)) lines.push(line);
  }
  const head = headOf(source);
  const found: Directive[] = [];
  for (const line of lines.reverse()) {
    const directive = readDirective(source, line, head, found.at(-1));
    if (directive) found.push(directive);
  }
  return found.reverse();
}
