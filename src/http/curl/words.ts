import { skeleton, sliceSequence } from '../../values/text.ts';
import type { Sequence, Span, Value } from '../../values/value.ts';
import type { Argument } from '../client.ts';
import { looksLikeUrl } from '../operands.ts';
import { joinSpans } from '../spans.ts';
import { type CurlOption, longOption, shortOption } from './option.ts';
import { expandVariables } from './variables.ts';

/** One option that curl is given, with its value. */
export interface GivenOption {
  readonly kind: 'option';
  readonly option: CurlOption;
  /** False for `--no-name`. */
  readonly on: boolean;
  /** `-u`, `--user`; in a configuration file also `user`. */
  readonly written: string;
  /** Present exactly where the option takes one. */
  readonly value?: Value | undefined;
  /** The option together with its value. */
  readonly span: Span;
  /** Whether it stands in a configuration file (`-K`). */
  readonly configured: boolean;
}

export interface Operand {
  readonly kind: 'operand';
  readonly value: Value;
  readonly span: Span;
}

export type CurlWord = GivenOption | Operand;

/** An option as one word spells it: several for a cluster such as `-sku`, of which only the last can take a value. */
export interface Spelled {
  readonly option: CurlOption;
  readonly on: boolean;
  readonly expand: boolean;
  readonly written: string;
  /** The value attached to the letter: `-uVALUE`. */
  readonly attached?: Sequence | undefined;
}

/** The options that a word starting with a dash spells; what curl would refuse is left out. */
export function spelledOptions(word: Sequence): Spelled[] {
  const whole = skeleton(word);
  if (whole.startsWith('--')) {
    const found = longOption(whole.slice(2));
    return found ? [{ ...found, written: `${found.on ? '--' : '--no-'}${found.option.name}` }] : [];
  }
  const spelled: Spelled[] = [];
  for (let index = 1; index < whole.length; index++) {
    const option = shortOption(whole[index]!);
    if (!option) break;
    const attached = option.kind === 'value' && index + 1 < whole.length ? sliceSequence(word, index + 1) : undefined;
    spelled.push({ option, on: true, expand: false, written: `-${option.short}`, attached });
    if (option.kind === 'value') break;
  }
  return spelled;
}

export function awaitsValue(spelled: readonly Spelled[]): boolean {
  const last = spelled.at(-1);
  return last?.option.kind === 'value' && last.attached === undefined;
}

/** What curl is given by a spelling and the word behind it; an option whose value is missing is left out. */
export function givenOptions(spelled: readonly Spelled[], value: Value | undefined, span: Span, configured: boolean): GivenOption[] {
  const given: GivenOption[] = [];
  for (const { option, on, expand, written, attached } of spelled) {
    const common = { kind: 'option' as const, option, on, written, span, configured };
    if (option.kind !== 'value') {
      given.push(common);
      continue;
    }
    const whole = attached ? { alternatives: [attached], truncated: false } : value;
    if (whole) given.push({ ...common, value: expand ? expandVariables(whole) : whole });
  }
  return given;
}

function isOption(word: Sequence): boolean {
  const whole = skeleton(word);
  return whole.length > 1 && whole[0] === '-';
}

/** Spells a word that can be several: those that spell the same options as the first are one option with several values. */
function readOptionWord(words: readonly Sequence[], truncated: boolean, following: Argument | undefined, span: Span) {
  const spellings = words.map(spelledOptions);
  const first = spellings[0]!;
  const key = (spelled: readonly Spelled[]) => spelled.map(({ written }) => written).join(' ');
  const same = spellings.filter((spelled) => key(spelled) === key(first));
  const others = spellings.filter((spelled) => key(spelled) !== key(first) && !awaitsValue(spelled));
  const takesNext = awaitsValue(first);
  const attached = same.map((spelled) => spelled.at(-1)?.attached).filter((sequence) => sequence !== undefined);
  const value = takesNext ? following?.value : attached.length > 0 ? { alternatives: attached, truncated } : undefined;
  const whole = takesNext && following ? joinSpans(span, following.span) : span;
  const bare = first.map((spelled) => ({ ...spelled, attached: undefined }));
  return {
    takesNext,
    given: [...givenOptions(bare, value, whole, false), ...others.flatMap((spelled) => givenOptions(spelled, undefined, span, false))],
  };
}

/**
 * Reads curl's arguments word by word as curl does: options anywhere, clusters, attached values, `--`.
 * A word that may be an option or something else is an option, and also an operand where it may be a URL.
 */
export function readWords(args: readonly Argument[]): CurlWord[] {
  const words: CurlWord[] = [];
  let optionsEnded = false;
  for (let index = 0; index < args.length; index++) {
    const { value, span } = args[index]!;
    const options = optionsEnded ? [] : value.alternatives.filter(isOption);
    if (options.length === 0) {
      if (!value.alternatives.every((alternative) => skeleton(alternative) === '-')) words.push({ kind: 'operand', value, span });
      continue;
    }
    if (options.every((alternative) => skeleton(alternative) === '--')) {
      optionsEnded = true;
      continue;
    }
    const { given, takesNext } = readOptionWord(options, value.truncated, args[index + 1], span);
    words.push(...given);
    if (takesNext) index++;
    const urls = value.alternatives.filter((alternative) => !isOption(alternative) && looksLikeUrl(alternative));
    if (urls.length > 0) words.push({ kind: 'operand', value: { alternatives: urls, truncated: value.truncated }, span });
  }
  return words;
}
