import { type Located, type LocatedEntry, LocatedReader } from '../rules/located.ts';
import type { PrivilegeData, PrivilegeEntry } from './privilege-data.ts';

const VERBS: Readonly<Record<string, string>> = { GET: 'Read', POST: 'Create', PUT: 'Update', DELETE: 'Delete' };
const METHODS = Object.keys(VERBS);
const DEFAULT_SOURCE = 'specification';
const COMMAND_SOURCE = 'command';

type Common = Pick<PrivilegeEntry, 'privileges' | 'inferred' | 'note' | 'source'>;

class PrivilegeReader extends LocatedReader {
  sources: Readonly<Record<string, string>> = {};

  entriesOf(node: Located | undefined, what: string): readonly LocatedEntry[] {
    return node ? this.map(node, what).entries : [];
  }

  methods(node: Located | undefined): string[] {
    if (!node) return METHODS;
    return this.list(node, '"methods"').map((item) => this.oneOf(item, 'an item of "methods"', METHODS));
  }

  /** `inferred` is true for all of the privileges, or lists some of them. */
  inferred(node: Located | undefined, privileges: readonly string[], otherwise: boolean): readonly string[] {
    if (node?.kind === 'list') return this.strings(node, '"inferred"').map((name) => this.among(name, privileges, node.line));
    const all = node ? this.boolean(node, '"inferred"') : otherwise;
    return all ? privileges : [];
  }

  private among(name: string, privileges: readonly string[], line: number): string {
    return privileges.includes(name) ? name : this.fail(line, `"inferred" must list some of "privileges"; "${name}" is none of them`);
  }

  common(fields: Map<string, Located>, privileges: readonly string[], defaultSource: string, inferred: boolean): Common {
    const source = fields.get('source');
    const name = source ? this.string(source, '"source"') : defaultSource;
    if (source && !Object.hasOwn(this.sources, name)) this.fail(source.line, `"source" must be a key of "sources"; it is "${name}"`);
    const note = fields.get('note');
    return {
      privileges,
      inferred: this.inferred(fields.get('inferred'), privileges, inferred),
      ...(note ? { note: this.string(note, '"note"') } : {}),
      source: name,
    };
  }

  /** One entry for each method: its verb in front of each object. */
  resource({ key, value }: LocatedEntry): PrivilegeEntry[] {
    const fields = this.fields(value, `"${key}"`, ['objects'], ['methods', 'source', 'inferred', 'note']);
    const objects = this.strings(fields.get('objects')!, '"objects"');
    return this.methods(fields.get('methods')).map((method) => {
      const privileges = objects.map((object) => `${VERBS[method]} ${object}`);
      return { path: `${key}/**`, methods: [method], ...this.common(fields, privileges, DEFAULT_SOURCE, false) };
    });
  }

  exception(node: Located): PrivilegeEntry {
    const fields = this.fields(node, 'an exception', ['path', 'methods', 'privileges', 'source'], ['inferred', 'note']);
    return {
      path: this.string(fields.get('path')!, '"path"'),
      methods: this.methods(fields.get('methods')),
      ...this.common(fields, this.strings(fields.get('privileges')!, '"privileges"'), DEFAULT_SOURCE, false),
    };
  }

  commands({ key, value }: LocatedEntry): PrivilegeEntry[] {
    const fields = this.fields(value, `"${key}"`, ['always', 'known'], []);
    const always = this.string(fields.get('always')!, '"always"');
    return this.entriesOf(fields.get('known'), '"known"').map((command) => {
      const own = this.fields(command.value, `"${command.key}"`, ['privileges'], ['source', 'note']);
      const inferred = !own.has('source');
      const privileges = [always, ...this.strings(own.get('privileges')!, '"privileges"')];
      return { path: `${key}/command/${command.key}/**`, methods: ['POST'], ...this.common(own, privileges, COMMAND_SOURCE, inferred) };
    });
  }
}

/** Reads a file of rules/data/privileges. Throws a RuleError that names the file, the line and the key. */
export function parsePrivileges(node: Located, file: string): PrivilegeData {
  const reader = new PrivilegeReader(file);
  const top = reader.fields(node, 'the file', ['privileges'], []);
  const fields = reader.fields(top.get('privileges')!, '"privileges"', ['sources', 'resources'], ['exceptions', 'commands']);
  const sources = reader.entriesOf(fields.get('sources'), '"sources"');
  reader.sources = Object.fromEntries(sources.map(({ key, value }) => [key, reader.string(value, `"${key}"`)]));
  const exceptions = fields.get('exceptions');
  return {
    sources: reader.sources,
    entries: [
      ...reader.entriesOf(fields.get('commands'), '"commands"').flatMap((entry) => reader.commands(entry)),
      ...(exceptions ? reader.list(exceptions, '"exceptions"').map((item) => reader.exception(item)) : []),
      ...reader.entriesOf(fields.get('resources'), '"resources"').flatMap((entry) => reader.resource(entry)),
    ],
  };
}
