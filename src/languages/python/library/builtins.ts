import { concat, type Value } from '../../../values/value.ts';
import { type Abstract, asText, entityValue, join, lastName, NEVER, NONE, present, string, unknownValue } from '../values/abstract.ts';
import { readAttribute, writeAttribute } from '../values/attributes.ts';
import { decodeBase64, encodeBase64 } from '../values/base64.ts';
import { argument, literalArgument } from '../values/binding.ts';
import { callValue } from '../values/calls.ts';
import { anyElement, iterate, keysOf, newDictionary, sequenceValue } from '../values/collections.ts';
import type { LibraryFunction } from '../values/machine.ts';
import { changeText, joinPath, joinUrl, splitShell } from '../values/strings.ts';
import { handOn, named, textArgument } from './table.ts';

const encode: LibraryFunction = (_machine, args) => {
  const value = textArgument(args, 0, 's');
  return value ? string(encodeBase64(value, args.span)) : unknownValue('base64', 'computed', args.span);
};

const decode: LibraryFunction = (_machine, args) => {
  const value = textArgument(args, 0, 's');
  const decoded = value && decodeBase64(value);
  return decoded ? string(decoded) : unknownValue('decoded', 'computed', args.span);
};

const quote: LibraryFunction = (machine, args, self, path) =>
  handOn(machine, args, self, path).map((atom) =>
    atom.kind === 'string'
      ? { kind: 'string', value: changeText(atom.value, (content) => encodeURI(content.replace(/[\uD800-\uDFFF]/gu, ''))) }
      : atom,
  );

const environment: LibraryFunction = (_machine, args) => {
  const names = keysOf(args.positional[0]?.value ?? []);
  const values: Abstract[] = names.map((name) => unknownValue(name ?? 'environ', 'environment', args.span));
  const fallback = argument(args, 1, 'default');
  if (fallback) values.push(fallback.value);
  return join(values);
};

const paths: LibraryFunction = (_machine, args) => {
  const parts = args.positional.map((item): Value => asText(item.value, 'path', item.span ?? args.span));
  if (args.rest) parts.push(asText(args.rest, 'path', args.span));
  return string(joinPath(parts));
};

const property: LibraryFunction = (machine, args) => {
  const entity = machine.store.create('external', { external: 'builtins.property', span: args.span });
  for (const [position, name] of ['fget', 'fset'].entries()) {
    const item = argument(args, position, name);
    if (item) entity.fields.set(name, { value: item.value });
  }
  return entityValue(entity);
};

/** What the language itself offers, and the modules of the standard library that make strings. */
export const builtinFunctions: [string, LibraryFunction][] = [
  ...named(
    'builtins.str builtins.unicode builtins.int builtins.repr builtins.bytes builtins.bytearray builtins.float builtins.basestring six.text_type six.u six.b six.ensure_str six.ensure_binary',
    handOn,
  ),
  ...named(
    'urllib.parse.quote urllib.parse.quote_plus requests.utils.quote requests.compat.quote urllib.parse.unquote urllib.parse.unquote_plus',
    quote,
  ),
  ...named(
    'html.escape xml.sax.saxutils.escape shlex.quote pipes.quote codecs.decode textwrap.dedent os.path.expanduser os.path.abspath os.fspath pathlib.Path typing.cast',
    handOn,
  ),
  ...named(
    'base64.b64encode base64.encodestring base64.encodebytes base64.standard_b64encode base64.urlsafe_b64encode binascii.b2a_base64 email.base64mime.body_encode',
    encode,
  ),
  ...named(
    'base64.b64decode base64.decodestring base64.decodebytes base64.standard_b64decode base64.urlsafe_b64decode binascii.a2b_base64',
    decode,
  ),
  [
    'codecs.encode',
    (machine, args, self, path) =>
      /^base64/.test(literalArgument(args, 1, 'encoding') ?? '') ? encode(machine, args, self, path) : handOn(machine, args, self, path),
  ],
  ...named('os.environ.get os.getenv environ.get', environment),
  ['os.environ.setdefault', environment],
  ...named('os.path.join', paths),
  ...named('urllib.parse.urljoin requests.compat.urljoin', (_machine, args) =>
    string(joinUrl(textArgument(args, 0, 'base') ?? string_(''), textArgument(args, 1, 'url') ?? string_(''))),
  ),
  [
    'shlex.split',
    (machine, args) => {
      const words = splitShell(textArgument(args, 0, 's') ?? string_(''), args.span);
      const items = words?.map((word) => ({ value: string(word), span: args.span })) ?? [
        { value: unknownValue('word', 'computed', args.span), many: true },
      ];
      return sequenceValue(machine, 'list', items, args.span);
    },
  ],
  ...named(
    'builtins.input builtins.raw_input getpass.getpass click.prompt getpass.getuser builtins.open_input',
    (_machine, args, _self, path) => unknownValue(lastName(path), 'input', args.span),
  ),
  ...named('sys.exit builtins.exit builtins.quit os._exit os.abort', () => NEVER),
  ['builtins.print', () => NONE],
  ['builtins.len', (_machine, args) => unknownValue('length', 'computed', args.span)],
  ...named(
    'builtins.isinstance builtins.issubclass builtins.hasattr builtins.callable builtins.any builtins.all builtins.bool',
    (_machine, args) => unknownValue('condition', 'computed', args.span),
  ),
  [
    'builtins.getattr',
    (machine, args) => {
      const [object, , fallback] = args.positional;
      const values = keysOf(args.positional[1]?.value ?? []).map((name) =>
        name === undefined || !object
          ? unknownValue('attribute', 'computed', args.span)
          : readAttribute(machine, object.value, name, args.span, name),
      );
      return join(fallback ? [...values, fallback.value] : values);
    },
  ],
  [
    'builtins.setattr',
    (machine, args) => {
      const [object, key, value] = args.positional;
      for (const name of keysOf(key?.value ?? []))
        if (name !== undefined && object && value) writeAttribute(machine, object.value, name, value.value, args.span);
      return NONE;
    },
  ],
  ['builtins.property', property],
  [
    'builtins.type',
    (_machine, args) =>
      args.positional[0]?.value.flatMap(
        (atom): Abstract => (atom.kind === 'entity' && atom.entity.type ? [{ kind: 'class', type: atom.entity.type }] : []),
      ) ?? NONE,
  ],
  [
    'builtins.map',
    (machine, args) => {
      const element = anyElement(iterate(args.positional[1]?.value ?? [], 'item', args.span), 'item', args.span);
      const value = callValue(
        machine,
        args.positional[0]?.value ?? [],
        { ...args, positional: [{ value: element, span: args.span }], keywords: new Map() },
        'map',
      );
      return sequenceValue(machine, 'list', [{ value, many: true }], args.span);
    },
  ],
  ['builtins.filter', (_machine, args) => args.positional[1]?.value ?? NONE],
  ...named('builtins.globals builtins.locals builtins.vars', (machine, args) => entityValue(newDictionary(machine, args.span))),
  ...named('functools.partial functools.partialmethod', (machine, args) => {
    const entity = machine.store.create('external', { external: 'functools.partial', span: args.span });
    const [first, ...rest] = args.positional;
    if (first) entity.fields.set('func', { value: first.value });
    entity.fields.set('args', { value: [{ kind: 'items', items: rest }] });
    for (const [name, item] of args.keywords) entity.fields.set(`=${name}`, { value: item.value, span: item.span });
    return entityValue(entity);
  }),
  ...named('contextlib.closing asyncio.run asyncio.wait_for asyncio.ensure_future asyncio.create_task tqdm.tqdm tqdm', (_machine, args) =>
    present(args.positional[0]?.value ?? NONE),
  ),
  ['asyncio.gather', (machine, args) => sequenceValue(machine, 'list', args.positional, args.span)],
  [
    'string.Template',
    (machine, args) => {
      const entity = machine.store.create('external', { external: 'string.Template', span: args.span });
      const template = args.positional[0];
      if (template) entity.fields.set('template', { value: template.value });
      return entityValue(entity);
    },
  ],
  ...named('string.Template.substitute string.Template.safe_substitute', (_machine, args, self) => {
    const template = self.flatMap((atom) => (atom.kind === 'entity' ? (atom.entity.fields.get('template')?.value ?? []) : []));
    const value = asText(template, 'template', args.span);
    const filled = value.alternatives.map((sequence) =>
      concat(
        sequence.flatMap((piece): Value[] => {
          if (piece.kind !== 'text') return [{ alternatives: [[piece]], truncated: false }];
          return piece.text.split(/(\$\{?[A-Za-z_]\w{0,60}\}?)/).map((part, index): Value => {
            const name = part.replace(/[${}]/g, '');
            const item = index % 2 === 1 ? args.keywords.get(name) : undefined;
            return index % 2 === 1 ? asText(item?.value ?? unknownValue(name, 'argument', args.span), name, args.span) : string_(part);
          });
        }),
      ),
    );
    return string({ alternatives: filled.flatMap((one) => one.alternatives), truncated: value.truncated });
  }),
];

function string_(content: string): Value {
  return { alternatives: [content === '' ? [] : [{ kind: 'text', text: content }]], truncated: false };
}
