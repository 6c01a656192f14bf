import { DEFAULT_MAX_FILE_SIZE } from '../files/size.ts';
import { isServer } from '../http/servers.ts';
import { loadRules } from '../rules/load.ts';
import { locateKey } from './locate.ts';
import type { Settings } from './settings.ts';

/** A setting that changes nothing. */
export interface UselessSetting {
  readonly file: string;
  readonly line: number | undefined;
  readonly message: string;
}

type Complaint = readonly [key: readonly string[], message: string];

function repeated(name: string, items: readonly string[]): Complaint[] {
  return items.filter((item, index) => items.indexOf(item) !== index).map((item) => [[name, item], `"${item}" stands twice in "${name}"`]);
}

function servers({ servers: names }: Settings): Complaint[] {
  const covered = names.filter((name) =>
    names.some((other) => other !== name && other.startsWith('*.') && isServer(name.replace(/^\*\./, 'x.'), [other])),
  );
  return [
    ...repeated('servers', names),
    ...covered.map((name): Complaint => [['servers', name], `"${name}" is one of the hosts that another item of "servers" stands for`]),
  ];
}

function defaults({ severity, failOn, maxFileSize, migration }: Settings): Complaint[] {
  const same: [readonly string[], boolean][] = [
    [['severity'], severity === 'info'],
    [['failOn'], failOn === 'warning'],
    [['maxFileSize'], maxFileSize === DEFAULT_MAX_FILE_SIZE],
    [['migration', 'auth'], migration.auth === 'auto'],
    [['migration', 'bearerStyle'], migration.bearerStyle === 'option'],
    [['migration', 'level'], migration.level === 'suggested'],
  ];
  return same.filter(([, isDefault]) => isDefault).map(([key]) => [key, `"${key.join('.')}" says what holds without it`]);
}

/** The settings that say what would hold without them. Patterns that match no file are not among them: only a scan knows those. */
export async function uselessSettings(settings: Settings): Promise<UselessSetting[]> {
  if (settings.files.length === 0) return [];
  const { rules } = await loadRules(settings.ruleFolders);
  const sameLevel = rules
    .filter(({ id, severity, cases }) => settings.rules[id] === severity && cases.every((item) => item.severity === undefined))
    .map(({ id, severity }): Complaint => [['rules', id], `"${id}" is ${severity} without it`]);
  const both = settings.include.filter((pattern) => settings.exclude.includes(pattern));
  const complaints: Complaint[] = [
    ...sameLevel,
    ...servers(settings),
    ...defaults(settings),
    ...repeated('include', settings.include),
    ...repeated('exclude', settings.exclude),
    ...both.map((pattern): Complaint => [['include', pattern], `"${pattern}" stands in "exclude" too, which wins`]),
  ];
  const notes: UselessSetting[] = [];
  for (const [key, message] of complaints) notes.push({ ...(await locateKey(settings, key)), message });
  return notes;
}
