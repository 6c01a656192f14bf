import { ts } from 'ts-morph';
import { literal, type Sequence, type Span, text, union, type Value } from '../../../values/value.ts';
import { spanOf } from '../syntax/unit.ts';
import type { Context } from './context.ts';
import { type Abstract, type EncodedPiece, isEncoded, type MadeEntity, sequenceValue, textEntity, unknownNames } from './entity.ts';
import type { Evaluator } from './evaluator.ts';

/** The base64 of a value: a piece of its own for each alternative, which remembers what it was made of. */
export function base64Of(value: Value, span: Span): Value {
  return union(value.alternatives.map((sequence) => sequenceValue([encodedPiece(sequence, span)])));
}

function encodedPiece(sequence: Sequence, span: Span): EncodedPiece {
  const decoded = sequenceValue(sequence);
  const names = unknownNames(decoded);
  return { kind: 'unknown', name: names.length > 0 ? `base64(${names.join(':')})` : 'base64', cause: 'computed', span, decoded };
}

/** What base64 text stands for, where it is known. */
export function base64Decoded(value: Value, span: Span): Value | undefined {
  const results: Value[] = [];
  for (const sequence of value.alternatives) {
    const [piece] = sequence;
    const content = literal(sequence);
    if (sequence.length === 1 && piece && isEncoded(piece)) results.push(piece.decoded);
    else if (content !== undefined && content.length < 4096)
      results.push(text(Buffer.from(content, 'base64').toString('utf8'), span, false));
    else return undefined;
  }
  return union(results);
}

/** `buffer.toString(encoding)`. */
export function bufferText(e: Evaluator, buffer: MadeEntity, call: ts.CallExpression, context: Context): Abstract {
  const { node } = buffer;
  const args = node && (ts.isCallExpression(node) || ts.isNewExpression(node)) ? (node.arguments ?? []) : [];
  const content = args[0] ? e.text(args[0], buffer.context) : text('');
  const from = args[1] ? e.text(args[1], buffer.context) : text('utf8');
  const to = call.arguments[0] ? e.text(call.arguments[0], context) : text('utf8');
  const wanted = encodingOf(to);
  if (encodingOf(from) === 'base64')
    return textEntity(wanted === 'base64' ? content : (base64Decoded(content, spanOf(call)) ?? e.asValue([], call, context)));
  return textEntity(wanted === 'base64' ? base64Of(content, spanOf(call)) : content);
}

function encodingOf(value: Value): string | undefined {
  const names = value.alternatives.map((sequence) => literal(sequence)?.toLowerCase());
  return names.includes('base64') || names.includes('base64url') ? 'base64' : names[0];
}
