import { skeleton, sliceSequence } from '../../../values/text.ts';
import type { Piece, Sequence, Span, Value } from '../../../values/value.ts';

const COMMAND = /do\s+shell\s+script\b\s*/iy;
const NAME = /^(?:quoted\s+form\s+of\s+)?(?:the\s+)?([A-Za-z_]\w*)(?:\s+as\s+(?:string|text))?/i;
const ASSIGNMENT = /(?:set\s+([A-Za-z_]\w*)\s+to|(?:property|global)\s+([A-Za-z_]\w*)\s*:)\s*/iy;
const WORD = /[A-Za-z_]/;
/** How far a name is followed through the script's own assignments. */
const MAX_PIECES = 200;

/** Takes the backslashes out of an AppleScript string. */
function unescaped(sequence: Sequence): Piece[] {
  const result: Piece[] = [];
  let offset = 0;
  const whole = skeleton(sequence);
  for (let at = whole.indexOf('\\'); at >= 0; at = whole.indexOf('\\', offset)) {
    result.push(...sliceSequence(sequence, offset, at));
    const [piece] = sliceSequence(sequence, at + 1, at + 2);
    if (piece)
      result.push(
        piece.kind === 'text' && /[nrt]/.test(piece.text) ? { ...piece, text: piece.text === 't' ? '\t' : '\n', exact: false } : piece,
      );
    offset = at + 2;
  }
  result.push(...sliceSequence(sequence, offset));
  return result;
}

/** The shell texts that an AppleScript text runs with `do shell script`: strings and names joined by `&`, the names as far as the script sets them. */
export function shellInAppleScript(value: Value): Value[] {
  return value.alternatives.flatMap((sequence) =>
    new AppleScript(sequence).commands().map((pieces): Value => ({ alternatives: [pieces], truncated: value.truncated })),
  );
}

/** One AppleScript text, read once from its start to its end. */
class AppleScript {
  private readonly sequence: Sequence;
  private readonly whole: string;
  private readonly names = new Map<string, readonly Piece[]>();

  constructor(sequence: Sequence) {
    this.sequence = sequence;
    this.whole = skeleton(sequence);
  }

  commands(): Sequence[] {
    const { whole } = this;
    const found: Sequence[] = [];
    let at = 0;
    while (at < whole.length) {
      const character = whole[at]!;
      const comment = this.commentEnd(at);
      if (comment !== undefined) at = comment;
      else if (character === '"') at = this.stringEnd(at);
      else if (!WORD.test(character) || /\w/.test(whole[at - 1] ?? '')) at++;
      else at = this.statement(at, found);
    }
    return found;
  }

  /** Reads an assignment or a command that starts here, and returns where reading goes on. */
  private statement(at: number, found: Sequence[]): number {
    COMMAND.lastIndex = at;
    if (COMMAND.test(this.whole)) {
      const { pieces, end } = this.expression(COMMAND.lastIndex);
      if (pieces.length > 0) found.push(pieces);
      return Math.max(end, at + 1);
    }
    ASSIGNMENT.lastIndex = at;
    const assignment = ASSIGNMENT.exec(this.whole);
    if (!assignment) return at + 1;
    const { pieces } = this.expression(ASSIGNMENT.lastIndex);
    const name = (assignment[1] ?? assignment[2])!.toLowerCase();
    const isCommand = pieces.length === 1 && pieces[0]!.kind === 'unknown';
    if (pieces.length > 0 && !isCommand) this.names.set(name, pieces);
    else this.names.delete(name);
    return ASSIGNMENT.lastIndex;
  }

  private commentEnd(at: number): number | undefined {
    const { whole } = this;
    if (whole.startsWith('(*', at)) {
      const end = whole.indexOf('*)', at + 2);
      return end < 0 ? whole.length : end + 2;
    }
    if (!whole.startsWith('--', at) && whole[at] !== '#') return undefined;
    const end = whole.indexOf('\n', at);
    return end < 0 ? whole.length : end;
  }

  private stringEnd(start: number): number {
    let at = start + 1;
    while (at < this.whole.length && this.whole[at] !== '"') at += this.whole[at] === '\\' ? 2 : 1;
    return at + 1;
  }

  /** Strings, values of the script around, and names, joined by `&`. */
  private expression(start: number): { pieces: Piece[]; end: number } {
    const { whole, sequence } = this;
    const pieces: Piece[] = [];
    let at = start;
    for (;;) {
      while (/[ \t(¬]/.test(whole[at] ?? '') || (whole[at] === '\n' && /¬[ \t]*$/.test(whole.slice(Math.max(0, at - 8), at)))) at++;
      if (whole[at] === '"') {
        const end = this.stringEnd(at);
        pieces.push(...unescaped(sliceSequence(sequence, at + 1, end - 1)));
        at = end;
      } else if (whole[at] === '\u0000') {
        pieces.push(...sliceSequence(sequence, at, at + 1));
        at++;
      } else {
        const name = NAME.exec(whole.slice(at, at + 120));
        if (!name) return { pieces, end: at };
        pieces.push(...this.named(name[1]!, sliceSequence(sequence, at, at + name[0].length)[0]?.span));
        at += name[0].length;
      }
      while (/[ \t)]/.test(whole[at] ?? '')) at++;
      if (whole[at] !== '&' || pieces.length > MAX_PIECES) return { pieces, end: at };
      at++;
    }
  }

  private named(name: string, use: Span | undefined): readonly Piece[] {
    const known = this.names.get(name.toLowerCase());
    if (!known) return [{ kind: 'unknown', name, cause: 'computed', span: use }];
    if (!use) return known;
    return known.map((piece) => ({ ...piece, trail: { kind: 'variable', name, use, definition: piece.span, inner: piece.trail } }));
  }
}

const OPENING =
  /^(?:tell[ \t]|on[ \t]+\w|use[ \t]+(?:scripting|AppleScript|framework)|set[ \t]+\w+[ \t]+to[ \t]|property[ \t]|global[ \t]|display[ \t]+(?:dialog|notification|alert)|do shell script\b|try[ \t]*$|--|\(\*)/im;

/** Whether a text saved as a shell script is AppleScript: by its first line that is no comment of both languages. */
export function isAppleScript(text: string): boolean {
  if (text.startsWith('#!')) return false;
  const start = /^(?:[ \t]*(?:#.*)?[\r\n]+)*[ \t]*/.exec(text)?.[0].length ?? 0;
  const line = text.slice(start, start + 200).split(/[\r\n]/, 1)[0]!;
  return OPENING.test(line) && /\bdo shell script\b/i.test(text);
}
