import { ts } from 'ts-morph';
import {
  bare,
  type FunctionNode,
  functionAround,
  isFunctionNode,
  isInlineCallback,
  isInside,
  isLoop,
  memberOf,
} from '../../languages/typescript/syntax/nodes.ts';
import type { Binding } from '../../languages/typescript/syntax/scopes.ts';
import { unitOf } from '../../languages/typescript/syntax/unit.ts';
import { calleeFunctions } from '../../languages/typescript/values/functions.ts';
import { everyCallOf } from './callers.ts';
import { type Carrier, carrierOf } from './carriers.ts';
import { attempt, chainThrough } from './chain.ts';
import type { Change } from './change.ts';
import { convertField, convertGetter, convertVariable } from './lazy.ts';
import { bindingOf, type Project, usesOf } from './project.ts';
import { isAsync, isChained, isExecutor, isInterceptor, returnsPromise, returnsRequest } from './promises.ts';
import { cannotWait, Refusal, unsupported } from './refusal.ts';
import { functionOrFile, insertAwait, makeAsync, mayWaitAtTop } from './waiting.ts';

/** What is known while places are settled. */
export interface Settling {
  readonly project: Project;
  readonly change: Change;
  /** The requests of all calls found. */
  readonly requests: ReadonlySet<ts.Node>;
  /** Those of them that give a promise of the language's own kind. */
  readonly promises: ReadonlySet<ts.Node>;
  /** The call that runs the program in question, where that is what makes the request. */
  readonly command?: ts.CallExpression | undefined;
  /** True in Apps Script, which waits for nothing. */
  readonly synchronous: boolean;
  /** What is being or has been settled. */
  readonly seen: Set<ts.Node | string>;
}

/** How a token gets to a place: worked out there, or in front of a statement around it. */
export type Settled = { readonly kind: 'here' } | { readonly kind: 'before'; readonly statement: ts.Statement };

const HERE: Settled = { kind: 'here' };
const MAX_SEEN = 200;

/** The statement that holds a node directly in the body of a function. */
function statementAround(node: ts.Node): ts.Statement {
  let current = node;
  while (
    !(
      ts.isStatement(current) &&
      (ts.isBlock(current.parent) || ts.isSourceFile(current.parent) || ts.isCaseOrDefaultClause(current.parent))
    )
  ) {
    current = current.parent;
    if (isFunctionNode(current) || ts.isSourceFile(current))
      throw cannotWait('The request is made in an expression that nothing can be put in front of.');
  }
  return current;
}

/** Whether everything behind a statement of the script runs whether or not it is waited for. */
function isLastOfFile(call: ts.CallExpression): boolean {
  const statement = call.parent;
  if (!ts.isExpressionStatement(statement) || !ts.isSourceFile(statement.parent)) return false;
  const behind = statement.parent.statements.slice(statement.parent.statements.indexOf(statement) + 1);
  return behind.every(
    (node) =>
      ts.isFunctionDeclaration(node) || ts.isExportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node),
  );
}

/** Makes `await` legal at a node without changing what anything around it does. Throws a Refusal where that cannot be. */
export function makeWaitable(at: ts.Node, settling: Settling): Settled {
  const { project, change, promises, seen, synchronous } = settling;
  if (synchronous) return HERE;
  const fn = functionOrFile(at);
  if (ts.isSourceFile(fn)) {
    if (mayWaitAtTop(unitOf(fn), project)) return HERE;
    throw cannotWait(
      'The call stands outside of functions, where this kind of script cannot wait for a token. Put it into an async function.',
    );
  }
  if (isAsync(fn) || seen.has(fn)) return HERE;
  if (seen.size > MAX_SEEN) throw unsupported('Too many functions would have to change.');
  if (isExecutor(fn)) {
    const promise = fn.parent;
    const outer = makeWaitable(promise, settling);
    return outer.kind === 'before' ? outer : { kind: 'before', statement: statementAround(promise) };
  }
  seen.add(fn);
  if (ts.isGetAccessor(fn)) {
    convertGetter(fn, settling, settleUse);
    return HERE;
  }
  if (isInterceptor(fn) || isChained(fn) || returnsPromise(fn, project, promises)) makeAsync(fn, change);
  else awaitCalls(fn, settling);
  return HERE;
}

/** Makes a function `async` and has every caller wait for it. */
function awaitCalls(fn: FunctionNode, settling: Settling): void {
  if (ts.isSourceFile(fn)) return;
  if (ts.isConstructorDeclaration(fn)) throw cannotWait('The credentials are set in a constructor, where nothing can be waited for.');
  const { parent } = fn;
  const callee = ts.isParenthesizedExpression(parent) ? parent : fn;
  const own = ts.isCallExpression(callee.parent) && callee.parent.expression === callee ? [callee.parent] : undefined;
  const calls = own ?? everyCallOf(fn, settling.project);
  const givesRequest = returnsRequest(fn, settling.requests);
  makeAsync(fn, settling.change);
  for (const call of calls) {
    if (isLastOfFile(call)) continue;
    if (givesRequest && !ts.isAwaitExpression(call.parent))
      throw cannotWait('The function gives the request to its callers, which go on with it themselves.');
    const settled = settle(call, settling);
    if (settled.kind === 'before') throw cannotWait('A caller of the function cannot wait for it.');
    if (!isReturnedAsPromise(call)) insertAwait(call, settling.change);
  }
}

/** `return f()` in a function that is async hands the promise on. */
function isReturnedAsPromise(call: ts.CallExpression): boolean {
  return ts.isReturnStatement(call.parent) || (ts.isArrowFunction(call.parent) && call.parent.body === call);
}

/** The nodes at which a value that a node gives is used in the function itself; undefined where it goes elsewhere. */
function endsIn(fn: FunctionNode, node: ts.Node, depth = 0): ts.Node[] | undefined {
  const carrier = carrierOf(node);
  if (functionAround(node) !== fn || depth > 6) return undefined;
  if (carrier.kind === 'variable') {
    const ends: ts.Node[] = [];
    for (const use of usesOf(carrier.binding, fn.getSourceFile())) {
      if (isWriteTarget(use)) continue;
      const inner = endsIn(fn, use, depth + 1);
      if (!inner) return undefined;
      ends.push(...inner);
    }
    return ends;
  }
  if (carrier.kind === 'argument') return [carrier.call];
  if (carrier.kind === 'result' || carrier.kind === 'other') return [node];
  return undefined;
}

function isWriteTarget(use: ts.Identifier): boolean {
  return ts.isBinaryExpression(use.parent) && use.parent.left === use && use.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

/** Whether every loop of a function that holds the one node holds the other as well. */
function inSameLoops(end: ts.Node, place: ts.Node): boolean {
  for (let current = end.parent; current && !isFunctionNode(current) && !ts.isSourceFile(current); current = current.parent)
    if (isLoop(current) && !isInside(place, current)) return false;
  return true;
}

/** Whether what is built at a place is used once for each time that it is built, so that its token cannot grow old. */
function isFresh(place: ts.Node, binding: Binding): boolean {
  const fn = functionAround(place);
  const uses = usesOf(binding, place.getSourceFile()).filter((use) => !isInside(use, place) && !isWriteTarget(use));
  return uses.every((use) => {
    const ends = endsIn(fn, use);
    return ends !== undefined && [use, ...ends].every((end) => inSameLoops(end, place));
  });
}

function rootOf(object: ts.Expression): ts.Expression {
  let current = bare(object);
  for (let member = memberOf(current); member; member = memberOf(current)) current = bare(member.object);
  return current;
}

/** Calls that look at what they are given and do not keep it. */
const LOOKING = /^(?:JSON\.stringify|console\.\w+|Object\.(?:keys|values|entries)|String|Boolean|UrlFetchApp\.\w+)$/;

/** Whether a request is made in the body of a function itself, so that what it is given is used while it runs. */
function sendsItself(fn: ts.Node, requests: ReadonlySet<ts.Node>): boolean {
  return [...requests].some((request) => {
    if (!isInside(request, fn)) return false;
    let around: ts.Node = functionAround(request);
    while (around !== fn && (isExecutor(around) || isInlineCallback(around))) around = functionAround(around);
    return around === fn;
  });
}

/** Whether a call uses what it is given while it runs, rather than keep it for later. */
function isUsedAtOnce(call: ts.CallExpression | ts.NewExpression, { project, requests, command }: Settling): boolean {
  if (requests.has(call) || call === command) return true;
  if (ts.isNewExpression(call)) return false;
  if (LOOKING.test(call.expression.getText())) return true;
  const functions = [...calleeFunctions(project.evaluator, call)];
  return functions.length > 0 && functions.every((fn) => sendsItself(fn, requests));
}

/** Whether a place can stay as it is with a token worked out there; with what is to be converted where it cannot. */
function settleVariable(place: ts.Node, carrier: Extract<Carrier, { kind: 'variable' }>, settling: Settling): Settled {
  const { binding, value } = carrier;
  const convert = (trial: Settling): Settled => {
    convertVariable(binding, value, trial, settleUse);
    return HERE;
  };
  if (!isFresh(place, binding) || !(settling.synchronous || canWait(place, settling))) return convert(settling);
  try {
    return attempt(settling, (trial) => makeWaitable(place, trial));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    try {
      return attempt(settling, convert);
    } catch (other) {
      throw other instanceof Refusal ? error : other;
    }
  }
}

/** Has a use of what is now built by a function wait for it; true where the request is put behind the promise and the use stays. */
function settleUse(use: ts.Expression, settling: Settling): boolean {
  try {
    const settled = attempt(settling, (trial) => settle(use, trial));
    if (settled.kind !== 'here') throw cannotWait(`A use of ${use.getText()} cannot wait for a token.`);
    return false;
  } catch (error) {
    if (!(error instanceof Refusal) || !ts.isIdentifier(use)) throw error;
    attempt(settling, (trial) => chainThrough(use, `${use.text}()`, use.text, trial));
    return true;
  }
}

/** Whether a place can wait without a change of what it is in. */
function canWait(place: ts.Node, { project }: Settling): boolean {
  const fn = functionOrFile(place);
  return !ts.isSourceFile(fn) || mayWaitAtTop(unitOf(fn), project);
}

/**
 * Sees to it that a token worked out at a place is one that is still good when the request is sent, and that it can be waited for:
 * makes functions around it async, and what is built once and used later into something that is built for each use.
 * Throws a Refusal where that cannot be done without changing more.
 */
export function settle(place: ts.Node, settling: Settling): Settled {
  const carrier = carrierOf(place);
  switch (carrier.kind) {
    case 'variable':
      return settleVariable(place, carrier, settling);
    case 'field':
      convertField(carrier, settling, settleUse);
      return HERE;
    case 'result':
      return makeWaitable(place, settling);
    case 'write': {
      const root = rootOf(carrier.object);
      const binding = ts.isIdentifier(root) ? bindingOf(root) : undefined;
      const isGiven = binding?.definitions.every(({ kind }) => kind === 'parameter') ?? false;
      if (!binding || (!isGiven && !isFresh(place, binding)))
        throw unsupported('The header is put into something that is kept, where its token would grow old.');
      return makeWaitable(place, settling);
    }
    case 'argument':
      if (!isUsedAtOnce(carrier.call, settling))
        throw unsupported('The header is handed to something that may keep it, where its token would grow old.');
      return makeWaitable(place, settling);
    default:
      return makeWaitable(place, settling);
  }
}
