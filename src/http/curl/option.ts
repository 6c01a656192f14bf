import { CURL_OPTIONS } from './options.generated.ts';

/**
 * What an option does with the words behind it: `value` takes one, `switch` has a `--no-` form that undoes it,
 * `flag` has not, `help` prints a text in place of making a request.
 */
export type CurlOptionKind = 'value' | 'switch' | 'flag' | 'help';

export interface CurlOption {
  /** The long name without dashes. */
  readonly name: string;
  readonly short?: string;
  readonly kind: CurlOptionKind;
  /** The first version that has it, for options newer than the curl that the table was made from. */
  readonly since?: string;
}

export interface LongOption {
  readonly option: CurlOption;
  /** False for `--no-name`. */
  readonly on: boolean;
  /** True for `--expand-name` (curl 8.3): the value may hold `{{variables}}`. */
  readonly expand: boolean;
}

const byName = new Map(CURL_OPTIONS.map((option) => [option.name, option]));
const byLetter = new Map(CURL_OPTIONS.filter((option) => option.short !== undefined).map((option) => [option.short, option]));

/** The option that a letter behind a single dash stands for. */
export function shortOption(letter: string): CurlOption | undefined {
  return byLetter.get(letter);
}

/**
 * The option that a word behind two dashes stands for. As curl does: an exact name, `no-` before the exact name of a
 * switch, or a prefix of exactly one name. Undefined for a word that curl refuses (`user=me`, `use`).
 */
export function longOption(word: string): LongOption | undefined {
  const exact = byName.get(word);
  if (exact) return { option: exact, on: true, expand: false };
  const negated = word.startsWith('no-') ? byName.get(word.slice(3)) : undefined;
  if (negated) return negated.kind === 'switch' ? { option: negated, on: false, expand: false } : undefined;
  const expanded = word.startsWith('expand-') ? byName.get(word.slice(7)) : undefined;
  if (expanded) return expanded.kind === 'value' ? { option: expanded, on: true, expand: true } : undefined;
  const option = byPrefix(word);
  return option && { option, on: true, expand: false };
}

/** A prefix that was unique before newer options came along still is what the script's author meant by it. */
function byPrefix(prefix: string): CurlOption | undefined {
  if (prefix === '') return undefined;
  const candidates = CURL_OPTIONS.filter((option) => option.name.startsWith(prefix));
  if (candidates.length <= 1) return candidates[0];
  const older = candidates.filter((option) => option.since === undefined);
  return older.length === 1 ? older[0] : undefined;
}
