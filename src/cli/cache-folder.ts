import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { UsageError } from './usage-error.ts';

export interface CacheOptions {
  /** False with `--no-cache`. */
  readonly cache?: boolean;
  readonly cacheFolder?: string;
}

/** The user's own folder for caches: never one of the repository, which could come with entries of its own. */
export function userCacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform, home = homedir()): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (xdg) return join(xdg, 'unbasic');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'unbasic');
  return platform === 'win32' && local ? join(local, 'unbasic', 'Cache') : join(home, '.cache', 'unbasic');
}

/** The folder to keep results in, absolute; undefined for none. Throws a UsageError for one that cannot be written to. */
export function cacheFolderFor(cwd: string, { cache, cacheFolder }: CacheOptions, settings: Settings): string | undefined {
  if (cache === false) return undefined;
  const configured = settings.cache;
  if (cacheFolder === undefined && cache === undefined && (configured === undefined || configured === false)) return undefined;
  const folder = resolve(cwd, cacheFolder ?? (typeof configured === 'string' ? configured : userCacheFolder()));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`the cache folder ${folder} cannot be written to (${code}); give another with --cache-folder, or --no-cache`);
  }
  return folder;
}
