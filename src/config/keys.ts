import { isAbsolute, relative, resolve, sep } from 'node:path';
import { isBounded } from '../files/bounded-patterns.ts';
import { parseSize } from '../files/size.ts';
import { SEVERITIES } from '../findings/severity.ts';
import { CLIENT_PROGRAMS } from '../http/clients.ts';
import { isServerName } from '../http/servers.ts';
import type { Located } from '../rules/located.ts';
import type { ConfigReader } from './config-reader.ts';
import type { Settings } from './settings.ts';

/** What one file says. */
export interface ConfigFile extends Partial<Omit<Settings, 'files' | 'folder'>> {
  /** Other configurations that this one builds on, as written. */
  readonly extends?: readonly string[];
}

/** The keys of a configuration. rules/data/config.schema.json says the same to editors. */
export const CONFIG_KEYS = [
  '$schema',
  'extends',
  'include',
  'exclude',
  'rules',
  'severity',
  'failOn',
  'maxFileSize',
  'servers',
  'clients',
  'endpoints',
  'ruleFolders',
  'baseline',
  'cache',
  'migration',
];

type Read = (node: Located, reader: ConfigReader, folder: string) => unknown;

function servers(node: Located, reader: ConfigReader): string[] {
  return reader.list(node, '"servers"').map((item) => {
    const server = reader.string(item, 'an item of "servers"');
    const host = server.replace(/^[a-z]+:\/\//i, '').replace(/[/?#].*$/s, '');
    if (host !== server && isServerName(host)) reader.fail(item.line, `"servers" takes hosts, not URLs; write "${host}"`);
    if (!isServerName(server))
      reader.fail(item.line, `"${server}" in "servers" is no host; write one as mdm.example.com, *.example.com or mdm.example.com:8443`);
    return server;
  });
}

function patterns(node: Located, what: string, reader: ConfigReader): string[] {
  return reader.list(node, what).map((item) => {
    const pattern = reader.string(item, `an item of ${what}`);
    if (!isBounded(pattern))
      reader.fail(item.line, `a pattern in ${what} has too many stars: at most 5 between two slashes, and ** three times`);
    return pattern;
  });
}

function clients(node: Located, reader: ConfigReader): Record<string, string> {
  const entries = reader.map(node, '"clients"').entries.map(({ key, value, line }) => {
    if (!/^[\w.+-]{1,100}$/.test(key))
      reader.fail(line, `"${key}" in "clients" is no program's name; leave out its folder and its arguments`);
    if (CLIENT_PROGRAMS.includes(key)) reader.fail(line, `"${key}" in "clients" is known already; remove it`);
    return [key, reader.oneOf(value, `"${key}" in "clients"`, CLIENT_PROGRAMS)] as const;
  });
  return Object.fromEntries(entries);
}

function rules(node: Located, reader: ConfigReader): Record<string, (typeof SEVERITIES)[number] | 'off'> {
  const { entries } = reader.map(node, '"rules"');
  return Object.fromEntries(
    entries.map(({ key, value }) => [key, reader.oneOf(value, `"${key}" in "rules"`, [...SEVERITIES, 'off'] as const)]),
  );
}

function maxFileSize(node: Located, reader: ConfigReader): number {
  const written = node.kind === 'scalar' && typeof node.value === 'number' ? String(node.value) : reader.string(node, '"maxFileSize"');
  return parseSize(written) ?? reader.fail(node.line, `"maxFileSize" is no size; give bytes or a text such as "500k" or "2M"`);
}

/** A path that is written to: a configuration that came with a repository must not lead out of it. */
function inside(node: Located, what: string, reader: ConfigReader, folder: string): string {
  const path = resolve(folder, reader.string(node, what));
  const way = relative(folder, path);
  if (way === '' || isAbsolute(way) || way.split(sep)[0] === '..')
    reader.fail(node.line, `${what} must be a file below the folder of the configuration`);
  return path;
}

function baseline(node: Located, reader: ConfigReader, folder: string): string | false {
  if (node.kind === 'scalar' && node.value === false) return false;
  return inside(node, '"baseline"', reader, folder);
}

function cache(node: Located, reader: ConfigReader, folder: string): string | boolean {
  if (node.kind === 'scalar' && typeof node.value === 'boolean') return node.value;
  return inside(node, '"cache"', reader, folder);
}

function migration(node: Located, reader: ConfigReader, folder: string): Settings['migration'] {
  const fields = reader.fields(node, '"migration"', [], ['auth', 'bearerStyle', 'level', 'helper']);
  const [auth, bearerStyle, level, helper] = ['auth', 'bearerStyle', 'level', 'helper'].map((key) => fields.get(key));
  return {
    ...(auth ? { auth: reader.oneOf(auth, '"auth"', ['auto', 'client', 'user'] as const) } : {}),
    ...(bearerStyle ? { bearerStyle: reader.oneOf(bearerStyle, '"bearerStyle"', ['option', 'header'] as const) } : {}),
    ...(level ? { level: reader.oneOf(level, '"level"', ['safe', 'suggested'] as const) } : {}),
    ...(helper ? { helper: inside(helper, '"helper"', reader, folder) } : {}),
  };
}

const READERS: Readonly<Record<string, Read>> = {
  extends: (node, reader) => reader.textOrTexts(node, '"extends"'),
  include: (node, reader) => patterns(node, '"include"', reader),
  exclude: (node, reader) => patterns(node, '"exclude"', reader),
  rules,
  severity: (node, reader) => reader.oneOf(node, '"severity"', SEVERITIES),
  failOn: (node, reader) => reader.oneOf(node, '"failOn"', [...SEVERITIES, 'never'] as const),
  maxFileSize,
  servers,
  clients,
  endpoints: (node, reader) => {
    reader.map(node, '"endpoints"');
    return [{ file: reader.file, content: node }];
  },
  ruleFolders: (node, reader, folder) => reader.textOrTexts(node, '"ruleFolders"').map((path) => resolve(folder, path)),
  baseline,
  cache,
  migration,
};

/** Reads what a configuration file says. Throws a ConfigError. @param folder the one it stands in */
export function readConfig(node: Located, reader: ConfigReader, folder: string): ConfigFile {
  const fields = reader.fields(node, 'the configuration', [], CONFIG_KEYS);
  return Object.fromEntries(
    [...fields].filter(([key]) => key in READERS).map(([key, value]) => [key, READERS[key]!(value, reader, folder)]),
  );
}
