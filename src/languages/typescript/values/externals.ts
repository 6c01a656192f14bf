import { ts } from 'ts-morph';
import { mapText } from '../../../values/text.ts';
import { concat, mapAlternatives, text, type Value } from '../../../values/value.ts';
import { bare } from '../syntax/nodes.ts';
import { spanOf } from '../syntax/unit.ts';
import { base64Decoded, base64Of } from './base64.ts';
import { applyComposed, composedBy } from './composition.ts';
import type { Context } from './context.ts';
import { type Abstract, type Entity, type MadeEntity, NOTHING_KNOWN, textEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { ASKING, BASE64, ENCODING, externalName, isSame, KEYED, MERGING, PATH_JOIN, PLAIN_KEY, UNBASE64 } from './external-names.ts';
import { elementsOf, keysOf } from './lists.ts';
import { madeByLibrary } from './made-by.ts';
import { joinBase, resolveUrl } from './urls.ts';
import { passedThrough } from './wrapping.ts';

type ExternalEntity = Extract<Entity, { kind: 'external' }>;
type Call = ts.CallExpression | ts.NewExpression;

const GLOBAL_OBJECTS = new Set(['window', 'globalThis', 'self', 'global']);

/** A member of a package or of the runtime. */
export function externalMember(object: ExternalEntity, name: string, place: ts.Node): Abstract {
  const { module } = object;
  if (name === 'default' && module !== '') return [object];
  const [head] = object.path;
  const path =
    module === '' && object.path.length === 1 && head !== undefined && GLOBAL_OBJECTS.has(head) ? [name] : [...object.path, name];
  const owner = path.slice(0, -1).join('.');
  if (isEnvironment(module, owner)) return unknownEntity(name, 'environment', spanOf(place));
  if (owner === 'process.argv' || (module === 'process' && owner === 'argv') || owner === 'Deno.args' || owner === 'Bun.argv')
    return unknownEntity(`argv[${name}]`, 'script-parameter', spanOf(place));
  return [{ kind: 'external', module, path }];
}

function isEnvironment(module: string, owner: string): boolean {
  if (module === '') return owner === 'process.env' || owner === 'import.meta.env' || owner === 'Bun.env' || owner === 'env';
  return module === 'process' && owner === 'env';
}

/** What a function of a package or of the runtime gives. */
export function externalCall(e: Evaluator, call: Call, entity: ExternalEntity, context: Context): Abstract {
  const name = externalName(entity);
  const args = call.arguments ?? [];
  const [first] = args;
  const made = madeByLibrary(e, call, name, context) ?? composedBy(call, name, context);
  if (made) return made;
  if (first) {
    if (BASE64.test(name)) return textEntity(base64Of(e.text(first, context), spanOf(call)));
    if (isSame(name)) return e.eval(first, context);
    if (ENCODING.has(name))
      return textEntity(mapAlternatives(e.text(first, context), (sequence) => mapText(sequence, (part) => encoded(part, name))));
    if (UNBASE64.test(name)) {
      const decoded = base64Decoded(e.text(first, context), spanOf(call));
      if (decoded) return textEntity(decoded);
    }
    if (MERGING.test(name) && ts.isCallExpression(call)) return merged(e, call, first, context);
    const text = joinedText(e, call, name, context);
    if (text) return textEntity(text);
  }
  return objectHelpers(e, call, name, context) ?? passedThrough(e, call, context) ?? unknownExternal(e, call, entity, name);
}

/** `Object.assign(target, …)` gives the target; onto a fresh object it makes a new one. */
function merged(e: Evaluator, call: ts.CallExpression, first: ts.Expression, context: Context): Abstract {
  const target = e.eval(first, context);
  const fresh = ts.isObjectLiteralExpression(bare(first)) || target.every((entity) => entity.kind !== 'record');
  return fresh || !/assign$/.test(e.nameOf(call)) ? [{ kind: 'record', node: call, context }] : target;
}

function encoded(part: string, how: string): string {
  try {
    return how === 'encodeURI' || how === 'escape' ? encodeURI(part) : encodeURIComponent(part);
  } catch {
    return part;
  }
}

function joinedText(e: Evaluator, call: Call, name: string, context: Context): Value | undefined {
  const args = (call.arguments ?? []).filter((argument) => !ts.isSpreadElement(argument)).map((argument) => e.text(argument, context));
  if (PATH_JOIN.test(name)) return args.slice(1).reduce((base, part) => joinBase(base, part), args[0]!);
  if (name === 'url:resolve' && args[1]) return resolveUrl(args[1], args[0]);
  if (name === 'util:format') return formatted(args);
  if (name === 'Utilities.formatString') return formatted(args);
  if (/^basic-auth(?:orization)?-header$/.test(name))
    return concat([text('Basic '), base64Of(concat([args[0]!, text(':'), args[1] ?? text('')]), spanOf(call))]);
  return undefined;
}

/** `util.format('%s/x', a)`. */
function formatted(args: readonly Value[]): Value | undefined {
  const [pattern] = args[0]?.alternatives ?? [];
  if (pattern?.length !== 1 || pattern[0]!.kind !== 'text') return undefined;
  const parts = pattern[0]!.text.split(/%[sdijo]/);
  if (parts.length > 64) return undefined;
  return concat(parts.flatMap((part, index) => (index === 0 ? [text(part)] : [args[index] ?? text(''), text(part)])));
}

function objectHelpers(e: Evaluator, call: Call, name: string, context: Context): Abstract | undefined {
  const [first] = call.arguments ?? [];
  if (!first) return undefined;
  const list = (elements: Abstract): Abstract => [{ kind: 'list', node: call, context, elements }];
  switch (name) {
    case 'Object.values':
    case 'Array.from':
      return list(e.joined(e.eval(first, context).map((entity) => elementsOf(e, entity, call, context))));
    case 'Object.keys':
      return list(e.joined(e.eval(first, context).map((entity) => keysOf(e, entity, 'key', call))));
    case 'Object.entries': {
      const objects = e.eval(first, context);
      const key = e.joined(objects.map((entity) => keysOf(e, entity, 'key', call)));
      const value = e.joined(objects.map((entity) => elementsOf(e, entity, call, context)));
      return list([{ kind: 'list', node: first, context, items: [key, value] }]);
    }
    case 'Promise.all':
    case 'Promise.allSettled':
      return e.eval(first, context);
    case 'Object.create':
      return [{ kind: 'unknown', name: 'object', cause: 'computed', span: spanOf(call) }];
    default:
      return undefined;
  }
}

function unknownExternal(e: Evaluator, call: Call, entity: ExternalEntity, name: string): Abstract {
  const [first] = call.arguments ?? [];
  const key = first && bare(first);
  const span = spanOf(call);
  if (/^(?:Deno\.env|Bun\.env|process\.env)\.get$/.test(name) && key && ts.isStringLiteralLike(key))
    return unknownEntity(key.text, 'environment', span);
  if (key && ts.isStringLiteralLike(key) && KEYED.test(name) && PLAIN_KEY.test(key.text)) return unknownEntity(key.text, 'config', span);
  // `getScriptProperties().getProperty('X')`, `createInterface().question(…)`: go on with what the call gives.
  if (entity.path.length > 0 && ts.isCallExpression(call) && ts.isPropertyAccessExpression(call.parent) && call.parent.expression === call)
    return [{ ...entity, path: [...entity.path.slice(0, -1), `${entity.path.at(-1)}()`] }];
  if (ASKING.test(name)) return unknownEntity('input', 'input', span);
  return unknownEntity(e.nameOf(call), 'computed', span);
}

/** Calling something that a package made, or a member of it. */
export function madeCall(e: Evaluator, call: Call, entity: MadeEntity | Extract<Entity, { kind: 'part' }>, context: Context): Abstract {
  const owner = entity.kind === 'made' ? entity : entity.of;
  const name = entity.kind === 'made' ? '' : entity.path.join('.');
  if (owner.type === 'client') {
    if (owner.library === 'superagent' && (name === 'auth' || name === 'set' || name === 'use')) return [owner];
    if (name === 'create' || name === 'extend' || name === 'defaults')
      return [{ kind: 'made', type: 'client', library: owner.library, node: call, context, parent: owner }];
    const made = madeByLibrary(e, call, `${owner.library}:${name}`, context, owner);
    if (made) return made;
  }
  if ((owner.type === 'composed' || owner.type === 'curried') && entity.kind === 'made') {
    const [argument] = call.arguments ?? [];
    return applyComposed(e, owner, argument ? e.eval(argument, context) : NOTHING_KNOWN, call, context);
  }
  // Requests are built by chains whose every call gives the request again.
  if (owner.type === 'request-builder' && name !== 'then') return [owner];
  if (owner.type === 'headers' && name === 'get') return NOTHING_KNOWN;
  if (owner.type === 'buffer' || owner.type === 'search') return unknownEntity(e.nameOf(call), 'computed', spanOf(call));
  return unknownEntity(e.nameOf(call), 'computed', spanOf(call));
}
