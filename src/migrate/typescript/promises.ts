import { ts } from 'ts-morph';
import { bare, isFunctionNode, memberOf } from '../../languages/typescript/syntax/nodes.ts';
import { calleeFunctions } from '../../languages/typescript/values/functions.ts';
import type { Project } from './project.ts';

const CHAINING: ReadonlySet<string | undefined> = new Set(['then', 'catch', 'finally']);

export function isAsync(fn: ts.Node): boolean {
  return ts.canHaveModifiers(fn) && (ts.getModifiers(fn)?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false);
}

/** Whether a function literal is handed to `.then`, `.catch` or `.finally`: what it returns is waited for either way. */
export function isChained(fn: ts.Node): boolean {
  const { parent } = fn;
  return (
    ts.isCallExpression(parent) && parent.arguments.includes(fn as ts.Expression) && CHAINING.has(memberOf(bare(parent.expression))?.name)
  );
}

/** Whether a function literal is the executor of `new Promise`. */
export function isExecutor(fn: ts.Node): boolean {
  const { parent } = fn;
  return ts.isNewExpression(parent) && parent.arguments?.[0] === fn && parent.expression.getText() === 'Promise';
}

/** Whether a function literal handles requests or answers of axios, got or ky, which wait for what their handlers return. */
export function isInterceptor(fn: ts.Node): boolean {
  const { parent } = fn;
  if (ts.isCallExpression(parent)) {
    const [first, second, third] = parent.arguments;
    return (
      /\.interceptors\.(?:request|response)\.use$/.test(parent.expression.getText()) &&
      (first === fn || second === fn) &&
      third === undefined
    );
  }
  const holder = ts.isArrayLiteralExpression(parent) ? parent.parent : undefined;
  return (
    holder !== undefined && ts.isPropertyAssignment(holder) && /^(?:beforeRequest|beforeRetry|afterResponse)$/.test(holder.name.getText())
  );
}

/** The statements that a list always ends in leaving the function by `return` or `throw`. */
function endsInReturn(statements: readonly ts.Statement[]): boolean {
  const last = statements.at(-1);
  if (!last) return false;
  if (ts.isReturnStatement(last) || ts.isThrowStatement(last)) return true;
  if (ts.isBlock(last)) return endsInReturn(last.statements);
  if (ts.isIfStatement(last))
    return last.elseStatement !== undefined && endsInReturn([last.thenStatement]) && endsInReturn([last.elseStatement]);
  return false;
}

/** What a function returns and throws itself, functions inside of it aside. */
function exitsOf(body: ts.Node): { returned: (ts.Expression | undefined)[]; throws: boolean } {
  const returned: (ts.Expression | undefined)[] = [];
  let throws = false;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(node) || ts.isClassLike(node)) return;
    if (ts.isReturnStatement(node)) returned.push(node.expression);
    if (ts.isThrowStatement(node)) throws = true;
    ts.forEachChild(node, visit);
  };
  visit(body);
  return { returned, throws };
}

/** Whether an expression is a promise of the language's own kind, or one that is used like it. */
export function isPromise(expression: ts.Expression, project: Project, requests: ReadonlySet<ts.Node>, depth = 0): boolean {
  let node = expression;
  while (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) node = node.expression;
  if (ts.isConditionalExpression(node))
    return isPromise(node.whenTrue, project, requests, depth) && isPromise(node.whenFalse, project, requests, depth);
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Promise';
  if (!ts.isCallExpression(node)) return false;
  if (requests.has(node)) return true;
  const member = memberOf(bare(node.expression));
  if (member && (CHAINING.has(member.name) || member.object.getText() === 'Promise')) return true;
  const functions = [...calleeFunctions(project.evaluator, node)];
  return depth < 4 && functions.length > 0 && functions.every((fn) => isAsync(fn) || returnsPromise(fn, project, requests, depth + 1));
}

/** Whether a function returns a promise on every way out and throws nothing: then making it `async` changes nothing for its callers. */
export function returnsPromise(fn: ts.Node, project: Project, requests: ReadonlySet<ts.Node>, depth = 0): boolean {
  if (!isFunctionNode(fn) || !fn.body || ts.isConstructorDeclaration(fn) || ts.isAccessor(fn)) return false;
  if ('asteriskToken' in fn && fn.asteriskToken) return false;
  if (!ts.isBlock(fn.body)) return isPromise(fn.body, project, requests, depth);
  const { returned, throws } = exitsOf(fn.body);
  if (throws || returned.length === 0 || !endsInReturn(fn.body.statements)) return false;
  return returned.every((value) => value !== undefined && isPromise(value, project, requests, depth));
}

/** Whether a function may return a request, or what a chain of calls makes of one, without waiting for it. */
export function returnsRequest(fn: ts.Node, requests: ReadonlySet<ts.Node>): boolean {
  if (!isFunctionNode(fn) || !fn.body) return false;
  const values = ts.isBlock(fn.body) ? exitsOf(fn.body).returned : [fn.body];
  return values.some((value) => {
    let node: ts.Expression | undefined = value && bare(value);
    if (value && ts.isAwaitExpression(value)) return false;
    for (let depth = 0; node && depth < 20; depth++) {
      if (requests.has(node)) return true;
      const member: ts.Expression | undefined = ts.isCallExpression(node) ? memberOf(bare(node.expression))?.object : undefined;
      node = member && bare(member);
    }
    return false;
  });
}
