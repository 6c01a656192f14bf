import { patternCosts } from '../../../values/affordable.ts';
import { mapText, skeleton, trimEnd } from '../../../values/text.ts';
import { concat, EMPTY, literalValue, mapAlternatives, type Span, text, unknown, type Value } from '../../../values/value.ts';
import { ansiEscape } from '../syntax/escapes.ts';
import { replaceIn } from './patterns.ts';

type Arguments = readonly Value[];
/** Counts work. */
type Tick = (steps: number) => void;

/** Basic regular expression syntax as JavaScript's, for the plain ones that scripts use on URLs; undefined for the rest. */
function basicExpression(source: string, extended: boolean): RegExp | undefined {
  if (source.length > 120) return undefined;
  const swapped = extended
    ? source
    : source.replace(/\\([(){}|+?])|([(){}|+?])/g, (_, escaped: string, plain: string) => escaped ?? `\\${plain}`);
  const classes = swapped.replace(/\[\[:space:\]\]/g, '\\s').replace(/\[\[:blank:\]\]/g, '[ \\t]');
  try {
    return new RegExp(classes);
  } catch {
    return undefined;
  }
}

function sedCommand(script: string, extended: boolean, value: Value, tick: Tick): Value | undefined {
  const match = /^s(.)((?:\\.|(?!\1)[^\\\n])*)\1((?:\\.|(?!\1)[^\\\n])*)\1([gI1]*)$/.exec(script.trim());
  if (!match) return undefined;
  const expression = basicExpression(match[2]!.replaceAll(`\\${match[1]}`, match[1]!), extended);
  if (!expression) return undefined;
  const global = new RegExp(expression.source, match[4]!.includes('g') ? 'g' : '');
  const replacement = match[3]!.replaceAll(`\\${match[1]}`, match[1]!);
  const cost = patternCosts(
    expression.source,
    value.alternatives.map((sequence) => skeleton(sequence).length),
  );
  if (cost === undefined) return undefined;
  tick(cost);
  const replaced = (...groups: string[]): string =>
    replacement.replace(/\\(\d)|\\(.)|&/g, (found, digit: string, escaped: string) =>
      digit ? (groups[Number(digit)] ?? '') : escaped ? escaped : found === '&' ? groups[0]! : found,
    );
  return mapAlternatives(value, (sequence) => replaceIn(sequence, (content) => content.replace(global, replaced)));
}

function sed(args: Arguments, value: Value, tick: Tick): Value | undefined {
  let extended = false;
  let result: Value | undefined = value;
  let expects = false;
  let scripts = 0;
  for (const arg of args) {
    const content = literalValue(arg);
    if (content === undefined) return undefined;
    if (!expects && /^-[Er]+$/.test(content)) extended = true;
    else if (!expects && content === '-e') expects = true;
    else if (!expects && content.startsWith('-')) return undefined;
    else {
      if (scripts++ > 0 && !expects) return undefined;
      expects = false;
      for (const part of content.split(/;(?=s)/)) {
        result = result && sedCommand(part, extended, result, tick);
        if (!result) return undefined;
      }
    }
  }
  return result;
}

function characters(set: string): string[] {
  const expanded = set
    .replace(/\[:upper:\]/g, 'A-Z')
    .replace(/\[:lower:\]/g, 'a-z')
    .replace(/\[:space:\]/g, ' \t\n')
    .replace(/\\n/g, '\n');
  const result: string[] = [];
  for (let at = 0; at < expanded.length; at++) {
    if (expanded[at + 1] === '-' && at + 2 < expanded.length) {
      for (let code = expanded.charCodeAt(at); code <= expanded.charCodeAt(at + 2) && result.length < 300; code++)
        result.push(String.fromCharCode(code));
      at += 2;
    } else result.push(expanded[at]!);
  }
  return result;
}

function tr(args: Arguments, value: Value): Value | undefined {
  const words = args.map(literalValue);
  if (words.some((word) => word === undefined)) return undefined;
  if (words[0] === '-d' && words.length === 2) {
    const drop = new Set(characters(words[1]!));
    return mapAlternatives(value, (sequence) =>
      mapText(sequence, (content) => [...content].filter((character) => !drop.has(character)).join('')),
    );
  }
  if (words.length !== 2 || words[0]!.startsWith('-')) return undefined;
  const from = characters(words[0]!);
  const to = characters(words[1]!);
  if (to.length === 0) return undefined;
  return mapAlternatives(value, (sequence) =>
    mapText(sequence, (content) =>
      [...content]
        .map((character) => (from.includes(character) ? to[Math.min(from.indexOf(character), to.length - 1)]! : character))
        .join(''),
    ),
  );
}

/** What a filter makes of its input in a pipeline; undefined where that cannot be known. `base64` keeps what it encodes. */
export function filterOutput(program: string, args: Arguments, input: Value, span: Span | undefined, tick: Tick): Value | undefined {
  const trimmed = mapAlternatives(input, (sequence) => trimEnd(sequence, /\n/));
  switch (program) {
    case 'sed':
    case 'gsed':
      return sed(args, trimmed, tick);
    case 'tr':
      return tr(args, trimmed);
    case 'cat':
    case 'tee':
      return args.length === 0 ? trimmed : undefined;
    case 'xargs':
    case 'iconv':
      return trimmed;
    case 'head':
    case 'tail':
      return trimmed.alternatives.every((sequence) => sequence.every((piece) => piece.kind === 'unknown' || !piece.text.includes('\n')))
        ? trimmed
        : undefined;
    case 'base64':
    case 'openssl': {
      const words = args.map(literalValue);
      if (words.some((word) => word === '-d' || word === '-D' || word === '--decode')) return undefined;
      if (program === 'openssl' && !words.some((word) => word === 'base64' || word === '-base64' || word === '-a')) return undefined;
      return { alternatives: [[{ kind: 'unknown', name: 'base64', cause: 'computed', encodes: trimmed, span }]], truncated: false };
    }
    default:
      return undefined;
  }
}

/** Joins arguments as `echo` does, or zsh's `print`; `newline` says whether a line end follows. */
export function echoOutput(args: Arguments, isPrint = false): { readonly parts: readonly Value[]; readonly newline: boolean } {
  const parts: Value[] = [];
  let options = true;
  let newline = true;
  for (const arg of args) {
    const option = options ? literalValue(arg) : undefined;
    if (option !== undefined && (isPrint ? /^-[a-zA-Z-]*$/ : /^-[neE]+$/).test(option)) {
      if (option.includes('n')) newline = false;
      if (option === '--' || option === '-') options = false;
      continue;
    }
    options = false;
    if (parts.length > 0) parts.push({ alternatives: [[{ kind: 'text', text: ' ' }]], truncated: false });
    parts.push(arg);
  }
  return { parts: parts.length > 0 ? parts : [EMPTY], newline };
}

const DIRECTIVE = /%%|%[-+ #0-9.*]*[a-zA-Z]|\\(?:[0-7]{1,3}|x[0-9a-fA-F]{1,2}|[\s\S])|[^%\\]+|[\s\S]/g;
const MAX_CYCLES = 50;

/** What `printf` makes of its arguments, its format as often as they last; undefined where it does more to them than put them in place. */
export function printfOutput(args: Arguments): { readonly parts: readonly Value[] } | undefined {
  const rest = literalValue(args[0] ?? EMPTY) === '--' ? args.slice(1) : args;
  const format = rest[0];
  const source = format && literalValue(format);
  if (!format) return undefined;
  if (source === undefined) return rest.length === 1 ? { parts: [format] } : undefined;
  const tokens = source.match(DIRECTIVE) ?? [];
  const span = format.alternatives[0]![0]?.span;
  const parts: Value[] = [];
  let next = 1;
  for (let cycle = 0; cycle < MAX_CYCLES; cycle++) {
    const from = next;
    for (const token of tokens) {
      if (/^%[sdiqbu]$/.test(token)) parts.push(rest[next++] ?? EMPTY);
      else if (/^%[^%]/.test(token)) return undefined;
      else {
        const content = token === '%%' ? '%' : token.startsWith('\\') && token.length > 1 ? ansiEscape(token, 1).content : token;
        parts.push({ alternatives: [[{ kind: 'text', text: content, span }]], truncated: false });
      }
    }
    if (next >= rest.length || next === from) break;
  }
  return { parts };
}

/** A name for what a command prints, when nothing more is known: the key that `defaults read` asks for, else the program. */
export function outputName(program: string | undefined, args: Arguments): string {
  const last = args.length > 0 ? literalValue(args[args.length - 1]!) : undefined;
  if (program === 'defaults' && last !== undefined && /^\w+$/.test(last)) return last;
  return program ?? 'command';
}

/** Programs that print where another program is. */
const LOCATING = /^(?:which|whence|command|type)$/;

/** An unknown for a command's output; where it is the place of a program, its name is known all the same. */
export function commandOutput(program: string | undefined, args: Arguments, span: Span | undefined): Value {
  const last = args.length > 0 ? literalValue(args[args.length - 1]!) : undefined;
  if (program !== undefined && LOCATING.test(program) && last !== undefined && /^[\w.-]+$/.test(last)) {
    return concat([unknown(program, 'command', span), text(`/${last}`, span, false)]);
  }
  return unknown(outputName(program, args), 'command', span);
}
