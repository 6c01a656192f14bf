import type { LanguageId } from '../http/call.ts';
import type { Language } from '../languages/language.ts';

/** Loads one language's extractor. */
export type LanguageLoader = () => Promise<Language>;

/** The extractors, each loaded only when a script of its language is to be parsed. */
export const LANGUAGE_LOADERS: Readonly<Record<LanguageId, LanguageLoader>> = {
  shell: async () => (await import('../languages/shell/index.ts')).shell,
  python: async () => (await import('../languages/python/index.ts')).python,
  typescript: async () => (await import('../languages/typescript/index.ts')).typescript,
};
