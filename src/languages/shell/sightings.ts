import type { Sighting } from '../../http/call.ts';
import type { Block, ShellScript } from './syntax/ir.ts';
import { childBlocks, wordsOf } from './syntax/lower.ts';

/** A client with credentials, or with a Classic URL, on one line: what a person would search for. */
const CLIENT = /\b(?:curl|wget)[ \t]/g;
const CREDENTIALS = /[ \t"']-{1,2}(?:[A-Za-z#]*u|user)(?=[\s"'$=])|authorization:\s*basic/i;
const CLASSIC = /JSSResource/i;
/** A client where a command can start. */
const COMMAND_POSITION = /(?:^|[\n;&|({`=]|\$\(|\bdo|\bthen|\belse)[ \t"']*(?:\/[\w/.-]*)?$/;
const MAX_LINE = 2000;

interface Interval {
  readonly start: number;
  readonly end: number;
  readonly commandWord: boolean;
}

function intervalsOf(block: Block, into: Interval[]): void {
  for (const statement of block.statements) {
    for (const word of wordsOf(statement)) into.push({ start: word.start, end: word.end, commandWord: statement.kind === 'command' && !statement.declares && statement.words.includes(word) });
    for (const child of childBlocks(statement)) intervalsOf(child, into);
  }
}

function logicalLine(text: string, at: number): string {
  let end = at;
  do {
    const next = text.indexOf('\n', end + 1);
    end = next < 0 ? text.length : next;
  } while (end < text.length && text[end - 1] === '\\' && end - at < MAX_LINE);
  return text.slice(at, Math.min(end, at + MAX_LINE));
}

/** Compares what a search for calls with credentials would show with what was read, and returns the difference. */
export function unreadSightings(script: ShellScript): Sighting[] {
  if (script.unread.length === 0 && !script.hasErrors) return [];
  const intervals: Interval[] = [];
  intervalsOf(script.block, intervals);
  const { text } = script;
  const sightings: Sighting[] = [];
  for (const match of text.matchAll(CLIENT)) {
    const at = match.index;
    if (script.comments.some(([start, end]) => start <= at && at < end)) continue;
    const line = logicalLine(text, at);
    const what = CREDENTIALS.test(line) ? 'a client with credentials' : CLASSIC.test(line) ? 'a call to a Classic URL' : undefined;
    if (!what || isRead(at, intervals, text)) continue;
    const start = at;
    sightings.push({ language: 'shell', span: script.locate(start, start + line.replace(/\s+$/, '').length), what });
  }
  return sightings;
}

function isRead(at: number, intervals: readonly Interval[], text: string): boolean {
  let insideText = false;
  for (const interval of intervals) {
    if (at < interval.start || at >= interval.end) continue;
    const multiLine = text.slice(interval.start, at).includes('\n');
    if (!multiLine) return true;
    insideText = true;
  }
  if (!insideText) return false;
  // A quote that the grammar opened in the wrong place swallows commands: they start a line inside a text.
  return !COMMAND_POSITION.test(text.slice(Math.max(0, at - 80), at));
}
