import type { Part, Word } from '../../languages/shell/syntax/ir.ts';
import type { BearerStyle, Edit, ManualReason } from '../plan.ts';
import type { WrittenCommandLine, WrittenOption } from './curl-words.ts';
import type { Unit } from './unit.ts';
import { isRepeatable, leadingText, offsetIn, partsBetween, quoted } from './words.ts';

/** User name and password (or ID and secret) as parts of words; or what was encoded elsewhere. */
export type WrittenCredentials =
  | { readonly kind: 'pair'; readonly user: readonly Part[]; readonly password: readonly Part[] }
  /** One variable that holds both, with a colon between them. */
  | { readonly kind: 'joined'; readonly name: string; readonly parts: readonly Part[] }
  | { readonly kind: 'encoded'; readonly parts: readonly Part[] };

/** The credentials of one call as its words write them, and the edits that put the token in their place. */
export interface CredentialRewrite {
  readonly edits: readonly Edit[];
  readonly credentials: WrittenCredentials;
}

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
function replaced(option: WrittenOption, style: BearerStyle, unit: Unit): Edit[] | undefined {
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
export function splitCredentials(parts: readonly Part[], start: number, end: number): WrittenCredentials | ManualReason {
  if (!isRepeatable(parts))
    return manual('unsupported-construct', 'A command runs inside the credentials; put what it prints into a variable first.');
  const colon = offsetIn(parts, /:/)?.start;
  if (colon !== undefined) {
    const word: Word = { parts, start, end };
    const user = partsBetween(word, 0, colon);
    const password = partsBetween(word, colon + 1);
    if (user.length === 0) return manual('credentials-unknown', 'The call has no user name.');
    if (password.length === 0) return manual('credentials-unknown', 'The call has an empty password.');
    return { kind: 'pair', user, password };
  }
  const [only] = parts;
  if (parts.length !== 1 || only?.kind !== 'parameter') return manual('credentials-unknown', 'curl asks for the password of this call.');
  const { name, index, operations, length, indirect } = only.parameter;
  if (index || length || indirect || operations.length > 0 || !/^(?:\w+)$/.test(name))
    return manual('unsupported-construct', 'User name and password cannot be told apart; put them into two variables first.');
  return { kind: 'joined', name, parts };
}

/** Finds the Basic credentials among the words of a call and rewrites them; or says why that cannot be done. */
export function rewriteCredentials(line: WrittenCommandLine, style: BearerStyle, unit: Unit): CredentialRewrite | ManualReason | undefined {
  const users = line.options.filter(({ name }) => name === 'user');
  const headers = line.options.filter((option) => option.name === 'header' && BASIC_HEADER.test(headerText(option)));
  const [only] = [...users, ...headers];
  if (!only) return undefined;
  if (users.length + headers.length > 1)
    return manual('unsupported-construct', 'The call gives its credentials more than once; keep one of them, then migrate.');
  const edits = replaced(only, style, unit);
  if (!edits) return manual('unsupported-construct', 'The option that holds the credentials is put together from quoted pieces.');
  if (users.length > 0) {
    const credentials = splitCredentials(only.value ? partsBetween(only.value, only.valueOffset) : [], only.word.start, only.word.end);
    return 'id' in credentials ? credentials : { edits, credentials };
  }
  const parts = partsBetween(only.value!, only.valueOffset + BASIC_HEADER.exec(headerText(only))![0].length);
  if (parts.length === 0) return manual('credentials-unknown', 'The header holds no credentials.');
  return { edits, credentials: { kind: 'encoded', parts } };
}

/** The words that hand credentials to the helper, and the parts that they are made of. */
export function credentialWords(
  credentials: WrittenCredentials,
  { script, fileText }: Unit,
): { readonly words: string; readonly parts: readonly Part[] } {
  const word = (parts: readonly Part[]): string => quoted(parts, script, fileText);
  switch (credentials.kind) {
    case 'pair':
      return { words: `${word(credentials.user)} ${word(credentials.password)}`, parts: [...credentials.user, ...credentials.password] };
    case 'joined':
      return { words: `"\${${credentials.name}%%:*}" "\${${credentials.name}#*:}"`, parts: credentials.parts };
    case 'encoded':
      return { words: word(credentials.parts), parts: credentials.parts };
  }
}
