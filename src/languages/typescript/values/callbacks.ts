import { ts } from 'ts-morph';
import { bare, functionAround, isFunctionNode, isInside, memberOf } from '../syntax/nodes.ts';
import { type Context, callFrame, type Frame, givenFrame } from './context.ts';
import { unknownEntity } from './entity.ts';
import type { Evaluator } from './evaluator.ts';
import { calleeFunctions } from './functions.ts';
import { interceptedClient } from './interceptors.ts';
import { elementsOf } from './lists.ts';

const EACH = new Set(['map', 'forEach', 'filter', 'find', 'findIndex', 'some', 'every', 'flatMap']);
const MAX_FRAMES = 24;

/** How a function that is handed to another one is entered: by that function, for each element, with a promise's result. */
export function callbackArguments(e: Evaluator, node: ts.FunctionLikeDeclaration, base: Context): readonly Frame[] {
  return e.once<ts.Node, readonly Frame[]>('callbackArguments', node, [], () => {
    const frames: Frame[] = [];
    for (const { call, index } of handedTo(e, node)) frames.push(...framesOf(e, call, index, base));
    return frames.slice(0, MAX_FRAMES);
  });
}

/** The calls that get the function as an argument. */
function handedTo(e: Evaluator, node: ts.FunctionLikeDeclaration): { call: ts.CallExpression | ts.NewExpression; index: number }[] {
  const found: { call: ts.CallExpression | ts.NewExpression; index: number }[] = [];
  const { parent } = node;
  if ((ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression !== node) {
    found.push({ call: parent, index: parent.arguments?.indexOf(node as ts.Expression) ?? -1 });
  }
  const name = functionName(node);
  if (name === undefined) return found;
  for (const call of e.program.callsWithArgument(name)) {
    if (ts.isTaggedTemplateExpression(call)) continue;
    const index =
      call.arguments?.findIndex(
        (argument) =>
          !ts.isSpreadElement(argument) && e.eval(argument, e.root).some((entity) => entity.kind === 'function' && entity.node === node),
      ) ?? -1;
    if (index >= 0) found.push({ call, index });
  }
  return found;
}

function functionName(node: ts.FunctionLikeDeclaration): string | undefined {
  if (node.name && (ts.isIdentifier(node.name) || ts.isPrivateIdentifier(node.name))) return node.name.text;
  const { parent } = node;
  return ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name) ? parent.name.text : undefined;
}

function framesOf(e: Evaluator, call: ts.CallExpression | ts.NewExpression, index: number, base: Context): Frame[] {
  const member = memberOf(bare(call.expression));
  if (member?.name !== undefined && EACH.has(member.name) && index === 0) return eachElement(e, call, member.object, base);
  if (member?.name === 'reduce' && index === 0) {
    const [frame] = eachElement(e, call, member.object, base);
    return frame ? [givenFrame(call, base, [unknownEntity('accumulator', 'computed'), frame.given?.[0]])] : [];
  }
  if (member?.name === 'then' && index === 0) return [givenFrame(call, base, [e.eval(member.object, base)])];
  const intercepted = interceptedClient(e, call, base);
  if (intercepted)
    return [
      givenFrame(call, base, [[{ kind: 'part', of: intercepted.client, path: [intercepted.side === 'request' ? 'sent' : 'reply'] }]]),
    ];
  const frames: Frame[] = [];
  for (const target of calleeFunctions(e, call)) {
    if (!isFunctionNode(target)) continue;
    frames.push(...innerCalls(e, target, call, index, base));
  }
  return frames;
}

function eachElement(e: Evaluator, call: ts.CallExpression | ts.NewExpression, list: ts.Expression, base: Context): Frame[] {
  const elements = e.joined(e.eval(list, base).map((entity) => elementsOf(e, entity, call, base)));
  return elements.length === 0 ? [] : [givenFrame(call, base, [elements, unknownEntity('index', 'loop')])];
}

/** The calls of a parameter inside the function that got the callback for it. */
function innerCalls(
  e: Evaluator,
  target: ts.FunctionLikeDeclaration,
  call: ts.CallExpression | ts.NewExpression,
  index: number,
  base: Context,
): Frame[] {
  const parameter = target.parameters[index];
  if (!parameter || !ts.isIdentifier(parameter.name)) return [];
  const inner = e.contexts.enter(base, target, callFrame(call, base));
  return e.program
    .callsNamed(parameter.name.text)
    .filter(
      (candidate): candidate is ts.CallExpression =>
        ts.isCallExpression(candidate) &&
        isInside(candidate, target) &&
        ts.isIdentifier(bare(candidate.expression)) &&
        functionAround(candidate) !== undefined,
    )
    .map((candidate) => callFrame(candidate, inner));
}
