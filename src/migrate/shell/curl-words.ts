import { longOption, shortOption } from '../../http/curl/option.ts';
import type { Word } from '../../languages/shell/syntax/ir.ts';
import { leadingText } from './words.ts';

/** One option of a curl command line as its words write it. */
export interface WrittenOption {
  /** The long name: `user`, `header`. */
  readonly name: string;
  readonly word: Word;
  /** The number of the word among those read. */
  readonly index: number;
  /** Where the option's letter stands in the word's text; 0 for a long option. */
  readonly letter: number;
  /** The word that holds the value: the option's own when it is glued to it; undefined for a switch. */
  readonly value?: Word | undefined;
  /** Where the value starts in the text of its word. */
  readonly valueOffset: number;
}

export interface WrittenCommandLine {
  readonly options: readonly WrittenOption[];
  readonly operands: readonly Word[];
  /** Words that stand for arguments which are not written here: `"${args[@]}"`, `$opts`. */
  readonly expansions: readonly Word[];
}

/** Whether a word may stand for several arguments, or for none. */
function isExpansion(word: Word): boolean {
  const [only] = word.parts;
  if (word.parts.length !== 1 || only?.kind !== 'parameter') return false;
  const { name, index, elements } = only.parameter;
  return !only.quoted || name === '@' || index !== undefined || elements === true;
}

/** Whether a word is a comment in backticks, of which nothing is left when the command runs. */
function isComment({ parts }: Word): boolean {
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'command' && !only.quoted && only.body.statements.length === 0;
}

/** Reads the words behind curl's name as options and operands, by curl's own rules, without evaluating any. */
export function readCurlWords(words: readonly Word[]): WrittenCommandLine {
  const options: WrittenOption[] = [];
  const operands: Word[] = [];
  const expansions: Word[] = [];
  let at = 0;
  const value = (): Word | undefined => {
    do at++;
    while (at < words.length && isComment(words[at]!));
    return words[at];
  };
  for (; at < words.length; at++) {
    const word = words[at]!;
    const index = at;
    if (isComment(word)) continue;
    const lead = leadingText(word);
    const whole = word.parts.every((part) => part.kind === 'text');
    if (lead.startsWith('--') && whole) {
      const option = longOption(lead.slice(2))?.option;
      const own = option?.kind === 'value' ? value() : undefined;
      options.push({ name: option?.name ?? lead.slice(2), word, index, letter: 0, value: own, valueOffset: 0 });
    } else if (/^-[^-]/.test(lead)) {
      for (let letter = 1; letter < lead.length; letter++) {
        const option = shortOption(lead[letter]!);
        if (option?.kind !== 'value') {
          options.push({ name: option?.name ?? lead[letter]!, word, index, letter, valueOffset: 0 });
          continue;
        }
        const glued = letter + 1 < lead.length || !whole;
        options.push({ name: option.name, word, index, letter, value: glued ? word : value(), valueOffset: glued ? letter + 1 : 0 });
        break;
      }
    } else if (isExpansion(word)) expansions.push(word);
    else operands.push(word);
  }
  return { options, operands, expansions };
}
