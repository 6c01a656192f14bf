import { ts } from 'ts-morph';
import { skeleton, sliceSequence, trimEnd, trimStart } from '../../../values/text.ts';
import { concat, mapAlternatives, type Sequence, text, type Value } from '../../../values/value.ts';
import type { Context } from './context.ts';
import { type Abstract, join, type MadeEntity, sequenceValue, textEntity, union } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { written } from './properties.ts';

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** Where the path of a URL starts in its skeleton; its length where it has none. */
export function pathStart(whole: string): number {
  const scheme = SCHEME.exec(whole)?.[0].length ?? 0;
  const at = whole.slice(scheme).search(/[/?#]/);
  return at < 0 ? whole.length : scheme + at;
}

/** A base URL and a path as axios, ky and needle join them: one slash between; an absolute URL stands for itself. */
export function joinBase(base: Value | undefined, path: Value): Value {
  if (!base || base.alternatives.every((sequence) => sequence.length === 0)) return path;
  return union(
    path.alternatives.map((sequence) => {
      const value = sequenceValue(sequence);
      if (/^([a-z][a-z0-9+.-]*:)?\/\//i.test(skeleton(sequence))) return value;
      if (sequence.length === 0) return base;
      return concat([
        mapAlternatives(base, (part) => trimEnd(part, /\//)),
        text('/'),
        mapAlternatives(value, (part) => trimStart(part, /\//)),
      ]);
    }),
  );
}

/** `new URL(path, base)`. */
export function resolveUrl(path: Value, base: Value | undefined): Value {
  if (!base) return path;
  const results: Value[] = [];
  for (const part of path.alternatives) {
    if (SCHEME.test(skeleton(part))) {
      results.push(sequenceValue(part));
      continue;
    }
    for (const whole of base.alternatives) results.push(sequenceValue(resolveOne(part, whole)));
  }
  return union(results);
}

function resolveOne(path: Sequence, base: Sequence): Sequence {
  const known = skeleton(base);
  const start = pathStart(known);
  const origin = sliceSequence(base, 0, start);
  if (skeleton(path).startsWith('/')) return [...origin, ...path];
  const folder = known.lastIndexOf('/');
  const kept = folder >= start ? sliceSequence(base, 0, folder + 1) : [...origin, { kind: 'text' as const, text: '/' }];
  return [...kept, ...trimStart(path, /\.(?=\/)/)];
}

/** The text of a URL object where it is used: what it was made of, with the path that was set since. */
export function urlText(e: Evaluator, entity: MadeEntity, place: ts.Node, context: Context): Value | undefined {
  if (entity.type !== 'url' || !entity.node) return undefined;
  const href = written(e, entity, 'href', place, context, {
    node: entity.node,
    find: () => ({ value: textEntity(initialUrl(e, entity)), absent: false }),
  });
  const whole = e.asValue(href.value, place, context);
  const path = written(e, entity, 'pathname', place, context, undefined);
  if (path.value.length === 0) return whole;
  const paths = e.asValue(path.value, place, context);
  const changed = concat([
    mapAlternatives(whole, (sequence) => sliceSequence(sequence, 0, pathStart(skeleton(sequence)))),
    text('/'),
    mapAlternatives(paths, (sequence) => trimStart(sequence, /\//)),
  ]);
  return path.absent ? union([changed, whole]) : changed;
}

function initialUrl(e: Evaluator, entity: MadeEntity): Value {
  const node = entity.node!;
  const args = ts.isNewExpression(node) || ts.isCallExpression(node) ? (node.arguments ?? []) : [];
  const path = args[0] ? e.text(args[0], entity.context) : text('');
  return resolveUrl(path, args[1] ? e.text(args[1], entity.context) : undefined);
}

/** A member of a URL object that is read as text. */
export function urlPart(e: Evaluator, entity: MadeEntity, name: string, place: ts.Node, context: Context): Abstract {
  const whole = urlText(e, entity, place, context);
  if (!whole) return [];
  const cut = (from: (known: string) => number, to: (known: string) => number): Abstract =>
    textEntity(mapAlternatives(whole, (sequence) => sliceSequence(sequence, from(skeleton(sequence)), to(skeleton(sequence)))));
  const scheme = (known: string): number => SCHEME.exec(known)?.[0].length ?? 0;
  const query = (known: string): number => (known.search(/[?#]/) < 0 ? known.length : known.search(/[?#]/));
  if (name === 'origin') return cut(() => 0, pathStart);
  if (name === 'host' || name === 'hostname') return cut(scheme, pathStart);
  if (name === 'pathname') return cut(pathStart, query);
  if (name === 'protocol')
    return cut(
      () => 0,
      (known) => Math.max(0, scheme(known) - 2),
    );
  if (name === 'search') return cut(query, (known) => known.length);
  return name === 'href' ? textEntity(whole) : join([[]]);
}
