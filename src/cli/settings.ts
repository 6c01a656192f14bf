import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersUpwards } from '../config/find.ts';
import { loadSettings } from '../config/load.ts';
import { noSettings, type Settings } from '../config/settings.ts';
import { BASELINE_NAME } from '../findings/baseline.ts';
import type { ScanResult } from '../scan/result.ts';
import { printError } from './output.ts';

export interface ConfigOptions {
  /** False with `--no-config`; true or undefined where nothing was said. */
  readonly config?: string | boolean;
  readonly allowJsConfig?: boolean;
}

/** The settings that a command works with. Throws a ConfigError or a RuleError. @param cwd absolute */
export async function settingsFor(cwd: string, { config, allowJsConfig }: ConfigOptions): Promise<Settings> {
  if (config === false) return noSettings(cwd);
  return loadSettings(cwd, { file: typeof config === 'string' ? config : undefined, allowJs: allowJsConfig });
}

/** The baseline file in force, absolute: the one asked for, else the configuration's, else the nearest of the usual name. */
export function baselineFor(cwd: string, wanted: string | boolean | undefined, settings: Settings): string | undefined {
  if (wanted === false) return undefined;
  if (typeof wanted === 'string') return wanted;
  if (settings.baseline !== undefined) return settings.baseline === false ? undefined : settings.baseline;
  for (const folder of foldersUpwards(cwd)) {
    const file = join(folder, BASELINE_NAME);
    if (existsSync(file)) return file;
  }
  return undefined;
}

/** Says on standard error which settings change nothing. */
export async function printSettingNotes(settings: Settings, { unusedPatterns = [] }: Pick<ScanResult, 'unusedPatterns'>): Promise<void> {
  if (settings.files.length === 0) return;
  const { locateKey } = await import('../config/locate.ts');
  const { uselessSettings } = await import('../config/useless.ts');
  const notes = await uselessSettings(settings);
  for (const { key, pattern } of unusedPatterns)
    notes.push({ ...(await locateKey(settings, [key, pattern])), message: `"${pattern}" in "${key}" matches no file` });
  for (const { file, line, message } of notes) printError(`note: ${file}${line === undefined ? '' : `:${line}`}: ${message}.`);
}
