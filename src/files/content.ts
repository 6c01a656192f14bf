import type { LanguageId } from '../http/call.ts';

/** How much of a text is weighed. */
const WINDOW = 16_384;

interface Sign {
  readonly pattern: RegExp;
  readonly weight: number;
}

const SIGNS: Readonly<Record<LanguageId, readonly Sign[]>> = {
  shell: [
    { pattern: /^[ \t]*(?:if|elif|while|until) .*(?:;|\]\])[ \t]*(?:then|do)[ \t]*$/m, weight: 3 },
    { pattern: /^[ \t]*(?:fi|done|esac|then)[ \t]*(?:;|$)/m, weight: 3 },
    { pattern: /^[ \t]*(?:export |local |readonly |declare |typeset )?[A-Za-z_]\w*=(?:["'$]|\S+$)/m, weight: 2 },
    { pattern: /"\$\{?\w+\}?"|\$\([a-z/]/, weight: 2 },
    { pattern: /^[ \t]*(?:sudo |\/usr\/bin\/)?(?:curl|wget|echo|exit|set -[eux]|source|jamf|defaults) ?/m, weight: 1 },
    { pattern: /^[ \t]*(?:function )?[A-Za-z_]\w*[ \t]*\(\)[ \t]*(?:\{[ \t]*)?$/m, weight: 2 },
  ],
  python: [
    { pattern: /^(?:import [\w.]+(?: as \w+)?(?:, *[\w.]+)*|from [\w.]+ import [\w*(])/m, weight: 4 },
    { pattern: /^[ \t]*(?:async )?def \w+\(/m, weight: 4 },
    { pattern: /^[ \t]*(?:if|for|while|elif|else|try|except|with|class)\b.*:[ \t]*(?:#.*)?$/m, weight: 2 },
    { pattern: /^if __name__ ?== ?['"]__main__['"]/m, weight: 4 },
    { pattern: /^[ \t]*print ?\(?['"f]/m, weight: 1 },
  ],
  typescript: [
    { pattern: /^[ \t]*(?:const|let|var) [\w{[][^=\n]*=/m, weight: 4 },
    { pattern: /^import .* from ['"]|\brequire\(['"]/m, weight: 4 },
    { pattern: /=>[ \t]*[{(]|^[ \t]*(?:async )?function\b.*\{[ \t]*$/m, weight: 3 },
    { pattern: /^[ \t]*\/\/|\/\*\*/m, weight: 1 },
    { pattern: /;[ \t]*$/m, weight: 1 },
  ],
};

const LANGUAGES = Object.keys(SIGNS) as LanguageId[];

/** What a text with every sign of a language weighs. */
const TOTALS = Object.fromEntries(
  LANGUAGES.map((language) => [language, SIGNS[language].reduce((sum, { weight }) => sum + weight, 0)]),
) as Readonly<Record<LanguageId, number>>;

/** The least that a script must weigh as another language, and by how much more than as its own, to be taken for misnamed. */
const MISNAMED = 8;
const MISNAMED_LEAD = 5;

/** The language that a script without a shebang is plainly written in where that is not the one it is named for: imports and `def` in a `.sh`. */
export function misnamedLanguage(text: string, named: LanguageId): LanguageId | undefined {
  const others = LANGUAGES.filter((language) => language !== named);
  if (!others.some((language) => weighsAtLeast(text, language, MISNAMED))) return undefined;
  const least = Math.max(MISNAMED, weigh(text, named) + MISNAMED_LEAD);
  if (!others.some((language) => weighsAtLeast(text, language, least))) return undefined;
  const content = languageByContent(text);
  return content && content !== named && weighsAtLeast(text, content, least) ? content : undefined;
}

/** How much a text looks like a language; nothing below 4 is to be relied on. */
export function weigh(text: string, language: LanguageId): number {
  const window = text.slice(0, WINDOW);
  return SIGNS[language].reduce((sum, { pattern, weight }) => sum + (pattern.test(window) ? weight : 0), 0);
}

/** Whether a text weighs at least `weight` as a language; ends as soon as that is decided. */
export function weighsAtLeast(text: string, language: LanguageId, weight: number): boolean {
  const window = text.slice(0, WINDOW);
  let missing = weight;
  let left = TOTALS[language];
  for (const sign of SIGNS[language]) {
    if (missing <= 0 || missing > left) break;
    if (sign.pattern.test(window)) missing -= sign.weight;
    left -= sign.weight;
  }
  return missing <= 0;
}

/** The language that a text without a shebang is written in, as far as its content shows it beyond doubt. */
export function languageByContent(text: string): LanguageId | undefined {
  const start = text.trimStart().slice(0, 64);
  if (start === '' || /^(?:<[?!a-z]|\{\\rtf|-----BEGIN|\{\s*")/i.test(start)) return undefined;
  const ranked = LANGUAGES.map((language) => ({ language, weight: weigh(text, language) })).sort(
    (left, right) => right.weight - left.weight,
  );
  const [first, second] = ranked as [(typeof ranked)[0], (typeof ranked)[0]];
  return first.weight >= 5 && first.weight >= second.weight + 2 ? first.language : undefined;
}

/** Whether a text named like a TypeScript file is something else: a Qt translation, a video stream. */
export function isForeignContent(text: string, language: LanguageId): boolean {
  const start = text.trimStart();
  if (language === 'typescript')
    return (
      /^<\?xml|^<!DOCTYPE TS/i.test(start) ||
      (text.startsWith('G') && text.charCodeAt(188) === 0x47 && /[\u0000-\u0008]/.test(text.slice(0, 188)))
    );
  return /^<\?xml/i.test(start);
}
