const WORD_START = /[\s;&|(){}`]/;
const WORD_END = /[\s;&|()`}]/;
const STATEMENT_START = '\n;&|(){`';
const STATEMENT_KEYWORD = /(?:^|[\s;&|(){}])(?:do|then|else|elif|if|while|until|time|!)$/;
const MAX_BLANKS = 200;

/** Whether an unquoted word can start at an offset. */
export function startsWord(text: string, at: number): boolean {
  return at === 0 || WORD_START.test(text[at - 1]!);
}

/** Whether a word of this length stands by itself. */
export function isWord(text: string, at: number, length: number): boolean {
  return startsWord(text, at) && (at + length >= text.length || WORD_END.test(text[at + length]!));
}

export function isKeyword(text: string, at: number, keyword: string): boolean {
  return text.startsWith(keyword, at) && isWord(text, at, keyword.length);
}

/** Whether a command can start at an offset where a word starts. */
export function startsStatement(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && at - before < MAX_BLANKS && (text[before - 1] === ' ' || text[before - 1] === '\t')) before--;
  return before === 0 || STATEMENT_START.includes(text[before - 1]!) || STATEMENT_KEYWORD.test(text.slice(Math.max(0, before - 8), before));
}
