import type { Part, Word } from '../../languages/shell/syntax/ir.ts';
import type { BearerStyle, Edit, ManualReason } from '../plan.ts';
import type { WrittenCommandLine, WrittenOption } from './curl-words.ts';
import type { Unit } from './unit.ts';
import { leadingText, offsetIn, partsBetween, quoted } from './words.ts';

/** User name and password (or ID and secret) as parts of words; or what was encoded elsewhere. */
export type WrittenCredentials =
  | { readonly kind: 'pair'; readonly user: readonly Part[]; readonly password: readonly Part[] }
  /** One expansion that holds both, with a colon between them. */
  | { readonly kind: 'joined'; readonly parts: readonly Part[] }
  | { readonly kind: 'encoded'; readonly parts: readonly Part[] };

/** The credentials of one call as its words write them, and the edits that put the token in their place. */
export interface CredentialRewrite {
  readonly edits: readonly Edit[];
  readonly credentials: WrittenCredentials;
  /** The option that holds them. */
  readonly option: WrittenOption;
}

/** What the system sets to a user's name. */
const LOGIN = /^(?:USER|LOGNAME|SUDO_USER)$/;
const BASIC_HEADER = /^\s*authorization\s*:\s*basic\s+/i;

export function manual(id: string, message: string): ManualReason {
  return { id, message };
}

export function bearerWords(style: BearerStyle): { readonly option: string; readonly value: string } {
  return style === 'option'
    ? { option: '--oauth2-bearer', value: '"$unbasic_bearer"' }
    : { option: '-H', value: '"Authorization: Bearer $unbasic_bearer"' };
}

/** The letters in front of an option's own, kept as a cluster of their own: `-sk` of `-sku`. */
function kept({ letter, word }: WrittenOption, { script }: Unit): string | undefined {
  if (letter <= 1) return '';
  const first = word.parts[0];
  if (first?.kind !== 'text' || first.quoted || !first.exact || first.text.length < letter) return undefined;
  return `${script.text.slice(first.start, first.start + letter)} `;
}

/** Puts the bearer form in the place of an option and its value; what stands between the two stays. */
export function replaced(option: WrittenOption, style: BearerStyle, unit: Unit): Edit[] | undefined {
  const before = kept(option, unit);
  if (before === undefined || !option.value) return undefined;
  const { word, value } = option;
  const bearer = bearerWords(style);
  if (value === word) return [{ start: word.start, end: word.end, replacement: `${before}${bearer.option} ${bearer.value}` }];
  return [
    { start: word.start, end: word.end, replacement: `${before}${bearer.option}` },
    { start: value.start, end: value.end, replacement: bearer.value },
  ];
}

function headerText({ value, valueOffset }: WrittenOption): string {
  return value ? leadingText(value).slice(valueOffset) : '';
}

/** Splits `user:password` at its first colon. */
export function splitCredentials(parts: readonly Part[]): WrittenCredentials | ManualReason {
  if (parts.some((part) => part.kind === 'process' || part.kind === 'arithmetic'))
    return manual('unsupported-construct', 'The credentials are put together in a way that is not read.');
  const colon = offsetIn(parts, /:/)?.start;
  if (colon !== undefined) {
    const word: Word = { parts, start: 0, end: 0 };
    const user = partsBetween(word, 0, colon);
    const password = partsBetween(word, colon + 1);
    if (user.length === 0) return manual('credentials-unknown', 'The call has no user name.');
    if (password.length === 0) return manual('credentials-unknown', 'The call has an empty password.');
    return { kind: 'pair', user, password };
  }
  if (parts.length === 0 || parts.every((part) => part.kind === 'text'))
    return manual('credentials-unknown', 'curl asks for the password of this call.');
  return parts.every((part) => part.kind === 'parameter' && LOGIN.test(part.parameter.name))
    ? manual('credentials-unknown', 'curl asks for the password of this call.')
    : { kind: 'joined', parts };
}

/** Where the credentials start in the text of a Basic header. */
export function basicHeaderLength(text: string): number | undefined {
  return BASIC_HEADER.exec(text)?.[0].length;
}

function isBasicHeader(option: WrittenOption): boolean {
  return option.name === 'header' && BASIC_HEADER.test(headerText(option));
}

function credentialsOf(option: WrittenOption): WrittenCredentials | ManualReason {
  if (option.name === 'user') return splitCredentials(option.value ? partsBetween(option.value, option.valueOffset) : []);
  const parts = partsBetween(option.value!, option.valueOffset + BASIC_HEADER.exec(headerText(option))![0].length);
  return parts.length === 0 ? manual('credentials-unknown', 'The header holds no credentials.') : { kind: 'encoded', parts };
}

/** Finds the Basic credentials among the words of a call and rewrites them; or says why that cannot be done. */
export function rewriteCredentials(line: WrittenCommandLine, style: BearerStyle, unit: Unit): CredentialRewrite | ManualReason | undefined {
  const options = line.options.filter((option) => option.name === 'user' || isBasicHeader(option));
  const [first, ...further] = options;
  if (!first) return undefined;
  const written = (option: WrittenOption): string =>
    `${option.name} ${option.value && quoted(partsBetween(option.value, option.valueOffset), unit.script, unit.fileText)}`;
  if (further.some((option) => written(option) !== written(first)))
    return manual('unsupported-construct', 'The call gives its credentials more than once; keep one of them, then migrate.');
  const edits: Edit[] = [];
  for (const option of options) {
    const replacement = replaced(option, style, unit);
    if (!replacement) return manual('unsupported-construct', 'The option that holds the credentials is put together from quoted pieces.');
    edits.push(...replacement);
  }
  const credentials = credentialsOf(first);
  return 'id' in credentials ? credentials : { edits, credentials, option: first };
}

/** Options that have curl use Basic, or ask the server what to use: with a token they would leave it unsent. */
const METHODS = new Set(['basic', 'anyauth']);

/** Takes away the options that choose how a user name and password are sent. */
export function methodEdits({ options }: WrittenCommandLine, words: readonly Word[]): Edit[] {
  return options.flatMap(({ name, word, letter }): Edit[] => {
    if (!METHODS.has(name) || letter > 0) return [];
    const next = words[words.indexOf(word) + 1];
    const previous = words[words.indexOf(word) - 1];
    if (next) return [{ start: word.start, end: next.start, replacement: '' }];
    return [{ start: previous?.end ?? word.start, end: word.end, replacement: '' }];
  });
}

/** How credentials are handed to the helper. */
export interface CredentialWords {
  /** A statement in front of the helper's. */
  readonly before: string;
  readonly words: string;
  readonly parts: readonly Part[];
}

/** The words that hand credentials to the helper. */
export function credentialWords(credentials: WrittenCredentials, { script, fileText }: Unit): CredentialWords {
  const word = (parts: readonly Part[]): string => quoted(parts, script, fileText);
  if (credentials.kind === 'pair') {
    const { user, password } = credentials;
    return { before: '', words: `${word(user)} ${word(password)}`, parts: [...user, ...password] };
  }
  const { kind, parts } = credentials;
  if (kind === 'encoded') return { before: '', words: word(parts), parts };
  const [only] = parts;
  const { parameter } = parts.length === 1 && only?.kind === 'parameter' ? only : {};
  const plain = parameter && !parameter.index && !parameter.length && !parameter.indirect && parameter.operations.length === 0;
  const name = plain && /^\w+$/.test(parameter.name) && !script.foreign.has(parameter.name) ? parameter.name : 'unbasic_pair';
  const before = name === 'unbasic_pair' ? `unbasic_pair=${word(parts)}` : '';
  return { before, words: `"\${${name}%%:*}" "\${${name}#*:}"`, parts };
}
