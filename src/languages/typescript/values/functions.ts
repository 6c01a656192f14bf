import { ts } from 'ts-morph';
import { type Guard, guardsWithin } from '../syntax/guards.ts';
import {
  bare,
  type CallNode,
  type ClassNode,
  functionAround,
  isFunctionNode,
  isInlineCallback,
  memberOf,
  propertyName,
} from '../syntax/nodes.ts';
import { subClasses } from './classes.ts';
import { armTaken } from './conditions.ts';
import { type Context, callFrame, type Frame } from './context.ts';
import { type Abstract, idOf, NOTHING_KNOWN } from './entity.ts';
import type { Evaluator } from './evaluator.ts';

const MAX_CALLERS = 64;
const MAX_DEPTH = 6;
/** Names of members that so many libraries have that a call of one says nothing about whose it is. */
const COMMON = new Set(
  'get post put patch delete head options request fetch send set add remove find filter map forEach reduce some every push pop call apply bind then catch finally on once emit use run start stop open close init log info warn error debug json text data end write read create update list execute exec query all any parse format toString valueOf next resolve reject render'.split(
    ' ',
  ),
);

/** What a function returns in a context that has been entered. */
export function returned(e: Evaluator, node: ts.FunctionLikeDeclaration, context: Context): Abstract {
  const { body } = node;
  if (!body) return NOTHING_KNOWN;
  if (!ts.isBlock(body)) return e.eval(body, context);
  return e.memo(body, body, context, (inner) => {
    const parts: Abstract[] = [];
    for (const statement of returnsOf(body)) {
      const guards = guardsWithin(statement, node);
      const verdicts = guards.map((guard) => armTaken(e, guard, body, inner));
      if (verdicts.includes(false)) continue;
      parts.push(statement.expression ? e.eval(statement.expression, inner) : [{ kind: 'constant', value: undefined }]);
      if (verdicts.every((verdict) => verdict === true) && guards.length > 0) break;
    }
    return e.joined(parts);
  });
}

const returnCache = new WeakMap<ts.Node, ts.ReturnStatement[]>();

/** The return statements of a function's own body. */
function returnsOf(body: ts.Block): ts.ReturnStatement[] {
  const known = returnCache.get(body);
  if (known) return known;
  const found: ts.ReturnStatement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isReturnStatement(node)) found.push(node);
    else if (!isFunctionNode(node) && !ts.isClassLike(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(body, visit);
  returnCache.set(body, found);
  return found;
}

/** What calling a function gives, in the frame of the call. */
export function callFunction(
  e: Evaluator,
  entity: { readonly node: ts.FunctionLikeDeclaration; readonly context: Context; readonly self?: Abstract | undefined },
  frame: Frame,
): Abstract {
  const outer = e.contexts.at(entity.context, entity.node);
  if (frame.caller.depth >= MAX_DEPTH) return returned(e, entity.node, e.contexts.base(outer));
  return returned(e, entity.node, e.contexts.enter(outer, entity.node, frame));
}

/** The functions that a call can enter: methods, functions, constructors. Empty where nothing of them is known. */
export function calleeFunctions(e: Evaluator, call: CallNode): ReadonlySet<ts.Node> {
  return e.once<ts.Node, ReadonlySet<ts.Node>>('calleeFunctions', call, new Set(), () => {
    const found = new Set<ts.Node>();
    if (ts.isTaggedTemplateExpression(call)) return found;
    let callee = bare(call.expression);
    if (callee.kind === ts.SyntaxKind.SuperKeyword) return found;
    const member = memberOf(callee);
    if (member && (member.name === 'call' || member.name === 'apply' || member.name === 'bind')) callee = bare(member.object);
    for (const entity of e.eval(callee, e.root)) {
      if (entity.kind === 'function') found.add(entity.node);
      else if (entity.kind === 'class' && ts.isNewExpression(call)) found.add(constructorOf(e, entity.node) ?? entity.node);
      else if (entity.kind !== 'unknown') found.add(call);
    }
    return found;
  });
}

/** The constructor that `new` of a class runs: its own or the nearest inherited. */
export function constructorOf(e: Evaluator, node: ClassNode): ts.Node | undefined {
  if (!ts.isClassLike(node)) return node;
  const own = node.members.find((member) => ts.isConstructorDeclaration(member) && member.body);
  if (own) return own;
  const heritage = node.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (!heritage) return undefined;
  return e.once<ts.Node, ts.Node | undefined>('constructorOf', node, undefined, () => {
    const parent = e.eval(heritage.expression, e.root).find((entity) => entity.kind === 'class');
    return parent ? constructorOf(e, parent.node) : undefined;
  });
}

/** The names by which a function may be called. */
function namesOf(e: Evaluator, node: ts.FunctionLikeDeclaration): string[] {
  const names = new Set<string>();
  if (ts.isConstructorDeclaration(node)) {
    for (const owner of [node.parent, ...subClasses(e, node.parent)]) {
      if (owner.name) names.add(owner.name.text);
      else if (ts.isVariableDeclaration(owner.parent) && ts.isIdentifier(owner.parent.name)) names.add(owner.parent.name.text);
      else for (const alias of e.program.aliasesOf('default')) names.add(alias);
    }
  } else {
    if (node.name) names.add(propertyName(node.name) ?? '');
    addHolderNames(node, names);
  }
  const exportedByDefault = !ts.isMethodDeclaration(node) && !ts.isGetAccessorDeclaration(node);
  for (const name of [...names]) for (const alias of e.program.aliasesOf(name)) names.add(alias);
  if (exportedByDefault && isDefaultExport(node)) for (const alias of e.program.aliasesOf('default')) names.add(alias);
  names.delete('');
  return [...names];
}

/** The names of what a function literal is given to: a variable, a property, a member. */
function addHolderNames(node: ts.Node, names: Set<string>): void {
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) names.add(parent.name.text);
    else if (ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent)) names.add(propertyName(parent.name) ?? '');
    else if (ts.isBinaryExpression(parent) && parent.right === child) {
      const left = bare(parent.left);
      names.add(ts.isIdentifier(left) ? left.text : (memberOf(left)?.name ?? ''));
      continue;
    } else if (ts.isParenthesizedExpression(parent) || ts.isAsExpression(parent)) continue;
    else if (ts.isCallExpression(parent) && parent.expression !== child && parent.arguments.length <= 2) continue;
    return;
  }
}

function isDefaultExport(node: ts.Node): boolean {
  for (let current = node; current; current = current.parent) {
    if (ts.isExportAssignment(current)) return true;
    if (ts.canHaveModifiers(current) && ts.getModifiers(current)?.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword))
      return true;
    if (ts.isBinaryExpression(current) && memberOf(bare(current.left))?.name === 'exports') return true;
    if (ts.isStatement(current)) break;
  }
  const name =
    isFunctionNode(node) && node.name
      ? propertyName(node.name)
      : ts.isVariableDeclaration(node.parent)
        ? propertyName(node.parent.name)
        : undefined;
  if (name === undefined) return false;
  return node.getSourceFile().statements.some((statement) => {
    if (ts.isExportAssignment(statement)) return ts.isIdentifier(statement.expression) && statement.expression.text === name;
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return false;
    const { left, right } = statement.expression;
    return memberOf(bare(left))?.name === 'exports' && ts.isIdentifier(right) && right.text === name;
  });
}

/** The calls that enter a function, one frame each. */
export function callersOf(e: Evaluator, node: ts.FunctionLikeDeclaration, base: Context): readonly Frame[] {
  return callsOf(e, node).map((call) => {
    const member = memberOf(bare(call.expression));
    return callFrame(call, base, undefined, member?.name === 'call' ? 1 : undefined);
  });
}

/** The calls that enter a function. */
export function callsOf(e: Evaluator, node: ts.FunctionLikeDeclaration): readonly (ts.CallExpression | ts.NewExpression)[] {
  return e.once<ts.Node, readonly (ts.CallExpression | ts.NewExpression)[]>('callsOf', node, [], () => findCalls(e, node));
}

function findCalls(e: Evaluator, node: ts.FunctionLikeDeclaration): (ts.CallExpression | ts.NewExpression)[] {
  const found = new Set<ts.CallExpression | ts.NewExpression>();
  const loose: (ts.CallExpression | ts.NewExpression)[] = [];
  const { parent } = node;
  const isMember =
    ts.isMethodDeclaration(node) || ts.isPropertyAssignment(parent) || ts.isBinaryExpression(parent) || ts.isPropertyDeclaration(parent);
  for (const name of namesOf(e, node)) {
    const guessable = isMember && !COMMON.has(name) && e.program.definitionsNamed(name) === 1;
    for (const call of e.program.callsNamed(name)) {
      if (found.size >= MAX_CALLERS) break;
      if (ts.isTaggedTemplateExpression(call) || found.has(call) || memberOf(bare(call.expression))?.name === 'apply') continue;
      const functions = calleeFunctions(e, call);
      if (functions.has(node)) found.add(call);
      else if (functions.size === 0 && guessable && memberOf(bare(call.expression))?.name === name) loose.push(call);
    }
  }
  if (ts.isConstructorDeclaration(node))
    for (const below of subClasses(e, node.parent)) for (const call of superCallsIn(below, node, e)) found.add(call);
  return (found.size > 0 ? [...found] : loose).slice(0, MAX_CALLERS);
}

function superCallsIn(below: ClassNode, target: ts.Node, e: Evaluator): ts.CallExpression[] {
  if (!ts.isClassLike(below)) return [];
  const own = below.members.find((member) => ts.isConstructorDeclaration(member) && member.body);
  const heritage = below.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (!own || !heritage) return [];
  const direct = e.eval(heritage.expression, e.root).some((entity) => entity.kind === 'class' && constructorOf(e, entity.node) === target);
  if (!direct) return [];
  const calls: ts.CallExpression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.SuperKeyword) calls.push(node);
    ts.forEachChild(node, visit);
  };
  visit(own);
  return calls;
}

/** A place in one function from which another is entered. */
export interface CallSite {
  readonly site: ts.Node;
  /** The conditions in the functions between, under which the way from the site leads on. */
  readonly guards: readonly Guard[];
  /** Whether the way goes through a callback, which may be called any number of times or never. */
  readonly callback: boolean;
}

interface Way {
  readonly target: ts.FunctionLikeDeclaration;
  readonly guards: readonly Guard[];
  readonly callback: boolean;
}

const MAX_WAY = 5;
const MAX_SITES = 32;

/** The places in one function from which another is entered, directly or through others. */
export function callSitesIn(e: Evaluator, node: ts.FunctionLikeDeclaration, owner: ts.Node): readonly CallSite[] {
  return e.once<string, readonly CallSite[]>('callSitesIn', `${idOf(node)}<${idOf(owner)}`, [], () => {
    const sites: CallSite[] = [];
    const seen = new Set<ts.Node>([node]);
    let ways: Way[] = [{ target: node, guards: [], callback: false }];
    for (let step = 0; step < MAX_WAY && ways.length > 0 && sites.length < MAX_SITES; step++) {
      const next: Way[] = [];
      for (const { target, guards, callback: before } of ways) {
        const callback = before || isInlineCallback(target);
        for (const call of entriesOf(e, target)) {
          const home = functionAround(call);
          if (home === owner) sites.push({ site: call, guards, callback });
          else if (isFunctionNode(home) && !seen.has(home) && next.length < MAX_SITES) {
            seen.add(home);
            next.push({ target: home, guards: [...guardsWithin(call, home), ...guards], callback });
          }
        }
      }
      ways = next;
    }
    return sites;
  });
}

/** The calls that enter a function; a callback is entered where it is handed over. */
function entriesOf(e: Evaluator, node: ts.FunctionLikeDeclaration): readonly ts.Node[] {
  return isInlineCallback(node) ? [node.parent] : callsOf(e, node);
}
