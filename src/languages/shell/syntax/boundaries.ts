const WORD_START = /[\s;&|(){}`]/;
const startsWordBehind = new Uint8Array(128);
for (let code = 0; code < 128; code++) if (WORD_START.test(String.fromCharCode(code))) startsWordBehind[code] = 1;
const WORD_END = /[\s;&|()`}]/;
const STATEMENT_START = '\n;&|(){`';
const STATEMENT_KEYWORD = /(?:^|[\s;&|(){}])(?:do|then|else|elif|if|while|until|time|!)$/;
/** The last characters of those keywords. */
const KEYWORD_END = 'onefl!';
const MAX_BLANKS = 200;

/** Whether an unquoted word can start at an offset. */
export function startsWord(text: string, at: number): boolean {
  if (at === 0) return true;
  const code = text.charCodeAt(at - 1);
  return code < 128 ? startsWordBehind[code] === 1 : WORD_START.test(text[at - 1]!);
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
  if (before === 0) return true;
  const previous = text[before - 1]!;
  if (STATEMENT_START.includes(previous)) return true;
  return KEYWORD_END.includes(previous) && STATEMENT_KEYWORD.test(text.slice(Math.max(0, before - 8), before));
}
