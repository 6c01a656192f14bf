import type { HttpCall, Sighting } from '../../http/call.ts';
import type { Block, Redirect, ShellScript, Word } from './syntax/ir.ts';
import { childBlocks, wordsOf } from './syntax/lower.ts';

const CLIENT = /(?<![\w-])(?:ns)?curl(?=["']?[ \t\\])|\bwget(?=["']?[ \t\\])/g;
const CREDENTIALS = /[ \t"']-{1,2}(?:[A-Za-z#]{0,12}u|(?:http-)?user)(?=[\s"'$=\\])|authorization:\s{0,4}basic/i;
const CLASSIC = /JSSResource/i;
const TOKEN = /authorization:\s{0,4}bearer|--oauth2-bearer/i;
const TOKEN_ENDPOINT = /\/(?:auth\/tokens?|oauth\/token)\b/;
/** A client where a command can start. */
const COMMAND_POSITION = /(?:^|[\n;&|({`=]|\$\(|\bdo|\bthen|\belse)[ \t"']*(?:\/[\w/.-]*)?$/;
/** Without one of these a text has no arithmetic. */
const ARITHMETIC = /\(\(|\$\[/;
const MAX_LINE = 2000;

interface Interval {
  readonly start: number;
  readonly end: number;
  /** `document`: its ends are known for certain. `arithmetic`: nothing in it is read. */
  readonly kind: 'word' | 'document' | 'arithmetic' | 'comment';
}

function documentsOf(statement: Block['statements'][number]): Set<Word> {
  const redirects: readonly Redirect[] = 'redirects' in statement ? statement.redirects : [];
  return new Set(redirects.flatMap((redirect) => (redirect.kind === 'here-document' && redirect.word ? [redirect.word] : [])));
}

/** @param all whether words count too, and not only arithmetic */
function intervalsOf(block: Block, all: boolean, into: Interval[]): Interval[] {
  for (const statement of block.statements) {
    const documents = all ? documentsOf(statement) : undefined;
    for (const word of wordsOf(statement)) {
      if (documents) into.push({ start: word.start, end: word.end, kind: documents.has(word) ? 'document' : 'word' });
      for (const part of word.parts) if (part.kind === 'arithmetic') into.push({ start: part.start, end: part.end, kind: 'arithmetic' });
    }
    for (const child of childBlocks(statement)) intervalsOf(child, all, into);
  }
  return into;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The line from an offset on, with the lines that a backslash at its end joins to it. */
function logicalLine(text: string, at: number): string {
  const window = text.slice(at, at + MAX_LINE);
  let end = endOfLine(window, 0);
  while (end < window.length && window[end - 1] === '\\') end = endOfLine(window, end + 1);
  return window.slice(0, end).trimEnd();
}

/** What a person searching for Basic calls would take a line for. */
function kindOf(line: string): string | undefined {
  const isClassic = CLASSIC.test(line);
  if (CREDENTIALS.test(line)) return !isClassic && TOKEN_ENDPOINT.test(line) ? undefined : 'a client with credentials';
  return isClassic && !TOKEN.test(line) ? 'a call to a Classic URL' : undefined;
}

/**
 * Compares what a search for calls with credentials would show with what was read, and returns the difference.
 * @param calls what was found, in this file and in others
 */
export function unreadSightings(script: ShellScript, calls: readonly HttpCall[]): Sighting[] {
  const { text } = script;
  const mayHide = script.unread.length > 0 || script.hasErrors;
  if (!mayHide && !ARITHMETIC.test(text)) return [];
  const intervals = intervalsOf(script.block, mayHide, []);
  if (!mayHide && intervals.length === 0) return [];
  const around = new Around([...intervals, ...script.comments.map(([start, end]): Interval => ({ start, end, kind: 'comment' }))]);
  const found = new Around(
    calls
      .filter((call) => call.span.file === script.file)
      .map(({ span }): Interval => ({ start: span.start, end: span.end, kind: 'word' })),
  );
  const sightings: Sighting[] = [];
  let seenTo = 0;
  let lineStart = 0;
  let lineEnd = endOfLine(text, 0);
  for (const match of text.matchAll(CLIENT)) {
    const at = match.index;
    while (lineEnd < at) {
      lineStart = lineEnd + 1;
      lineEnd = endOfLine(text, lineStart);
    }
    if (at < seenTo) continue;
    const covering = around.at(at);
    const isUnread = mayHide ? !isRead(at, lineStart, covering, text) : covering.length > 0 && !isComment(covering);
    if (!isUnread) continue;
    const line = logicalLine(text, at);
    const what = kindOf(line);
    if (!what) continue;
    const span = script.locate(at, at + line.length);
    if (found.at(span.start).length > 0) continue;
    sightings.push({ language: 'shell', span, what });
    seenTo = at + line.length;
  }
  return sightings;
}

/** The intervals around offsets that are asked for in ascending order. */
class Around {
  private readonly intervals: readonly Interval[];
  private open: Interval[] = [];
  private next = 0;

  constructor(intervals: readonly Interval[]) {
    this.intervals = [...intervals].sort((left, right) => left.start - right.start);
  }

  at(offset: number): readonly Interval[] {
    this.open = this.open.filter(({ end }) => end > offset);
    for (let interval = this.intervals[this.next]; interval && interval.start <= offset; interval = this.intervals[this.next]) {
      if (interval.end > offset) this.open.push(interval);
      this.next++;
    }
    return this.open;
  }
}

function isComment(covering: readonly Interval[]): boolean {
  return covering.some(({ kind }) => kind === 'comment');
}

function isRead(at: number, lineStart: number, covering: readonly Interval[], text: string): boolean {
  if (isComment(covering)) return true;
  if (covering.some(({ kind }) => kind === 'arithmetic')) return false;
  if (covering.length === 0) return false;
  if (covering.some(({ kind, start }) => kind === 'document' || start >= lineStart)) return true;
  // A quote that the grammar opened in the wrong place swallows commands: they start a line inside a text.
  return !COMMAND_POSITION.test(text.slice(Math.max(0, at - 80), at));
}
