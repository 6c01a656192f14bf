const CHARACTERS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '?': '?',
};
const NUMERIC = /^(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3}))/;
const MAX_CODE_POINT = 0x10ffff;

/** Reads the escape behind a backslash as `$'…'` has it: what it stands for, and how many characters it is. Bash manual, "ANSI-C Quoting". */
export function ansiEscape(text: string, at: number): { readonly content: string; readonly length: number } {
  const numeric = NUMERIC.exec(text.slice(at, at + 9));
  if (numeric) {
    const hexadecimal = numeric[1] ?? numeric[2] ?? numeric[3];
    const code = hexadecimal === undefined ? Number.parseInt(numeric[4]!, 8) : Number.parseInt(hexadecimal, 16);
    return { content: code <= MAX_CODE_POINT ? String.fromCodePoint(code) : '', length: numeric[0].length };
  }
  const character = text[at] ?? '';
  return { content: CHARACTERS[character] ?? `\\${character}`, length: 1 };
}
