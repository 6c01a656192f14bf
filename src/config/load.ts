import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isWithin, realPath } from '../files/boundary.ts';
import { reportPath } from '../files/paths.ts';
import { readSmall } from '../files/read-small.ts';
import type { Located } from '../rules/located.ts';
import { ConfigError } from './config-error.ts';
import { ConfigReader } from './config-reader.ts';
import { findConfig } from './find.ts';
import { type ConfigFile, readConfig } from './keys.ts';
import { jsonError, locatedOf, packageKey, parseWithLines } from './parse.ts';
import { repositoryRoot } from './repository.ts';
import { noSettings, type Settings } from './settings.ts';

/** How many configurations may build one upon the other. */
const MAX_EXTENDS = 16;

export interface LoadOptions {
  /** This file in place of the nearest one, relative to `cwd`. */
  readonly file?: string | undefined;
  /** Whether a configuration that is a program may be run. */
  readonly allowJs?: boolean | undefined;
}

function readText(path: string, shown: string): string {
  try {
    return readSmall(path)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(
      shown,
      undefined,
      code === 'ENOENT' ? 'there is no such file; check the path' : `this file cannot be read (${code ?? 'unknown error'})`,
    );
  }
}

async function runJs(path: string, shown: string, allowJs: boolean): Promise<Located> {
  if (!allowJs) {
    throw new ConfigError(
      shown,
      undefined,
      'this configuration is a program and was not run. Add --allow-js-config if you trust it, or --no-config to do without it',
    );
  }
  try {
    const module = (await import(pathToFileURL(path).href)) as { default?: unknown };
    const exported = typeof module.default === 'function' ? await (module.default as () => unknown)() : module.default;
    return locatedOf(exported, shown);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw new ConfigError(shown, undefined, `this configuration fails: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function readFile(path: string, shown: string, allowJs: boolean): Promise<ConfigFile> {
  const reader = new ConfigReader(shown);
  const folder = dirname(path);
  if (/\.[mc]?js$/.test(path)) return readConfig(await runJs(path, shown, allowJs), reader, folder);
  const text = readText(path, shown);
  if (/\.ya?ml$/.test(path)) {
    const node = await parseWithLines(shown, text);
    return node.kind === 'scalar' && node.value === null ? {} : readConfig(node, reader, folder);
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw jsonError(shown, text, error);
  }
  const isPackage = basename(path) === 'package.json';
  const own = isPackage ? (data as { unbasic?: unknown }).unbasic : data;
  try {
    const config = readConfig(locatedOf(own, shown), reader, folder);
    if (!config.endpoints) return config;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
  }
  const node = await parseWithLines(shown, text);
  return readConfig(isPackage ? packageKey(node)! : node, reader, folder);
}

function extended(spec: string, from: string, shown: string): string {
  if (/^\.{0,2}\//.test(spec) || /^\.{1,2}$/.test(spec)) return resolve(dirname(from), spec);
  try {
    return createRequire(join(dirname(from), 'unbasic.config.json')).resolve(spec);
  } catch {
    const isFile = existsSync(resolve(dirname(from), spec));
    const hint = isFile ? `write "./${spec}" for the file beside it` : 'install that package, or write a path that starts with "./"';
    throw new ConfigError(shown, undefined, `"extends" names "${spec}", which cannot be found; ${hint}`);
  }
}

/** The nearer one's word counts; lists are added up. */
function joined(base: ConfigFile, near: ConfigFile): ConfigFile {
  const list = <T>(one: readonly T[] | undefined, other: readonly T[] | undefined): readonly T[] => [...(one ?? []), ...(other ?? [])];
  return {
    ...base,
    ...near,
    include: list(base.include, near.include),
    exclude: list(base.exclude, near.exclude),
    servers: list(base.servers, near.servers),
    ruleFolders: list(base.ruleFolders, near.ruleFolders),
    endpoints: list(base.endpoints, near.endpoints),
    clients: { ...base.clients, ...near.clients },
    rules: { ...base.rules, ...near.rules },
    migration: { ...base.migration, ...near.migration },
  };
}

interface Reading {
  readonly cwd: string;
  /** Where all that is read must lie, symbolic links followed. */
  readonly root: string;
  readonly allowJs: boolean;
  readonly files: string[];
}

/** Complains of a path that leads out of the repository: what came with one must not read the rest of the machine. Packages may lie anywhere. */
function requireInside(path: string, what: string, shown: string, { cwd, root }: Reading): void {
  const real = realPath(path);
  if (real === undefined || isWithin(root, real) || real.split(sep).includes('node_modules')) return;
  throw new ConfigError(
    shown,
    undefined,
    `${what} lies outside of ${reportPath(cwd, root)}, as far as a configuration may reach; put a copy there`,
  );
}

async function readAll(path: string, above: readonly string[], reading: Reading): Promise<ConfigFile> {
  const shown = reportPath(reading.cwd, path);
  requireInside(path, 'it', shown, reading);
  if (above.includes(path)) throw new ConfigError(shown, undefined, '"extends" leads back to this file');
  if (above.length >= MAX_EXTENDS) throw new ConfigError(shown, undefined, `more than ${MAX_EXTENDS} configurations extend each other`);
  if (!reading.files.includes(path)) reading.files.push(path);
  const own = await readFile(path, shown, reading.allowJs);
  for (const folder of own.ruleFolders ?? [])
    requireInside(folder, `"${reportPath(reading.cwd, folder)}" in "ruleFolders"`, shown, reading);
  let base: ConfigFile = {};
  for (const spec of own.extends ?? []) base = joined(base, await readAll(extended(spec, path, shown), [...above, path], reading));
  return joined(base, own);
}

/**
 * The settings in force for a folder: those of the nearest configuration file and of what it extends. Runs nothing unless `allowJs` says so.
 * Throws a ConfigError, or a RuleError for bad YAML, that names the file, the line and the key.
 */
export async function loadSettings(cwd: string, options: LoadOptions = {}): Promise<Settings> {
  const found = options.file === undefined ? findConfig(cwd) : resolve(cwd, options.file);
  if (found === undefined) return noSettings(cwd);
  const files: string[] = [];
  const folder = repositoryRoot(dirname(found));
  const root = realPath(folder) ?? folder;
  const { extends: _, ...own } = await readAll(found, [], { cwd, root, allowJs: options.allowJs ?? false, files });
  return { ...noSettings(cwd, dirname(found)), ...own, files };
}
