import { type Abstract, type Entity, entityValue, type Item, join, NONE, present, string, unknownValue } from '../values/abstract.ts';
import {
  anyElement,
  changeContents,
  contents,
  entries,
  getKey,
  iterate,
  keysOf,
  mergeInto,
  newDictionary,
  sequenceValue,
  setKey,
} from '../values/collections.ts';
import type { Arguments, LibraryFunction, Machine } from '../values/machine.ts';
import { named, selfEntities } from './table.ts';

type Method = (machine: Machine, entity: Entity, args: Arguments) => Abstract;

function method(fn: Method): LibraryFunction {
  return (machine, args, self) => join(selfEntities(self).map((entity) => fn(machine, entity, args)));
}

function keyText(key: string | undefined, args: Arguments): Abstract {
  return key === undefined
    ? unknownValue('key', 'loop', args.span)
    : string({ alternatives: [[{ kind: 'text', text: key }]], truncated: false });
}

const get: Method = (_machine, entity, args) => {
  const fallback = args.positional[1]?.value ?? NONE;
  const found = keysOf(args.positional[0]?.value ?? []).map((key): Abstract => {
    if (key === undefined) return join([...entries(entity).map((entry) => entry.value), fallback]);
    const value = getKey(entity, key);
    if (!value) return fallback;
    return value.some((atom) => atom.kind === 'absent') ? join([present(value), fallback]) : value;
  });
  return join(found);
};

const update: Method = (machine, entity, args) => {
  for (const item of args.positional) mergeInto(machine, entity, item.value, item.span ?? args.span);
  for (const [name, item] of args.keywords) setKey(machine, entity, keyText(name, args), item.value, item.span ?? args.span);
  return NONE;
};

const setDefault: Method = (machine, entity, args) => {
  const [key, value] = args.positional;
  if (key && value) {
    for (const name of keysOf(key.value)) {
      const before = name === undefined ? undefined : getKey(entity, name);
      if (!before || before.some((atom) => atom.kind === 'absent'))
        setKey(machine, entity, key.value, join([present(before ?? []), value.value]), value.span ?? args.span);
    }
  }
  return get(machine, entity, args);
};

const pop: Method = (machine, entity, args) => {
  const value = get(machine, entity, args);
  if (args.positional[0]) setKey(machine, entity, args.positional[0].value, [{ kind: 'absent' }], args.span);
  return value;
};

const newDict: LibraryFunction = (machine, args) => {
  const dictionary = newDictionary(machine, args.span);
  update(machine, dictionary, args);
  return entityValue(dictionary);
};

function list(kind: 'list' | 'tuple'): LibraryFunction {
  return (machine, args) => {
    const source = args.positional[0]?.value;
    const lists = source ? iterate(source, 'item', args.span) : [[]];
    return sequenceValue(
      machine,
      kind,
      lists.length === 1 ? lists[0]! : [{ value: anyElement(lists, 'item', args.span), many: true }],
      args.span,
    );
  };
}

const append: Method = (machine, entity, args) => {
  const item = args.positional[0];
  if (item) changeContents(machine, entity, (items) => [...items, item], args.span);
  return NONE;
};

/** Dictionaries and lists. */
export const collectionFunctions: [string, LibraryFunction][] = [
  ['dict.get', method(get)],
  ['dict.update', method(update)],
  ['dict.setdefault', method(setDefault)],
  ['dict.pop', method(pop)],
  [
    'dict.copy',
    method((machine, entity, args) =>
      newDict(machine, { ...args, positional: [{ value: entityValue(entity) }], keywords: new Map() }, [], 'dict'),
    ),
  ],
  [
    'dict.keys',
    method((machine, entity, args) =>
      sequenceValue(
        machine,
        'list',
        entries(entity).map((entry): Item => ({ value: keyText(entry.key, args), many: entry.key === undefined })),
        args.span,
      ),
    ),
  ],
  ...named(
    'dict.values dict.itervalues',
    method((machine, entity, args) =>
      sequenceValue(
        machine,
        'list',
        entries(entity).map((entry) => ({ value: entry.value, span: entry.span })),
        args.span,
      ),
    ),
  ),
  ...named(
    'dict.items dict.iteritems',
    method((machine, entity, args) =>
      sequenceValue(
        machine,
        'list',
        entries(entity).map((entry) => ({
          value: sequenceValue(
            machine,
            'tuple',
            [{ value: keyText(entry.key, args) }, { value: entry.value, span: entry.span }],
            args.span,
          ),
          span: entry.span,
        })),
        args.span,
      ),
    ),
  ),
  ...named('builtins.dict collections.OrderedDict requests.structures.CaseInsensitiveDict collections.defaultdict', newDict),
  ...named('copy.copy copy.deepcopy', (machine, args, self, path) => {
    const source = args.positional[0]?.value ?? [];
    const dictionary = source.find((atom) => atom.kind === 'entity' && atom.entity.kind === 'dictionary');
    return dictionary ? newDict(machine, args, self, path) : source;
  }),
  ...named('builtins.list builtins.set builtins.sorted builtins.reversed builtins.iter', list('list')),
  ['builtins.tuple', list('tuple')],
  [
    'builtins.range',
    (machine, args) => sequenceValue(machine, 'list', [{ value: unknownValue('index', 'loop', args.span), many: true }], args.span),
  ],
  [
    'builtins.enumerate',
    (machine, args) => {
      const lists = iterate(args.positional[0]?.value ?? [], 'item', args.span);
      const items = (lists[0] ?? []).map(
        (item): Item => ({
          ...item,
          value: sequenceValue(machine, 'tuple', [{ value: unknownValue('index', 'loop', args.span) }, { value: item.value }], args.span),
        }),
      );
      return sequenceValue(machine, 'list', items, args.span);
    },
  ],
  [
    'builtins.zip',
    (machine, args) => {
      const columns = args.positional.map((item) => iterate(item.value, 'item', args.span));
      const row = columns.map((lists): Item => ({ value: anyElement(lists, 'item', args.span) }));
      return sequenceValue(machine, 'list', [{ value: sequenceValue(machine, 'tuple', row, args.span), many: true }], args.span);
    },
  ],
  ['builtins.next', (_machine, args) => anyElement(iterate(args.positional[0]?.value ?? [], 'item', args.span), 'item', args.span)],
  ['list.append', method(append)],
  [
    'list.insert',
    method((machine, entity, args) => {
      const item = args.positional[1];
      const at = Number(keysOf(args.positional[0]?.value ?? [])[0] ?? 0);
      if (item) changeContents(machine, entity, (items) => [...items.slice(0, at), item, ...items.slice(at)], args.span);
      return NONE;
    }),
  ],
  [
    'list.extend',
    method((machine, entity, args) => {
      const more = iterate(args.positional[0]?.value ?? [], 'item', args.span);
      changeContents(machine, entity, (items) => [...items, ...(more[0] ?? [])], args.span);
      return NONE;
    }),
  ],
  ['list.copy', method((machine, entity, args) => sequenceValue(machine, 'list', contents(entity)[0] ?? [], args.span))],
  ['list.pop', method((_machine, entity, args) => anyElement(iterate(entityValue(entity), 'item', args.span), 'item', args.span))],
];
