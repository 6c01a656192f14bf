import { ts } from 'ts-morph';
import { bare, functionAround, isFunctionNode, isInside, isLoop, memberOf } from '../../languages/typescript/syntax/nodes.ts';
import { Change } from './change.ts';
import { bindingOf, contains, identifiersIn } from './project.ts';
import { cannotWait, Refusal } from './refusal.ts';
import type { Settling } from './settle.ts';

/** Says that a request cannot be put behind a promise at all: then why nothing can be waited for tells more. */
export class Unchainable extends Refusal {
  constructor() {
    super('cannot-wait', 'The call stands in a function that does not wait, and what it returns is used at once.');
  }
}

/** The request that a place is an argument of, functions in between aside. */
function requestAround(place: ts.Node, requests: ReadonlySet<ts.Node>): ts.CallExpression | undefined {
  for (let node = place; node.parent && !isFunctionNode(node); node = node.parent) {
    const { parent } = node;
    if (ts.isCallExpression(parent) && requests.has(parent)) return parent.arguments.includes(node as ts.Expression) ? parent : undefined;
  }
  return undefined;
}

/** The end of a chain of calls that a call starts, as far as they are of the names given. */
function chained(call: ts.Expression, names: RegExp | undefined): ts.Expression {
  let current = call;
  for (;;) {
    const { parent } = current;
    if (!ts.isPropertyAccessExpression(parent) || parent.expression !== current || (names && !names.test(parent.name.text))) return current;
    if (!ts.isCallExpression(parent.parent) || parent.parent.expression !== parent) return current;
    current = parent.parent;
  }
}

/** The expression that can run once the token is there: the request whose result is chained on, or a whole statement. */
function postponable(request: ts.CallExpression): ts.Expression | undefined {
  const whole = chained(request, undefined);
  if (whole !== request && chained(request, /^(?:then|catch|finally)$/) === whole) return request;
  const outer = ts.isVoidExpression(whole.parent) ? whole.parent : whole;
  return ts.isExpressionStatement(outer.parent) ? whole : undefined;
}

/** Whether a variable keeps its value for good, and what it holds is not changed in a loop around the request. */
function isSteady(identifier: ts.Identifier, request: ts.Node): boolean {
  const binding = bindingOf(identifier);
  if (!binding) return true;
  if (binding.definitions.length > 1) return false;
  if (contains(functionAround(request), (node) => isIncrement(node) && bindingOf(node.operand as ts.Identifier) === binding)) return false;
  for (let loop = request.parent; loop && !isFunctionNode(loop); loop = loop.parent) {
    if (!isLoop(loop) || binding.definitions.some(({ node }) => isInside(node, loop))) continue;
    if (contains(loop, (node) => changesObject(node, identifier.text))) return false;
  }
  return true;
}

function isIncrement(node: ts.Node): node is ts.PrefixUnaryExpression | ts.PostfixUnaryExpression {
  return (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) && ts.isIdentifier(node.operand);
}

function changesObject(node: ts.Node, name: string): boolean {
  if (!ts.isExpressionStatement(node)) return false;
  const { expression } = node;
  const target = ts.isBinaryExpression(expression) ? expression.left : ts.isCallExpression(expression) ? expression.expression : undefined;
  const member = target && memberOf(bare(target));
  return member !== undefined && new RegExp(`^${name.replace(/\$/g, '\\$')}\\b`).test(member.object.getText());
}

/**
 * Sends a request once a promise has given what stands at a place of its arguments: `promise.then((name) => request)`. The place is
 * left to the caller. Throws a Refusal where the request would differ from the one that is sent at once.
 */
export function chainThrough(place: ts.Node, promise: string, name: string, settling: Settling): void {
  const { change, requests, command } = settling;
  const request = command ?? requestAround(place, requests);
  const whole = request && postponable(request);
  if (!request || !whole) throw new Unchainable();
  if (contains(whole, (node) => ts.isAwaitExpression(node) || ts.isYieldExpression(node)))
    throw cannotWait('The call waits for something else among its arguments.');
  const names = request.arguments.flatMap(identifiersIn);
  const moving = names.find((identifier) => !isSteady(identifier, request));
  if (moving) throw cannotWait(`The call stands in a function that does not wait, and ${moving.text} may change before a token is there.`);
  change.before(whole, `${promise}.then((${name}) => `);
  change.after(whole, ')');
}

/** Tries a change; what it has noted counts only if it does not throw. */
export function attempt<T>(settling: Settling, run: (trial: Settling) => T): T {
  const trial: Settling = { ...settling, change: new Change(), seen: new Set(settling.seen) };
  const result = run(trial);
  settling.change.include(trial.change);
  for (const one of trial.seen) settling.seen.add(one);
  return result;
}
