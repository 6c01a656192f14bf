import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LANGUAGES = {
  sh: 'shell',
  zsh: 'shell',
  py: 'python',
  js: 'typescript',
  mjs: 'typescript',
  cjs: 'typescript',
  ts: 'typescript',
  tsx: 'typescript',
};
const fixtures = fileURLToPath(new URL('../../fixtures', import.meta.url));
const scripts = { shell: [], python: [], typescript: [] };

for (const path of readdirSync(fixtures, { recursive: true, encoding: 'utf8' }).sort()) {
  const language = LANGUAGES[path.slice(path.lastIndexOf('.') + 1)];
  if (language) scripts[language].push(readFileSync(join(fixtures, path), 'utf8'));
}

/** The fixtures' scripts of a language, in the order of their paths. */
export const scriptsOf = (language) => scripts[language];
