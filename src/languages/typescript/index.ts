import type { Language } from '../language.ts';

/** TypeScript and JavaScript. The parser is loaded with the first file. */
export const typescript: Language = {
  id: 'typescript',
  async extract(files, workspace) {
    if (files.length === 0) return { calls: [], sightings: [], problems: [] };
    const { extractFiles } = await import('./extract.ts');
    return extractFiles(files, workspace);
  },
};
