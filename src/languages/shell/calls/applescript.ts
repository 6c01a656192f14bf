import { skeleton, sliceSequence } from '../../../values/text.ts';
import type { Piece, Sequence, Value } from '../../../values/value.ts';

const COMMAND = /do\s+shell\s+script\s*/gi;
const NAME = /^(?:quoted\s+form\s+of\s+)?(?:the\s+)?([A-Za-z_]\w*)(?:\s+as\s+(?:string|text))?/i;

/** Takes the backslashes out of an AppleScript string. */
function unescaped(sequence: Sequence): Piece[] {
  const result: Piece[] = [];
  let offset = 0;
  const whole = skeleton(sequence);
  for (let at = whole.indexOf('\\'); at >= 0; at = whole.indexOf('\\', offset)) {
    result.push(...sliceSequence(sequence, offset, at));
    const [piece] = sliceSequence(sequence, at + 1, at + 2);
    if (piece) result.push(piece.kind === 'text' && /[nrt]/.test(piece.text) ? { ...piece, text: piece.text === 't' ? '\t' : '\n', exact: false } : piece);
    offset = at + 2;
  }
  result.push(...sliceSequence(sequence, offset));
  return result;
}

/** The shell texts that an AppleScript text runs with `do shell script`: strings and names joined by `&`. */
export function shellInAppleScript(value: Value): Value[] {
  const found: Value[] = [];
  for (const sequence of value.alternatives) {
    const whole = skeleton(sequence);
    COMMAND.lastIndex = 0;
    for (let match = COMMAND.exec(whole); match; match = COMMAND.exec(whole)) {
      const pieces = expression(sequence, whole, COMMAND.lastIndex);
      if (pieces.length > 0) found.push({ alternatives: [pieces], truncated: value.truncated });
    }
  }
  return found;
}

function expression(sequence: Sequence, whole: string, start: number): Piece[] {
  const pieces: Piece[] = [];
  let at = start;
  for (;;) {
    while (/[ \t(]/.test(whole[at] ?? '')) at++;
    if (whole[at] === '"') {
      let close = at + 1;
      while (close < whole.length && whole[close] !== '"') close += whole[close] === '\\' ? 2 : 1;
      pieces.push(...unescaped(sliceSequence(sequence, at + 1, close)));
      at = close + 1;
    } else if (whole[at] === '\u0000') {
      pieces.push(...sliceSequence(sequence, at, at + 1));
      at++;
    } else {
      const name = NAME.exec(whole.slice(at, at + 120));
      if (!name) return pieces;
      pieces.push({ kind: 'unknown', name: name[1]!, cause: 'computed', span: sliceSequence(sequence, at, at + 1)[0]?.span });
      at += name[0].length;
    }
    while (/[ \t)]/.test(whole[at] ?? '')) at++;
    if (whole[at] !== '&') return pieces;
    at++;
  }
}
