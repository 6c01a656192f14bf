import { ts } from 'ts-morph';
import { bare, memberOf } from '../syntax/nodes.ts';
import { spanOf, unitOf } from '../syntax/unit.ts';
import { bufferText } from './base64.ts';
import { superClasses } from './classes.ts';
import { type Context, callFrame, givenFrame } from './context.ts';
import { type Abstract, type Entity, NOTHING_KNOWN, textEntity, unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { importedModule } from './exports.ts';
import { externalCall, madeCall } from './externals.ts';
import { callFunction } from './functions.ts';
import { listMethod } from './list-methods.ts';
import { propertyOrAbsent } from './properties.ts';
import { textMethod } from './strings.ts';
import { urlText } from './urls.ts';
import { passedThrough } from './wrapping.ts';

type Call = ts.CallExpression | ts.NewExpression;

/** What a call or `new` gives. */
export function evalCall(e: Evaluator, call: Call, context: Context): Abstract {
  const callee = bare(call.expression);
  const loaded = loadedModule(e, call, callee);
  if (loaded) return loaded;
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return NOTHING_KNOWN;
  const member = ts.isCallExpression(call) ? memberOf(callee) : undefined;
  const parts: Abstract[] = [];
  if (member?.name !== undefined) {
    const isSuper = member.object.kind === ts.SyntaxKind.SuperKeyword;
    const receivers = isSuper ? superReceivers(e, call) : e.eval(member.object, context);
    if (member.name === 'then' || member.name === 'catch' || member.name === 'finally')
      return promiseMethod(e, call as ts.CallExpression, member.name, receivers, context);
    for (const receiver of receivers) parts.push(callMember(e, call as ts.CallExpression, receiver, member.name, context));
  } else {
    for (const entity of e.eval(callee, context)) parts.push(callEntity(e, call, entity, context));
  }
  const result = e.joined(parts);
  if (result.length > 0) return e.trail(result, { kind: 'function', name: e.nameOf(callee), use: spanOf(call) });
  return unknownEntity(e.nameOf(callee), 'computed', spanOf(call));
}

function loadedModule(e: Evaluator, call: Call, callee: ts.Expression): Abstract | undefined {
  const isLoad = callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
  const [argument] = call.arguments ?? [];
  if (!isLoad || !argument || !ts.isStringLiteralLike(argument)) return undefined;
  const unit = unitOf(call);
  const target = e.program.resolve(unit, argument.text);
  if (!target) return [{ kind: 'external', module: argument.text.replace(/^node:/, ''), path: [] }];
  return callee.kind === ts.SyntaxKind.ImportKeyword ? [{ kind: 'module', unit: target }] : importedModule(e, target);
}

/** Calling one thing that an expression can be. */
export function callEntity(e: Evaluator, call: Call, entity: Entity, context: Context, shift = 0): Abstract {
  switch (entity.kind) {
    case 'function':
      if (ts.isNewExpression(call))
        return [{ kind: 'instance', node: entity.node as ts.FunctionDeclaration, construction: { call, context } }];
      return callFunction(e, entity, callFrame(call, context, entity.self, shift));
    case 'class':
      return [{ kind: 'instance', node: entity.node, ...(ts.isNewExpression(call) && { construction: { call, context } }) }];
    case 'external':
      return externalCall(e, call, entity, context);
    case 'made':
    case 'part':
      return madeCall(e, call, entity, context);
    case 'unknown':
      return [{ ...entity, span: spanOf(call) }];
    default:
      return NOTHING_KNOWN;
  }
}

function superReceivers(e: Evaluator, node: ts.Node): Abstract {
  for (let current = node.parent; current; current = current.parent) {
    if (ts.isClassLike(current))
      return superClasses(e, current)
        .slice(0, 1)
        .map((parent): Entity => ({ kind: 'instance', node: parent }));
  }
  return unknownEntity('super', 'computed', spanOf(node));
}

function callMember(e: Evaluator, call: ts.CallExpression, receiver: Entity, name: string, context: Context): Abstract {
  switch (receiver.kind) {
    case 'text':
      return textMethod(e, call, receiver.value, name, context);
    case 'list':
      return listMethod(e, call, receiver, name, context);
    case 'function':
      if (name === 'bind') return [receiver];
      if (name === 'call') return callEntity(e, call, receiver, context, 1);
      break;
    case 'external':
      return externalCall(e, call, { ...receiver, path: [...receiver.path, name] }, context);
    case 'made': {
      const text = receiver.type === 'url' && (name === 'toString' || name === 'toJSON') ? urlText(e, receiver, call, context) : undefined;
      if (text) return textEntity(text);
      if (receiver.type === 'buffer' && name === 'toString') return bufferText(e, receiver, call, context);
      return madeCall(e, call, { kind: 'part', of: receiver, path: [name] }, context);
    }
    case 'part':
      return madeCall(e, call, { ...receiver, path: [...receiver.path, name] }, context);
    case 'unknown':
      return textLike(receiver, name)
        ? textMethod(e, call, e.asValue([receiver], call, context), name, context)
        : (passedThrough(e, call, context) ?? unknownResult(e, call, receiver, name));
    case 'constant':
      return NOTHING_KNOWN;
    default:
      break;
  }
  const found = propertyOrAbsent(e, receiver, name, call.expression, context);
  if (found.value.length === 0) return unknownEntity(name, 'computed', spanOf(call));
  return e.joined(found.value.map((entity) => callEntity(e, call, entity, context)));
}

const TEXT_METHODS = new Set([
  'trim',
  'trimEnd',
  'trimStart',
  'replace',
  'replaceAll',
  'toString',
  'toLowerCase',
  'toUpperCase',
  'concat',
  'slice',
  'substring',
  'valueOf',
]);

function textLike(receiver: Entity, name: string): boolean {
  return receiver.kind === 'unknown' && TEXT_METHODS.has(name);
}

/** `config.get('jamf.url')` is called what the script calls it. */
function unknownResult(e: Evaluator, call: ts.CallExpression, receiver: Extract<Entity, { kind: 'unknown' }>, name: string): Abstract {
  const [argument] = call.arguments;
  const key = argument && bare(argument);
  if (key && ts.isStringLiteralLike(key) && /^(get\w*|require|env|string|value)$/i.test(name) && /^[\w.:-]{1,60}$/.test(key.text))
    return unknownEntity(key.text, 'config', spanOf(call));
  return unknownEntity(
    e.nameOf(call),
    receiver.cause === 'argument' || receiver.cause === 'cycle' ? 'computed' : receiver.cause,
    spanOf(call),
  );
}

/** `promise.then(f)` gives what `f` makes of the result. */
function promiseMethod(e: Evaluator, call: ts.CallExpression, name: string, receivers: Abstract, context: Context): Abstract {
  const [handler] = call.arguments;
  if (name !== 'then' || !handler) return receivers;
  const parts: Abstract[] = [];
  for (const entity of e.eval(handler, context)) {
    if (entity.kind === 'function') parts.push(callFunction(e, entity, givenFrame(call, context, [receivers], entity.self)));
  }
  const result = e.joined(parts);
  return result.length > 0 ? result : unknownEntity(e.nameOf(call.expression), 'computed', spanOf(call));
}
