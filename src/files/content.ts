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
    { pattern: /^[ \t]*(?:function )?[A-Za-z_]\w*[ \t]*\(\)[ \t]*\{?[ \t]*$/m, weight: 2 },
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

/** How much a text looks like a language; nothing below 4 is to be relied on. */
export function weigh(text: string, language: LanguageId): number {
  const window = text.slice(0, WINDOW);
  return SIGNS[language].reduce((sum, { pattern, weight }) => sum + (pattern.test(window) ? weight : 0), 0);
}

/** The language that a text without a shebang is written in, as far as its content shows it beyond doubt. */
export function languageByContent(text: string): LanguageId | undefined {
  const start = text.trimStart().slice(0, 64);
  if (start === '' || /^(?:<[?!a-z]|\{\\rtf|-----BEGIN|\{\s*")/i.test(start)) return undefined;
  const ranked = (Object.keys(SIGNS) as LanguageId[])
    .map((language) => ({ language, weight: weigh(text, language) }))
    .sort((left, right) => right.weight - left.weight);
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
