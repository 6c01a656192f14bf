import type { BearerStyle, Edit, ManualReason } from '../plan.ts';
import { bearerWords, type CredentialRewrite, manual, splitCredentials } from './credentials.ts';
import type { WrittenCommandLine } from './curl-words.ts';
import type { Unit } from './unit.ts';
import { offsetIn, partsBetween } from './words.ts';

/** Takes user name and password out of a URL: `https://$user:$password@host/…`. Undefined where no URL has them. */
export function rewriteUserinfo(line: WrittenCommandLine, style: BearerStyle, unit: Unit): CredentialRewrite | ManualReason | undefined {
  const given = line.options.filter(({ name, value }) => name === 'url' && value);
  for (const word of [...line.operands, ...given.map(({ value }) => value!)]) {
    const found = offsetIn(word.parts, /:\/\/[^/]*@/);
    if (!found) continue;
    const parts = partsBetween(word, found.start + 3, found.end - 1);
    const credentials = splitCredentials(parts);
    if ('id' in credentials) return credentials;
    const [first] = parts;
    const [behind] = partsBetween(word, found.end);
    const at = partsBetween(word, found.end - 1, found.end)[0];
    if (!first || !behind || at?.kind !== 'text' || !at.exact)
      return manual('dynamic-url', 'The server cannot be told from the rest of the URL.');
    const cut = unit.script.text.slice(first.start, at.end);
    const literal = parts.some((part) => part.kind === 'text' && part.text.includes('%'));
    if (literal || /["'\\\\]/.test(cut))
      return manual('unsupported-construct', 'The user name and password in the URL are escaped; give them with -u instead.');
    const option = given.find(({ value }) => value === word);
    const start = option ? option.word.start : word.start;
    const bearer = bearerWords(style);
    const edits: Edit[] = [
      { start, end: start, replacement: `${bearer.option} ${bearer.value} ` },
      { start: first.start, end: at.end, replacement: '' },
    ];
    return { edits, credentials, option: option ?? { name: 'url', word, index: 0, letter: 0, valueOffset: 0 } };
  }
  return undefined;
}
