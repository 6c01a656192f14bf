import { ts } from 'ts-morph';
import { patternCosts } from '../../../values/affordable.ts';
import { mapText, skeleton, sliceSequence, trimEnd, trimStart } from '../../../values/text.ts';
import { concat, literalValue, mapAlternatives, type Sequence, text, type Value } from '../../../values/value.ts';
import { bare } from '../syntax/nodes.ts';
import { spanOf } from '../syntax/unit.ts';
import { base64Of } from './base64.ts';
import type { Context } from './context.ts';
import { type Abstract, textEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';

const MAX_TEXT = 8192;
const SPACE = /\s/;

/** A method of a string. */
export function textMethod(e: Evaluator, call: ts.CallExpression, value: Value, name: string, context: Context): Abstract {
  const [first, second] = call.arguments;
  switch (name) {
    case 'toString':
      // A Buffer that nothing is known of is turned into text the same way.
      if (first && literalValue(e.text(first, context)) === 'base64') return textEntity(base64Of(value, spanOf(call)));
      return textEntity(value);
    case 'valueOf':
    case 'normalize':
    case 'toWellFormed':
      return textEntity(value);
    case 'trim':
      return textEntity(mapAlternatives(value, (sequence) => trimEnd(trimStart(sequence, SPACE), SPACE)));
    case 'trimEnd':
    case 'trimRight':
      return textEntity(mapAlternatives(value, (sequence) => trimEnd(sequence, SPACE)));
    case 'trimStart':
    case 'trimLeft':
      return textEntity(mapAlternatives(value, (sequence) => trimStart(sequence, SPACE)));
    case 'toLowerCase':
    case 'toLocaleLowerCase':
      return textEntity(mapAlternatives(value, (sequence) => mapText(sequence, (part) => part.toLowerCase())));
    case 'toUpperCase':
    case 'toLocaleUpperCase':
      return textEntity(mapAlternatives(value, (sequence) => mapText(sequence, (part) => part.toUpperCase())));
    case 'concat':
      return textEntity(concat([value, ...call.arguments.map((argument) => e.text(argument, context))]));
    case 'replace':
    case 'replaceAll':
      return textEntity(first && second ? replaced(e, value, first, second, name === 'replaceAll', context) : value);
    case 'slice':
    case 'substring':
    case 'substr':
      return sliced(e, call, value, name);
    case 'split':
      return splitText(e, call, value, context);
    case 'padStart':
    case 'padEnd':
    case 'repeat':
      return unknownEntity(e.nameOf(call), 'computed', spanOf(call));
    default:
      return unknownEntity(e.nameOf(call), 'computed', spanOf(call));
  }
}

/** A pattern as it is; undefined for one that is none. */
function patternOf(node: ts.RegularExpressionLiteral): RegExp | undefined {
  const source = node.text;
  const end = source.lastIndexOf('/');
  try {
    return new RegExp(source.slice(1, end), source.slice(end + 1).replace(/[^gimsu]/g, ''));
  } catch {
    return undefined;
  }
}

function replaced(
  e: Evaluator,
  value: Value,
  search: ts.Expression,
  replacement: ts.Expression,
  everywhere: boolean,
  context: Context,
): Value {
  const what = bare(search);
  const by = e.eval(replacement, context);
  const [only] = by;
  const content = only?.kind === 'text' && by.length === 1 ? only.value : undefined;
  const fixed = content && literalValue(content);
  if (ts.isRegularExpressionLiteral(what)) {
    const pattern = patternOf(what);
    if (!pattern || fixed === undefined) return value;
    const cost = patternCosts(
      pattern.source,
      value.alternatives.map((sequence) => skeleton(sequence).length),
    );
    if (cost === undefined) return value;
    e.charge(cost);
    return mapAlternatives(value, (sequence) => replacePattern(sequence, pattern, fixed));
  }
  const needle = literalValue(e.text(what, context));
  if (needle === undefined || needle === '' || !content) return value;
  if (content.alternatives.length !== 1) return value;
  return mapAlternatives(value, (sequence) => replaceText(sequence, needle, content.alternatives[0]!, everywhere));
}

/** Replaces matches inside each known piece; anchors hold at the ends of the whole alone. */
function replacePattern(sequence: Sequence, pattern: RegExp, by: string): Sequence {
  const { source } = pattern;
  if (source.endsWith('$') && !source.endsWith('\\$') && by === '') {
    const last = sequence.at(-1);
    if (last?.kind !== 'text') return sequence;
    const start = skeleton(sequence).length - last.text.length;
    const at = last.text.search(pattern);
    return at < 0 ? sequence : sliceSequence(sequence, 0, start + at);
  }
  if (source.startsWith('^')) {
    const [head, ...rest] = sequence;
    if (head?.kind !== 'text') return sequence;
    return [...mapText([head], (part) => part.replace(pattern, by)), ...rest];
  }
  return mapText(sequence, (part) => part.replace(pattern, by));
}

function replaceText(sequence: Sequence, needle: string, by: Sequence, everywhere: boolean): Sequence {
  let rest = sequence;
  let done: Sequence = [];
  for (let count = 0; count < (everywhere ? 100 : 1); count++) {
    const at = skeleton(rest).indexOf(needle);
    if (at < 0) break;
    done = [...done, ...sliceSequence(rest, 0, at), ...by];
    rest = sliceSequence(rest, at + needle.length);
  }
  return [...done, ...rest];
}

function sliced(e: Evaluator, call: ts.CallExpression, value: Value, name: string): Abstract {
  const [from, to] = call.arguments.map((argument) => numberOf(argument));
  if (from === undefined || (call.arguments.length > 1 && to === undefined)) return unknownEntity(e.nameOf(call), 'computed', spanOf(call));
  const cut = (sequence: Sequence): Sequence | undefined => {
    const whole = skeleton(sequence);
    const start = from < 0 ? fromEnd(whole, from) : from;
    const until = to === undefined ? whole.length : name === 'substr' ? start + to : to < 0 ? fromEnd(whole, to) : to;
    // Counting over an unknown piece tells nothing.
    const counted =
      from < 0 || (to !== undefined && to < 0)
        ? whole.slice(Math.min(start, until)).slice(to !== undefined && to < 0 ? until - Math.min(start, until) : 0)
        : whole.slice(0, Math.max(start, to === undefined ? 0 : until));
    return counted.includes('\u0000') ? undefined : sliceSequence(sequence, start, until);
  };
  const result = mapAlternatives(value, cut);
  return result.alternatives.length > 0 ? textEntity(result) : unknownEntity(e.nameOf(call), 'computed', spanOf(call));
}

function fromEnd(whole: string, offset: number): number {
  return Math.max(0, whole.length + offset);
}

function numberOf(node: ts.Expression): number | undefined {
  const inner = bare(node);
  if (ts.isNumericLiteral(inner)) return Number(inner.text);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(inner.operand))
    return -Number(inner.operand.text);
  return undefined;
}

function splitText(e: Evaluator, call: ts.CallExpression, value: Value, context: Context): Abstract {
  const separator = call.arguments[0] ? literalValue(e.text(call.arguments[0], context)) : undefined;
  const whole = literalValue(value);
  if (whole === undefined || separator === undefined || separator === '' || whole.length > MAX_TEXT) {
    return [{ kind: 'list', node: call, context, elements: unknownEntity(e.nameOf(call), 'computed', spanOf(call)) }];
  }
  const items = whole
    .split(separator)
    .slice(0, 256)
    .map((part) => textEntity(text(part, spanOf(call), false)));
  return [{ kind: 'list', node: call, context, items }];
}
