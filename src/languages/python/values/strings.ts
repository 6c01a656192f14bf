import { mapText, skeleton, sliceSequence, startsWith, trimEnd, trimStart } from '../../../values/text.ts';
import {
  concat,
  isEmptySequence,
  literal,
  literalValue,
  mapAlternatives,
  type Sequence,
  type Span,
  text,
  type Value,
} from '../../../values/value.ts';

function characters(set: string | undefined): RegExp {
  if (set === undefined) return /\s/;
  return new RegExp(`[${set.replace(/[\\\]^-]/g, '\\$&')}]`, 'u');
}

/** `strip`, `lstrip` and `rstrip`; with the characters given, or white space. */
export function strip(value: Value, set: Value | undefined, sides: 'both' | 'left' | 'right'): Value {
  const chars = set ? literalValue(set) : undefined;
  if (set && !chars) return value;
  const drop = characters(chars);
  return mapAlternatives(value, (sequence) => {
    const left = sides === 'right' ? sequence : trimStart(sequence, drop);
    return sides === 'left' ? left : trimEnd(left, drop);
  });
}

/** `replace(old, new)` in the known text; `new` may be unknown. */
export function replaceText(value: Value, from: Value, to: Value): Value {
  const search = literalValue(from);
  if (!search) return value;
  const pieces = value.alternatives.map((sequence) => {
    const parts: Value[] = sequence.map((piece): Value => {
      if (piece.kind !== 'text' || !piece.text.includes(search)) return { alternatives: [[piece]], truncated: false };
      const [first = '', ...rest] = piece.text.split(search);
      const span = piece.span;
      return concat([text(first, span, false), ...rest.slice(0, 32).flatMap((part) => [to, text(part, span, false)])]);
    });
    return concat(parts);
  });
  return mapAlternatives(
    { alternatives: pieces.flatMap((piece) => piece.alternatives), truncated: value.truncated },
    (sequence) => sequence,
  );
}

export function changeText(value: Value, change: (content: string) => string): Value {
  return mapAlternatives(value, (sequence) => mapText(sequence, change));
}

/** `value[start:stop]` where both are known and the alternative is; any other alternative stays as it is. */
export function slice(value: Value, start: number | undefined, stop: number | undefined): Value {
  return mapAlternatives(value, (sequence) => {
    const content = literal(sequence);
    if (content === undefined) return sequence;
    const from = start === undefined ? 0 : start < 0 ? Math.max(0, content.length + start) : start;
    const to = stop === undefined ? content.length : stop < 0 ? Math.max(0, content.length + stop) : stop;
    return sliceSequence(sequence, from, to);
  });
}

/** `os.path.join`: a slash between the parts, none doubled; an absolute part starts anew. */
export function joinPath(parts: readonly Value[]): Value {
  let result: Value | undefined;
  for (const part of parts) {
    if (!result) result = part;
    else {
      const before = result;
      const joined = part.alternatives.map((sequence): Value => {
        const right: Value = { alternatives: [sequence], truncated: part.truncated };
        return startsWith(sequence, '/') ? right : concat([withSlash(before), right]);
      });
      result = { alternatives: joined.flatMap((value) => value.alternatives), truncated: before.truncated || part.truncated };
      result = mapAlternatives(result, (sequence) => sequence);
    }
  }
  return result ?? text('');
}

function withSlash(value: Value): Value {
  return mapAlternatives(value, (sequence) => {
    const whole = skeleton(sequence);
    return whole === '' || whole.endsWith('/') ? sequence : [...sequence, { kind: 'text', text: '/' }];
  });
}

/** `urljoin(base, path)` by RFC 3986, as far as the parts are known; an unknown base ends in a slash. */
export function joinUrl(base: Value, path: Value): Value {
  const joined: Sequence[] = [];
  for (const right of path.alternatives) {
    if (isEmptySequence(right)) {
      joined.push(...base.alternatives);
      continue;
    }
    if (/^[a-z][a-z0-9+.-]*:/i.test(skeleton(right))) {
      joined.push(right);
      continue;
    }
    for (const left of base.alternatives) joined.push([...urlBase(left, startsWith(right, '/')), ...right]);
  }
  return mapAlternatives({ alternatives: joined, truncated: base.truncated || path.truncated }, (sequence) => sequence);
}

function urlBase(base: Sequence, absolute: boolean): Sequence {
  const whole = skeleton(base);
  const authority = /^(?:[a-z][a-z0-9+.-]*:)?\/\//i.exec(whole)?.[0].length ?? (whole.startsWith('\u0000') ? 1 : 0);
  const firstSlash = whole.indexOf('/', authority);
  if (absolute) return firstSlash < 0 ? base : sliceSequence(base, 0, firstSlash);
  const lastSlash = whole.lastIndexOf('/');
  if (firstSlash >= 0 && lastSlash >= authority) return sliceSequence(base, 0, lastSlash + 1);
  return [...base, { kind: 'text', text: '/' }];
}

/** The words of a text split at white space or at a separator; undefined unless the whole text is known or the parts are. */
export function splitWords(value: Value, separator: string | undefined): Value[] | undefined {
  const sequence = value.alternatives[0];
  if (!sequence || value.alternatives.length !== 1) return undefined;
  const whole = skeleton(sequence);
  if (whole.length > 20_000) return undefined;
  const words: Value[] = [];
  const pattern = separator === undefined ? /[^\s]+/g : undefined;
  if (pattern) {
    for (const match of whole.matchAll(pattern)) words.push(part(sequence, match.index, match.index + match[0].length));
    return words;
  }
  let from = 0;
  for (let at = whole.indexOf(separator!); at >= 0 && separator; at = whole.indexOf(separator, from)) {
    words.push(part(sequence, from, at));
    from = at + separator.length;
  }
  words.push(part(sequence, from, whole.length));
  return words;
}

function part(sequence: Sequence, start: number, end: number): Value {
  return { alternatives: [sliceSequence(sequence, start, end)], truncated: false };
}

/** The words of a command line, read as `shlex.split` reads it; undefined unless it is one text. */
export function splitShell(value: Value, span: Span): Value[] | undefined {
  const sequence = value.alternatives[0];
  if (!sequence || value.alternatives.length !== 1) return undefined;
  const whole = skeleton(sequence);
  if (whole.length > 20_000) return undefined;
  const words: Value[] = [];
  let runs: [number, number][] | undefined;
  let quote = '';
  const finish = (): void => {
    if (runs) words.push(concat(runs.map(([start, end]) => part(sequence, start, end))));
    runs = undefined;
  };
  for (let index = 0; index < whole.length; index++) {
    const char = whole[index]!;
    if (quote === '' && /\s/.test(char)) finish();
    else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      runs ??= [];
    } else if (char === quote) quote = '';
    else {
      if (char === '\\' && quote !== "'" && index + 1 < whole.length) index++;
      runs ??= [];
      const last = runs.at(-1);
      if (last?.[1] === index) last[1] = index + 1;
      else runs.push([index, index + 1]);
    }
  }
  finish();
  return words.map((value) => compact(value, span));
}

/** Puts neighbouring text pieces together again. */
function compact(value: Value, span: Span): Value {
  return mapAlternatives(value, (sequence) => {
    const result: Sequence[number][] = [];
    for (const piece of sequence) {
      const last = result.at(-1);
      if (piece.kind === 'text' && last?.kind === 'text') {
        const joined = last.span && piece.span && last.exact && piece.exact && last.span.end === piece.span.start;
        const place =
          last.span && piece.span ? { file: last.span.file, start: last.span.start, end: Math.max(last.span.end, piece.span.end) } : span;
        result[result.length - 1] = { ...last, text: last.text + piece.text, span: place, exact: Boolean(joined) };
      } else result.push(piece);
    }
    return result;
  });
}
