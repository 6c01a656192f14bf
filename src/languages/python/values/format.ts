import { slicePiece } from '../../../values/text.ts';
import { concat, type Sequence, union, type Value } from '../../../values/value.ts';

/** Replaces every match in the known text of an alternative by the value that `replace` gives for it. */
function substitute(sequence: Sequence, pattern: RegExp, replace: (match: RegExpMatchArray) => Value): Value {
  const parts: Value[] = [];
  const keep = (piece: Sequence[number]): void => {
    parts.push({ alternatives: [[piece]], truncated: false });
  };
  for (const piece of sequence) {
    if (piece.kind !== 'text') {
      keep(piece);
      continue;
    }
    let from = 0;
    for (const match of piece.text.matchAll(pattern)) {
      if (match.index > from) keep(slicePiece(piece, from, match.index));
      parts.push(replace(match));
      from = match.index + match[0].length;
    }
    if (from < piece.text.length) keep(slicePiece(piece, from, piece.text.length));
  }
  return concat(parts);
}

const PERCENT = /%(?:%|(?:\(([^)]{0,120})\))?[#0\- +]{0,5}(?:\d{1,4}|\*)?(?:\.\d{1,4})?[hlL]?[diouxXeEfFgGcrsa])/g;
const BRACES = /\{\{|\}\}|\{([^{}!:]{0,120})(?:![rsa])?(?::[^{}]{0,60})?\}/g;

const plain = (content: string): Value => ({ alternatives: [[{ kind: 'text', text: content }]], truncated: false });

/** `template % arguments`: `argument` gives what stands at a position, or under a name. */
export function formatPercent(template: Value, argument: (key: number | string) => Value): Value {
  return union(
    template.alternatives.map((sequence) => {
      let position = 0;
      return substitute(sequence, PERCENT, (match) => (match[0] === '%%' ? plain('%') : argument(match[1] ?? position++)));
    }),
  );
}

/** `template.format(…)`: `argument` gets the field as written, numbered where it has no name: `0`, `user.name`, `row[url]`. */
export function formatBraces(template: Value, argument: (field: string) => Value): Value {
  return union(
    template.alternatives.map((sequence) => {
      let position = 0;
      return substitute(sequence, BRACES, (match) => {
        if (match[0] === '{{' || match[0] === '}}') return plain(match[0][0]!);
        const field = match[1] ?? '';
        return argument(/^(?:$|[.[])/.test(field) ? `${position++}${field}` : field);
      });
    }),
  );
}
