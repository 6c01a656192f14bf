import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { readSmall } from '../files/read-small.ts';
import { ConfigError } from './config-error.ts';

export const CONFIG_NAMES = [
  'unbasic.config.json',
  'unbasic.config.yaml',
  'unbasic.config.yml',
  'unbasic.config.js',
  'unbasic.config.mjs',
] as const;

/** Whether a package.json has our key. One that cannot be parsed has not: it is not ours to complain of. */
function hasOurKey(file: string): boolean {
  try {
    const text = readSmall(file).toString('utf8');
    if (!text.includes('"unbasic"')) return false;
    const { unbasic } = JSON.parse(text) as { unbasic?: unknown };
    return typeof unbasic === 'object' && unbasic !== null;
  } catch {
    return false;
  }
}

function configsIn(folder: string): string[] {
  const files: string[] = CONFIG_NAMES.map((name) => join(folder, name)).filter((file) => existsSync(file));
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) && hasOurKey(manifest) ? [...files, manifest] : files;
}

/** The folders from the one given up to the root of its repository, or of the file system where it is in none. */
export function* foldersUpwards(folder: string): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (existsSync(join(at, '.git')) || dirname(at) === at) return;
  }
}

/** The configuration file nearest to a folder, upwards. Throws a ConfigError where two stand side by side. */
export function findConfig(folder: string): string | undefined {
  for (const at of foldersUpwards(folder)) {
    const [first, second] = configsIn(at);
    if (second !== undefined) throw new ConfigError(first!, undefined, `${basename(second)} stands beside it; keep one of the two`);
    if (first !== undefined) return first;
  }
  return undefined;
}
