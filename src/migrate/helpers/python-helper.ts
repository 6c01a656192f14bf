import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../files/package-root.ts';
import type { AuthFlow } from '../plan.ts';

/** The Python that a helper is written for; `any` runs in 2.7 and in 3. */
export type HelperPython = 'py2' | 'py3' | 'any';

/** What a script uses of the helper. */
export type HelperPart =
  /** `UnbasicAuth`, for requests. */
  | 'requests'
  /** `UnbasicHttpxAuth`, for httpx. */
  | 'httpx'
  /** `UnbasicAiohttpAuth`, for aiohttp. */
  | 'aiohttp'
  /** `unbasic_bearer`, the value of a header. */
  | 'header'
  /** `unbasic_request`, for urllib. */
  | 'request'
  /** `unbasic_headers`, for dictionaries. */
  | 'headers'
  /** `unbasic_token`, the token alone. */
  | 'token'
  /** `UnbasicHandler`, for openers of urllib. */
  | 'handler';

export interface PythonHelperOptions {
  readonly auth: AuthFlow;
  readonly python: HelperPython;
  readonly parts: ReadonlySet<HelperPart>;
  /** Who asks for tokens: the library that the script sends its requests with. */
  readonly transport: 'requests' | 'httpx' | 'urllib';
}

const DIRECTIVE = /^#: (.+)$/;
const SINGLE_VARIANT = /^( *)# (import urllib.*|form = .*)$/;

/** The first and the last line of the text. */
export const PYTHON_HELPER_START = '# --- unbasic: bearer tokens for Jamf Pro ---';
export const PYTHON_HELPER_END = '# --- end of unbasic ---';

let source: string | undefined;

/** Beside this module, or where the build puts it. */
function read(name: string): string {
  const beside = new URL(`./${name}`, import.meta.url);
  return readFileSync(existsSync(beside) ? beside : join(packageRoot(), 'dist', 'helpers', name), 'utf8');
}

/** token.auth.py stands before the last line of token.py. */
function readSource(): string {
  return read('token.py').replace(`#: always\n${PYTHON_HELPER_END}`, (end) => `${read('token.auth.py')}\n\n${end}`);
}

/** The words that the parts are kept by. */
function wordsOf({ auth, python, parts, transport }: PythonHelperOptions): Set<string> {
  const words = new Set<string>(['always', auth, python, transport, ...parts]);
  if (parts.has('request') || parts.has('headers')) words.add('header');
  // A header goes to connections and openers of the standard library as well, whatever the script uses besides.
  if (words.has('header') || words.has('handler')) words.add('urllib');
  if (auth !== 'user') words.add('form');
  if (words.has('form') || words.has('urllib')) words.add('net');
  return words;
}

/**
 * The text of the Python helper for what a script needs, with a line end after its last line; the lines are indented by four spaces.
 *
 * token.py and token.auth.py are the whole; `#: words` in them starts a part that is kept when one of the words is among the options'
 * (`a+b`: when both are). Lines of single variants stand in it as comments. The text belongs behind the script's imports.
 */
export function pythonHelper(options: PythonHelperOptions): string {
  source ??= readSource();
  const words = wordsOf(options);
  const lines: string[] = [];
  let kept = true;
  for (const line of source.split('\n')) {
    const condition = DIRECTIVE.exec(line)?.[1];
    if (condition === undefined) {
      if (kept) lines.push(line.replace(SINGLE_VARIANT, '$1$2'));
    } else kept = condition.split(' ').some((term) => term.split('+').every((word) => words.has(word)));
  }
  return lines.join('\n').replace(/\n{4,}/g, '\n\n\n');
}
