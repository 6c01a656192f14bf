import { type Abstract, entityValue, join, NONE, unknownValue } from '../values/abstract.ts';
import { argument, literalArgument } from '../values/binding.ts';
import { keysOf } from '../values/collections.ts';
import type { Arguments, LibraryFunction, Machine } from '../values/machine.ts';
import { named, selfEntities } from './table.ts';

/** The attribute under which an option's value is found. */
function destination(args: Arguments): string | undefined {
  const explicit = literalArgument(args, -1, 'dest');
  if (explicit) return explicit;
  const names = args.positional.flatMap((item) => keysOf(item.value)).filter((name) => name !== undefined);
  const long = names.find((name) => name.startsWith('--')) ?? names[0];
  return long?.replace(/^-+/, '').replaceAll('-', '_');
}

/** `add_argument`, `add_option`: an option of the script, and the value it has when it is not given. */
const addOption: LibraryFunction = (machine, args, self) => {
  const name = destination(args);
  const fallback = argument(args, -1, 'default');
  if (name) {
    for (const parser of selfEntities(self)) {
      const values: Abstract[] = [unknownValue(name, 'script-parameter', args.span)];
      if (fallback && !fallback.value.every((atom) => atom.kind === 'none')) values.push(fallback.value);
      machine.store.write(optionsOf(machine, parser), name, { value: join(values), span: args.span });
    }
  }
  return NONE;
};

type Entity = Parameters<Machine['store']['write']>[0];

function optionsOf(machine: Machine, parser: Entity): Entity {
  const known = parser.fields.get('*options')?.value[0];
  if (known?.kind === 'entity') return known.entity;
  const options = machine.store.create('external', { external: 'argparse.Namespace' });
  parser.fields.set('*options', { value: entityValue(options) });
  return options;
}

/** Argument groups and subcommands fill the parser that they belong to. */
const group: LibraryFunction = (machine, args, self) => {
  const entity = machine.store.create('external', { external: 'argparse.ArgumentParser', span: args.span });
  const [parser] = selfEntities(self);
  if (parser) entity.fields.set('*options', { value: entityValue(optionsOf(machine, parser)) });
  return entityValue(entity);
};

const parse: LibraryFunction = (machine, _args, self) => join(selfEntities(self).map((parser) => entityValue(optionsOf(machine, parser))));

const parsePair: LibraryFunction = (machine, args, self, path) => {
  const options = parse(machine, args, self, path);
  const tuple = machine.store.create('tuple', { span: args.span });
  tuple.fields.set('items', {
    value: [{ kind: 'items', items: [{ value: options }, { value: unknownValue('arguments', 'script-parameter', args.span) }] }],
  });
  return entityValue(tuple);
};

function parserOf(path: string): LibraryFunction {
  return (machine, args) => entityValue(machine.store.create('external', { external: path, span: args.span }));
}

const config: LibraryFunction = (_machine, args) => {
  const names = keysOf((args.positional[1] ?? args.positional[0])?.value ?? []);
  const values: Abstract[] = names.map((name) => unknownValue(name ?? 'option', 'config', args.span));
  const fallback = args.keywords.get('fallback');
  if (fallback) values.push(fallback.value);
  return join(values);
};

/** What a script is given from outside: its command line and its settings. */
export const optionFunctions: [string, LibraryFunction][] = [
  ['argparse.ArgumentParser', parserOf('argparse.ArgumentParser')],
  ['optparse.OptionParser', parserOf('optparse.OptionParser')],
  ...named('argparse.ArgumentParser.add_argument optparse.OptionParser.add_option', addOption),
  ...named(
    'argparse.ArgumentParser.add_argument_group argparse.ArgumentParser.add_mutually_exclusive_group argparse.ArgumentParser.add_subparsers argparse.ArgumentParser.add_parser',
    group,
  ),
  ['argparse.ArgumentParser.parse_args', parse],
  ...named('argparse.ArgumentParser.parse_known_args optparse.OptionParser.parse_args', parsePair),
  ['argparse.Namespace', parserOf('argparse.Namespace')],
  ...named('configparser.ConfigParser configparser.SafeConfigParser configparser.RawConfigParser', parserOf('configparser.ConfigParser')),
  ...named('configparser.ConfigParser.get configparser.ConfigParser.getboolean configparser.ConfigParser.getint', config),
];
