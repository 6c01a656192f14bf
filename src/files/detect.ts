import type { LanguageId } from '../http/call.ts';
import { isForeignContent, languageByContent, misnamedLanguage, weigh } from './content.ts';
import { decode } from './decode.ts';
import { kindByName } from './extensions.ts';
import { readShebang } from './shebang.ts';

/** Bytes of a file's start that suffice to tell its language. */
const HEAD = 32 * 1024;

/** Whether a text weighs more as `language` than as what its name says. */
function contentAgrees(text: string, language: LanguageId, named: LanguageId): boolean {
  return weigh(text, language) >= weigh(text, named);
}

/**
 * The language of a script: by its shebang, its name and its content. Where shebang and name disagree the content decides;
 * where it cannot tell, the shebang wins.
 * @param text the file's text or its start, without a byte order mark
 */
export function languageOfText(path: string, text: string): LanguageId | undefined {
  const kind = kindByName(path);
  if (kind === 'never') return undefined;
  const shebang = readShebang(text);
  if (kind === 'unsure') return shebang ? shebang.language : languageByContent(text);
  if (shebang) {
    if (!shebang.language || shebang.language === kind) return shebang.language;
    return contentAgrees(text, shebang.language, kind) ? shebang.language : kind;
  }
  if (isForeignContent(text, kind)) return undefined;
  return misnamedLanguage(text, kind) ?? kind;
}

/** The language of a file's bytes. */
export function languageOfBytes(path: string, bytes: Buffer): LanguageId | undefined {
  if (kindByName(path) === 'never') return undefined;
  return languageOfText(path, decode(bytes.length > HEAD ? bytes.subarray(0, HEAD) : bytes).text);
}
