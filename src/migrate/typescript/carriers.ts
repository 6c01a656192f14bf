import { ts } from 'ts-morph';
import {
  bare,
  type FunctionNode,
  functionAround,
  isFunctionNode,
  memberOf,
  propertyName,
  thisOwner,
} from '../../languages/typescript/syntax/nodes.ts';
import type { Binding } from '../../languages/typescript/syntax/scopes.ts';
import { bindingOf } from './project.ts';

/** What takes a value from the place where it is written to where it is used. */
export type Carrier =
  /** A call gets it as an argument, each time anew. */
  | { readonly kind: 'argument'; readonly call: ts.CallExpression | ts.NewExpression }
  | { readonly kind: 'variable'; readonly binding: Binding; readonly value: ts.Expression }
  | { readonly kind: 'field'; readonly name: string; readonly owner: ts.ClassLikeDeclaration; readonly value: ts.Expression }
  | { readonly kind: 'result'; readonly fn: FunctionNode }
  /** It is put into an object that is there already. */
  | { readonly kind: 'write'; readonly object: ts.Expression }
  | { readonly kind: 'other' };

const OTHER: Carrier = { kind: 'other' };
/** Calls whose result is their argument in another form. */
const PASSING =
  /^(?:Headers|Request|Map|(?:\w+\.)?(?:Headers|Request|HttpHeaders)|Object\.(?:assign|freeze|seal|fromEntries|entries)|structuredClone|_\.(?:merge|assign|extend|defaults)|JSON\.parse)$/;

function classOf(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  const owner = thisOwner(node)?.parent;
  return owner && ts.isClassLike(owner) ? owner : undefined;
}

/** What an assignment or a declaration gives a value to. */
function assigned(target: ts.Expression, value: ts.Expression): Carrier {
  const left = bare(target);
  if (ts.isIdentifier(left)) {
    const binding = bindingOf(left);
    return binding ? { kind: 'variable', binding, value } : OTHER;
  }
  const member = memberOf(left);
  const owner = member?.object.kind === ts.SyntaxKind.ThisKeyword ? classOf(left) : undefined;
  if (member?.name !== undefined && owner) return { kind: 'field', name: member.name, owner, value };
  return member ? { kind: 'write', object: member.object } : OTHER;
}

/** What takes the value of an expression, or of a property, further. */
export function carrierOf(node: ts.Node): Carrier {
  let current = node;
  if (ts.isExpressionStatement(node.parent)) {
    if (ts.isCallExpression(node)) {
      const member = memberOf(bare(node.expression));
      return member ? { kind: 'write', object: member.object } : OTHER;
    }
    if (ts.isBinaryExpression(node)) {
      const member = memberOf(bare(node.left));
      return member ? { kind: 'write', object: member.object } : OTHER;
    }
  }
  for (;;) {
    const { parent } = current;
    if (
      ts.isParenthesizedExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isSatisfiesExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isTypeAssertionExpression(parent) ||
      ts.isAwaitExpression(parent) ||
      ts.isConditionalExpression(parent) ||
      ts.isSpreadAssignment(parent) ||
      ts.isSpreadElement(parent) ||
      ts.isObjectLiteralExpression(parent) ||
      ts.isArrayLiteralExpression(parent) ||
      ts.isTemplateSpan(parent) ||
      ts.isTemplateExpression(parent) ||
      ts.isShorthandPropertyAssignment(parent) ||
      ts.isPropertyAssignment(parent)
    )
      current = parent;
    else if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      if (!parent.arguments?.includes(current as ts.Expression)) return OTHER;
      if (!PASSING.test(parent.expression.getText())) return { kind: 'argument', call: parent };
      current = parent;
    } else if (ts.isBinaryExpression(parent)) {
      if (parent.operatorToken.kind !== ts.SyntaxKind.EqualsToken) current = parent;
      else return parent.right === current ? assigned(parent.left, current as ts.Expression) : OTHER;
    } else if (ts.isVariableDeclaration(parent)) {
      const binding = ts.isIdentifier(parent.name) ? bindingOf(parent.name) : undefined;
      return binding ? { kind: 'variable', binding, value: current as ts.Expression } : OTHER;
    } else if (ts.isPropertyDeclaration(parent)) {
      const name = propertyName(parent.name);
      return name !== undefined && ts.isClassLike(parent.parent)
        ? { kind: 'field', name, owner: parent.parent, value: current as ts.Expression }
        : OTHER;
    } else if (ts.isReturnStatement(parent)) return { kind: 'result', fn: functionAround(parent) };
    else if (ts.isArrowFunction(parent) && parent.body === current) return { kind: 'result', fn: parent };
    else if (isFunctionNode(parent)) return OTHER;
    else return OTHER;
  }
}
