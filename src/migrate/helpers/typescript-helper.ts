import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../files/package-root.ts';
import type { AuthFlow } from '../plan.ts';
import { stripTypes } from './strip-types.ts';

/** `apps-script` runs without waiting, in one global scope with the project's other files. */
export type HelperForm = 'typescript' | 'esm' | 'commonjs' | 'apps-script';

export interface TypeScriptHelperOptions {
  readonly auth: AuthFlow;
  readonly form: HelperForm;
  /** TypeScript that is compiled to modules or is one: its exports are written the same way. */
  readonly shared?: boolean | undefined;
  /** With `unbasicTokenBase64`, for credentials that the script has in base64 alone. */
  readonly encoded?: boolean | undefined;
  /** Asks by node:https, which takes agents, `ca` and `rejectUnauthorized`, rather than by fetch. */
  readonly https?: boolean | undefined;
  /** The file's own habits; two spaces and single quotes where absent. */
  readonly indent?: string | undefined;
  readonly quote?: "'" | '"' | undefined;
}

/** The first and the last line of the text. */
export const TYPESCRIPT_HELPER_START = '// --- unbasic: bearer tokens for Jamf Pro ---';
export const TYPESCRIPT_HELPER_END = '// --- end of unbasic ---';

const DIRECTIVE = /^ *\/\/: (.+)$/;
const sources = new Map<string, string>();

/** Beside this module, or where the build puts it. */
function sourceOf(name: string): string {
  let source = sources.get(name);
  if (source === undefined) {
    const beside = new URL(`./${name}`, import.meta.url);
    source = readFileSync(existsSync(beside) ? beside : join(packageRoot(), 'dist', 'helpers', name), 'utf8');
    sources.set(name, source);
  }
  return source;
}

/** `//: words` starts a part that is kept when one of the words is among those given (`a+b`: when both are). */
function partsFor(source: string, words: ReadonlySet<string>): string {
  const lines: string[] = [];
  let kept = true;
  for (const line of source.split('\n')) {
    const condition = DIRECTIVE.exec(line)?.[1];
    if (condition !== undefined) kept = condition.split(' ').some((term) => term.split('+').every((word) => words.has(word)));
    else if (kept && !line.includes('biome-ignore')) lines.push(line.replace(/^( *)\/\/ ((?:const|return|if) .*;)$/, '$1$2'));
  }
  return lines.join('\n');
}

function asCommonJs(text: string, shared: boolean): string {
  const names = [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map((match) => match[1]!);
  const plain = text
    .replace(/^export /gm, '')
    .replace(/^import \* as (\w+) from ('[^']+');$/gm, 'const $1 = require($2);')
    .replace(/^import type .*\n/gm, '');
  return shared ? plain.replace(TYPESCRIPT_HELPER_END, `module.exports = { ${names.join(', ')} };\n${TYPESCRIPT_HELPER_END}`) : plain;
}

/** Quotes and indentation as the file has them. The helpers hold no quotes inside of quoted texts. */
function styled(text: string, indent: string, quote: "'" | '"'): string {
  return text
    .split('\n')
    .map((line) => {
      const inner = line.trimStart();
      const depth = Math.floor((line.length - inner.length) / 2);
      const comment = inner.startsWith('//');
      return indent.repeat(depth) + (quote === '"' && !comment ? inner.replaceAll("'", '"') : inner);
    })
    .join('\n');
}

/**
 * The text of the TypeScript helper for what a script needs, with a line end after its last line: `unbasicToken(URL, user, password
 * [, connection options])`, and with `encoded` `unbasicTokenBase64`. Both promise a token, '' when there is none; in Apps Script they
 * return it. token.ts and token.apps-script.ts are the whole.
 */
export function typescriptHelper(options: TypeScriptHelperOptions): string {
  const { auth, form, shared = false, encoded = false, https = false, indent = '  ', quote = "'" } = options;
  const words = new Set(['always', auth, https ? 'https' : 'fetch', ...(encoded ? ['encoded'] : [])]);
  const whole = partsFor(sourceOf(form === 'apps-script' ? 'token.apps-script.ts' : 'token.ts'), words);
  const plain = form === 'typescript' ? whole : stripTypes(whole);
  const moduleForm = form === 'commonjs' ? asCommonJs(plain, shared) : shared ? plain : plain.replace(/^export /gm, '');
  return styled(moduleForm, indent, quote).replace(/\n{3,}/g, '\n\n');
}
