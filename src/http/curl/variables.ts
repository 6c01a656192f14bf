import { slicePiece } from '../../values/text.ts';
import { mapAlternatives, type Piece, type Value } from '../../values/value.ts';

const VARIABLE = /\{\{([A-Za-z0-9_]{1,128})(?::[a-z0-9:]*)?\}\}/g;

/** Replaces curl's own variables (`--expand-user "{{name}}:{{secret}}"`, set by `--variable`) by unknowns of the same name. */
export function expandVariables(value: Value): Value {
  return mapAlternatives(value, (alternative) => {
    const pieces: Piece[] = [];
    for (const piece of alternative) {
      if (piece.kind !== 'text') {
        pieces.push(piece);
        continue;
      }
      let from = 0;
      for (const match of piece.text.matchAll(VARIABLE)) {
        if (match.index > from) pieces.push(slicePiece(piece, from, match.index));
        const { span } = slicePiece(piece, match.index, match.index + match[0].length);
        pieces.push({ kind: 'unknown', name: match[1]!, cause: 'config', span });
        from = match.index + match[0].length;
      }
      if (from < piece.text.length) pieces.push(slicePiece(piece, from, piece.text.length));
    }
    return pieces;
  });
}
