import { literalValue, type Value } from '../../../values/value.ts';
import { type Abstract, asText, string, unknownValue } from '../values/abstract.ts';
import { encodeBase64 } from '../values/base64.ts';
import { argument, literalArgument } from '../values/binding.ts';
import { entries, sequenceValue } from '../values/collections.ts';
import { formatMethod, joinMethod } from '../values/formatting.ts';
import type { Arguments, LibraryFunction } from '../values/machine.ts';
import { changeText, replaceText, splitWords, strip } from '../values/strings.ts';
import { named, textArgument } from './table.ts';

type StringMethod = (self: Value, args: Arguments, machine: Parameters<LibraryFunction>[0]) => Value | Abstract;

function method(fn: StringMethod): LibraryFunction {
  return (machine, args, self) => {
    const value = asText(self, 'text', args.span);
    const result = fn(value, args, machine);
    return 'alternatives' in result ? string(result) : result;
  };
}

const stripping = (sides: 'both' | 'left' | 'right'): LibraryFunction =>
  method((self, args) => strip(self, textArgument(args, 0, 'chars'), sides));
const mapping = (change: (content: string) => string): LibraryFunction => method((self) => changeText(self, change));

const encode: LibraryFunction = method((self, args) =>
  /^base64/.test(literalArgument(args, 0, 'encoding') ?? '') ? encodeBase64(self, args.span) : self,
);

const split: LibraryFunction = method((self, args, machine) => {
  const separator = argument(args, 0, 'sep');
  const literal =
    separator && !separator.value.some((atom) => atom.kind === 'none')
      ? literalValue(asText(separator.value, 'sep', args.span))
      : undefined;
  const words =
    separator && literal === undefined && !separator.value.some((atom) => atom.kind === 'none') ? undefined : splitWords(self, literal);
  if (!words) return sequenceValue(machine, 'list', [{ value: unknownValue('part', 'computed', args.span), many: true }], args.span);
  const single = words.length === 1 && words[0]!.alternatives[0]?.some((piece) => piece.kind === 'unknown');
  return sequenceValue(
    machine,
    'list',
    words.map((word) => ({ value: string(word), span: args.span, many: single })),
    args.span,
  );
});

function cut(prefix: boolean): LibraryFunction {
  return method((self, args) => {
    const part = literalArgument(args, 0, '');
    if (!part) return self;
    return changeText(self, (content) => {
      if (prefix) return content.startsWith(part) ? content.slice(part.length) : content;
      return content.endsWith(part) ? content.slice(0, -part.length) : content;
    });
  });
}

/** Methods of strings. */
export const stringMethods: [string, LibraryFunction][] = [
  ['str.format', method((self, args, machine) => formatMethod(machine, self, args))],
  [
    'str.format_map',
    method((self, args, machine) => {
      const dictionary = args.positional[0]?.value.find((atom) => atom.kind === 'entity');
      const keywords = new Map(
        dictionary?.kind === 'entity'
          ? entries(dictionary.entity).flatMap((entry) =>
              entry.key === undefined ? [] : [[entry.key, { value: entry.value, span: entry.span }] as const],
            )
          : [],
      );
      return formatMethod(machine, self, { ...args, keywords });
    }),
  ],
  ['str.strip', stripping('both')],
  ['str.lstrip', stripping('left')],
  ['str.rstrip', stripping('right')],
  ['str.replace', method((self, args) => replaceText(self, textArgument(args, 0, 'old') ?? self, textArgument(args, 1, 'new') ?? self))],
  ...named(
    'str.lower str.casefold',
    mapping((content) => content.toLowerCase()),
  ),
  ['str.upper', mapping((content) => content.toUpperCase())],
  ...named(
    'str.title str.capitalize str.zfill',
    method((self) => self),
  ),
  ['str.removeprefix', cut(true)],
  ['str.removesuffix', cut(false)],
  ['str.encode', encode],
  ['str.decode', method((self) => self)],
  ['str.join', method((self, args) => (args.positional[0] ? joinMethod(self, args.positional[0].value, args.span) : self))],
  ...named('str.split str.rsplit', split),
  ...named('str.splitlines str.partition str.rpartition', (machine, args) =>
    sequenceValue(machine, 'list', [{ value: unknownValue('part', 'computed', args.span), many: true }], args.span),
  ),
  ...named('str.startswith str.endswith', (_machine, args) => unknownValue('condition', 'computed', args.span)),
];
