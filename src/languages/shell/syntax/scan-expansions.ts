import type { Scanner } from './lexical.ts';

const MAX_ARITHMETIC = 2000;
const OLD_ARITHMETIC = /^\$\[[\w\s$+*/%<>()-]*\]/;
const MAX_OLD_ARITHMETIC = 100;

/** Reads what `$` starts; true when it runs commands. */
export function scanDollar(scanner: Scanner, quoted: boolean): boolean {
  const { text } = scanner;
  const at = scanner.offset;
  const next = text[at + 1];
  if (next === '(') {
    if (text[at + 2] === '(' && scanArithmetic(scanner, 3)) return false;
    return scanner.attempt(2, () => scanner.commands(')'));
  }
  if (next === '{') return /[\s|]/.test(text[at + 2] ?? '') ? braceSubstitution(scanner) : parameter(scanner, quoted);
  if (scanner.zsh && /^[=~^+][A-Za-z_]/.test(text.slice(at + 1, at + 3))) scanner.masks.fill(at + 1, at + 2, '_');
  if (next === "'" && !quoted) scanner.singleQuoted(2);
  else if (next === '[' && oldArithmetic(scanner)) return false;
  else if (next === ')' && !quoted) {
    scanner.masks.fill(at, at + 1, '_');
    scanner.offset++;
  } else scanner.offset += next === '$' || next === '#' ? 2 : 1;
  return false;
}

/** Bash 5.3's `${ command; }`, given to the grammar as `$( command; )`. */
function braceSubstitution(scanner: Scanner): boolean {
  const start = scanner.offset;
  const closed = scanner.attempt(2, () => scanner.commands('}'));
  if (!closed) return false;
  scanner.masks.put(start, start + 3, '$(');
  scanner.masks.fill(scanner.offset - 1, scanner.offset, ')');
  return true;
}

/** `$[…]`, arithmetic of old. */
function oldArithmetic(scanner: Scanner): boolean {
  const found = OLD_ARITHMETIC.exec(scanner.text.slice(scanner.offset, scanner.offset + MAX_OLD_ARITHMETIC))?.[0];
  if (!found) return false;
  scanner.masks.fill(scanner.offset, scanner.offset + found.length, '_');
  scanner.offset += found.length;
  return true;
}

/** `${…}`: masked to a plain name unless a command runs inside; true when one does. */
function parameter(scanner: Scanner, quoted: boolean): boolean {
  const { text } = scanner;
  const start = scanner.offset;
  let lastRun = -1;
  const closed = scanner.attempt(2, () => {
    while (scanner.offset < text.length) {
      const character = text[scanner.offset]!;
      let runs = false;
      if (character === '}') {
        scanner.offset++;
        return true;
      }
      if (character === '\\') scanner.offset += 2;
      else if (character === '$') runs = scanDollar(scanner, quoted);
      else if (character === '"') runs = scanner.doubleQuoted();
      else if (character === "'" && !quoted) scanner.singleQuoted(1);
      else if (character === '`') runs = scanner.attempt(1, () => scanner.commands('`'));
      else scanner.offset++;
      if (runs) lastRun = scanner.offset;
    }
    return false;
  });
  if (!closed) return false;
  if (lastRun < 0) scanner.masks.fill(start + 2, scanner.offset - 1, '_');
  else if (scanner.zsh) maskAround(scanner, start, lastRun);
  return lastRun >= 0;
}

/** zsh's flags and nesting around a command: what is left for the grammar is a word with the command in it. */
function maskAround(scanner: Scanner, start: number, lastRun: number): void {
  const prefix = /^\$\{(?:\([^)]{0,40}\))?(?=["$`])/.exec(scanner.text.slice(start, start + 50))?.[0];
  if (!prefix) return;
  scanner.masks.fill(start, start + prefix.length, '_');
  scanner.masks.fill(lastRun, scanner.offset, '_');
}

/** `((…))` and `$((…))`: masked to digits where nothing runs inside. False when it is no arithmetic. */
export function scanArithmetic(scanner: Scanner, opening: number): boolean {
  const { text } = scanner;
  const start = scanner.offset + opening;
  const limit = Math.min(text.length, start + MAX_ARITHMETIC);
  if (scanner.isTired) return false;
  let open = 0;
  let at = start;
  for (; at < limit; at++) {
    const character = text[at]!;
    if (character === '`' || (character === '$' && text[at + 1] === '(' && text[at + 2] !== '(')) break;
    if (character === '(') open++;
    else if (character === ')' && open > 0) open--;
    else if (character === ')') {
      if (text[at + 1] !== ')') break;
      if (!text.slice(start, at).includes(';')) scanner.masks.fill(start, at, '1');
      scanner.offset = at + 2;
      return true;
    }
  }
  scanner.countReread(at - start);
  return false;
}
