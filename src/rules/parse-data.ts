import type { ClassicEndpointEntry, EndpointData, TimelineEntry, TokenEndpointEntry } from '../http/endpoint-data.ts';
import { type Located, LocatedReader } from './located.ts';

const STATUSES = ['current', 'legacy', 'misspelt'] as const;

/** All that the files of a data folder may say, whichever file says it. */
export interface DataSet {
  readonly endpoints: EndpointData;
  readonly timeline: readonly TimelineEntry[];
}

export const NO_DATA: DataSet = {
  endpoints: {
    tokenEndpoints: [],
    classic: { documented: '', sources: {}, resources: [], lookups: [], endpoints: [] },
    jamfProApi: { resources: [], commonResources: [], unversioned: [] },
    jamf: { words: [], wordStarts: [], ports: [] },
    otherHosts: [],
    placeholders: [],
  },
  timeline: [],
};

/** Adds what one file says to what is known. Throws a RuleError that names the file, the line and the key. */
export function addData(known: DataSet, node: Located, file: string): DataSet {
  const reader = new LocatedReader(file);
  const keys = ['tokenEndpoints', 'timeline', 'classic', 'jamfProApi', 'jamf', 'otherHosts', 'placeholders'];
  const fields = reader.fields(node, 'the file', [], keys);
  const { endpoints } = known;
  const lists = <K extends string>(key: string, old: Readonly<Record<K, readonly string[]>>): Record<K, readonly string[]> => {
    const given = fields.get(key);
    const names = Object.keys(old) as K[];
    const inner = given ? reader.fields(given, `"${key}"`, [], names) : new Map<string, Located>();
    return Object.fromEntries(names.map((name) => [name, [...old[name], ...strings(reader, inner.get(name), name)]])) as Record<
      K,
      string[]
    >;
  };
  const items = (key: string): readonly Located[] => (fields.has(key) ? reader.list(fields.get(key)!, `"${key}"`) : []);
  return {
    endpoints: {
      tokenEndpoints: [...endpoints.tokenEndpoints, ...items('tokenEndpoints').map((item) => tokenEndpoint(reader, item))],
      classic: fields.has('classic') ? addClassic(endpoints.classic, fields.get('classic')!, reader) : endpoints.classic,
      jamfProApi: lists('jamfProApi', endpoints.jamfProApi),
      jamf: lists('jamf', { ...endpoints.jamf, servers: endpoints.jamf.servers ?? [] }),
      otherHosts: [...endpoints.otherHosts, ...strings(reader, fields.get('otherHosts'), 'otherHosts')],
      placeholders: [...endpoints.placeholders, ...strings(reader, fields.get('placeholders'), 'placeholders')],
    },
    timeline: [...known.timeline, ...items('timeline').map((item) => timelineEntry(reader, item))],
  };
}

function strings(reader: LocatedReader, node: Located | undefined, name: string): string[] {
  return node ? reader.strings(node, `"${name}"`) : [];
}

/** The optional texts among a mapping's fields, those that are there. */
function texts<K extends string>(reader: LocatedReader, fields: Map<string, Located>, keys: readonly K[]): Partial<Record<K, string>> {
  const present = keys.filter((key) => fields.has(key));
  return Object.fromEntries(present.map((key) => [key, reader.string(fields.get(key)!, `"${key}"`)])) as Partial<Record<K, string>>;
}

function tokenEndpoint(reader: LocatedReader, node: Located): TokenEndpointEntry {
  const fields = reader.fields(
    node,
    'a token endpoint',
    ['path', 'status', 'anywhere', 'source'],
    ['behindUnknown', 'replacement', 'note'],
  );
  const behind = fields.get('behindUnknown');
  return {
    path: path(reader, fields.get('path')!),
    status: reader.oneOf(fields.get('status')!, '"status"', STATUSES),
    anywhere: reader.boolean(fields.get('anywhere')!, '"anywhere"'),
    ...(behind ? { behindUnknown: reader.oneOf(behind, '"behindUnknown"', STATUSES) } : {}),
    ...texts(reader, fields, ['replacement', 'note']),
    source: reader.string(fields.get('source')!, '"source"'),
  };
}

function addClassic(known: EndpointData['classic'], node: Located, reader: LocatedReader): EndpointData['classic'] {
  const fields = reader.fields(node, '"classic"', [], ['documented', 'sources', 'resources', 'lookups', 'endpoints']);
  const sources = { ...known.sources };
  const given = fields.get('sources');
  if (given) for (const entry of reader.map(given, '"sources"').entries) sources[entry.key] = reader.string(entry.value, `"${entry.key}"`);
  const endpoints = fields.has('endpoints') ? reader.list(fields.get('endpoints')!, '"endpoints"') : [];
  return {
    documented: texts(reader, fields, ['documented']).documented ?? known.documented,
    sources,
    resources: [...known.resources, ...strings(reader, fields.get('resources'), 'resources')],
    lookups: [...known.lookups, ...strings(reader, fields.get('lookups'), 'lookups')],
    endpoints: [...known.endpoints, ...endpoints.map((item) => classicEndpoint(reader, item, sources))],
  };
}

function classicEndpoint(reader: LocatedReader, node: Located, sources: Readonly<Record<string, string>>): ClassicEndpointEntry {
  const optional = ['removed', 'since', 'deprecated', 'replacement', 'note'];
  const fields = reader.fields(node, 'a Classic endpoint', ['path', 'methods', 'source'], optional);
  const source = reader.string(fields.get('source')!, '"source"');
  if (!Object.hasOwn(sources, source)) reader.fail(fields.get('source')!.line, `"source" must be a key of "sources"; it is "${source}"`);
  const removed = fields.get('removed');
  if (removed && !fields.has('since')) reader.fail(removed.line, '"removed" needs "since"');
  if (!removed && !fields.has('deprecated')) reader.fail(node.line, 'a Classic endpoint needs "removed" or "deprecated"');
  return {
    path: path(reader, fields.get('path')!),
    methods: reader.strings(fields.get('methods')!, '"methods"'),
    ...(removed ? { removed: reader.oneOf(removed, '"removed"', ['stated', 'undocumented'] as const) } : {}),
    ...texts(reader, fields, ['since', 'deprecated', 'replacement', 'note']),
    source,
  };
}

function path(reader: LocatedReader, node: Located): string {
  const value = reader.string(node, '"path"');
  return /^\/|\/$/.test(value) ? reader.fail(node.line, '"path" must have no slash at its ends') : value;
}

function timelineEntry(reader: LocatedReader, node: Located): TimelineEntry {
  const fields = reader.fields(node, 'an item of "timeline"', ['version', 'date', 'fact', 'source'], []);
  const value = (key: string): string => reader.string(fields.get(key)!, `"${key}"`);
  return { version: value('version'), date: value('date'), fact: value('fact'), source: value('source') };
}
