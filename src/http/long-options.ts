import { skeleton, sliceSequence } from '../values/text.ts';
import { literal, type Sequence, type Span, type Value } from '../values/value.ts';
import type { Argument } from './client.ts';
import { joinSpans } from './spans.ts';

/** The options of a program that reads its arguments as GNU getopt_long or Python's argparse do. */
export interface OptionTable {
  /** Long names (without dashes) that take a value; all others are taken for switches. */
  readonly valued: ReadonlySet<string>;
  /** Long names known to take none, which a prefix could be mistaken for. */
  readonly switches: ReadonlySet<string>;
  /** The long name of a letter; letters not listed are switches of their own name. */
  readonly letters: ReadonlyMap<string, string>;
}

export interface ParsedOption {
  readonly kind: 'option';
  /** The long name. */
  readonly name: string;
  readonly written: string;
  readonly value?: Value | undefined;
  readonly span: Span;
}

export interface ParsedOperand {
  readonly kind: 'operand';
  readonly value: Value;
  readonly span: Span;
}

/** Reads arguments: `--name=value`, `--name value`, unique prefixes, clusters of letters, `-Lvalue`, `--`. */
export function parseLongOptions(args: readonly Argument[], table: OptionTable): (ParsedOption | ParsedOperand)[] {
  const parsed: (ParsedOption | ParsedOperand)[] = [];
  for (let index = 0; index < args.length; index++) {
    const { value, span } = args[index]!;
    const words = value.alternatives.filter((word) => /^-[^\u0000]/.test(skeleton(word)));
    const first = words[0];
    if (!first) {
      parsed.push({ kind: 'operand', value, span });
      continue;
    }
    if (literal(first) === '--') {
      parsed.push(...args.slice(index + 1).map((operand) => ({ kind: 'operand' as const, value: operand.value, span: operand.span })));
      break;
    }
    for (const spelled of spell(first, table)) {
      const { name, written, offset } = spelled;
      const common = { kind: 'option' as const, name, written, span };
      const prefix = skeleton(first).slice(0, offset);
      if (!table.valued.has(name)) parsed.push(common);
      else if (offset !== undefined) {
        const alternatives = words.filter((word) => skeleton(word).startsWith(prefix)).map((word) => sliceSequence(word, offset));
        parsed.push({ ...common, value: { alternatives, truncated: value.truncated } });
      } else {
        const following = args[++index];
        if (following) parsed.push({ ...common, value: following.value, span: joinSpans(span, following.span) });
      }
    }
  }
  return parsed;
}

interface SpelledName {
  readonly name: string;
  readonly written: string;
  /** Where in the word an attached value starts. */
  readonly offset?: number | undefined;
}

function spell(word: Sequence, table: OptionTable): SpelledName[] {
  const whole = skeleton(word);
  if (whole.startsWith('--')) {
    const equals = whole.indexOf('=');
    const name = longName(whole.slice(2, equals < 0 ? undefined : equals), table);
    return name ? [{ name, written: `--${name}`, offset: equals < 0 ? undefined : equals + 1 }] : [];
  }
  const spelled: SpelledName[] = [];
  for (let index = 1; index < whole.length && whole[index] !== '\u0000'; index++) {
    const name = table.letters.get(whole[index]!) ?? whole[index]!;
    const valued = table.valued.has(name);
    spelled.push({ name, written: `-${whole[index]}`, offset: valued && index + 1 < whole.length ? index + 1 : undefined });
    if (valued) break;
  }
  return spelled;
}

function longName(word: string, table: OptionTable): string | undefined {
  if (word === '' || word.includes('\u0000')) return undefined;
  if (table.valued.has(word) || table.switches.has(word)) return word;
  const candidates = [...table.valued, ...table.switches].filter((name) => name.startsWith(word));
  if (candidates.length === 0) return word;
  return candidates.length === 1 ? candidates[0] : undefined;
}
