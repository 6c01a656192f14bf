import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';
import { type FunctionScope, type Lowering, parts, spanOf } from './context.ts';
import { lowerExpression } from './expressions.ts';
import type { ClassDefinition, Expression, FunctionDefinition, Parameter, Statement } from './ir.ts';
import { lowerBlock } from './statements.ts';

function lowerParameter(context: Lowering, node: SyntaxNode, keywordOnly: boolean): Parameter | undefined {
  const span = spanOf(context, node);
  const plain = keywordOnly ? 'keyword-only' : 'plain';
  const named = (target: SyntaxNode | null | undefined, initial?: SyntaxNode | null): Parameter | undefined => {
    if (!target) return undefined;
    if (target.type === 'list_splat_pattern') return { name: parts(target)[0]?.text ?? '', kind: 'list', span };
    if (target.type === 'dictionary_splat_pattern') return { name: parts(target)[0]?.text ?? '', kind: 'dictionary', span };
    return { name: target.text, kind: plain, default: initial ? lowerExpression(context, initial) : undefined, span };
  };
  switch (node.type) {
    case 'default_parameter':
    case 'typed_default_parameter':
      return named(node.childForFieldName('name'), node.childForFieldName('value'));
    case 'typed_parameter':
      return named(parts(node)[0]);
    case 'identifier':
    case 'list_splat_pattern':
    case 'dictionary_splat_pattern':
    case 'tuple_pattern':
      return named(node);
    default:
      return undefined;
  }
}

function lowerParameters(context: Lowering, node: SyntaxNode | null): Parameter[] {
  const result: Parameter[] = [];
  let keywordOnly = false;
  for (const child of node ? parts(node) : []) {
    if (child.type === 'keyword_separator') keywordOnly = true;
    const parameter = lowerParameter(context, child, keywordOnly);
    if (!parameter) continue;
    if (parameter.kind === 'list') keywordOnly = true;
    result.push(parameter);
  }
  return result;
}

/** Lowers a function, or a lambda as the function that returns its body. */
export function lowerFunctionLike(
  context: Lowering,
  node: SyntaxNode,
  name: string,
  decorators: readonly Expression[],
): FunctionDefinition {
  const parameters = lowerParameters(context, node.childForFieldName('parameters'));
  const scope: FunctionScope = { globals: new Set(), nonlocals: new Set(), generator: false, attributes: new Set() };
  context.scopes.push(scope);
  const bodyNode = node.childForFieldName('body');
  let body: Statement[] = [];
  if (bodyNode && node.type === 'lambda') {
    body = [{ kind: 'return', value: lowerExpression(context, bodyNode), span: spanOf(context, bodyNode) }];
  } else if (bodyNode) body = lowerBlock(context, bodyNode);
  context.scopes.pop();
  return { name, parameters, body, decorators, ...scope, span: spanOf(context, node) };
}

/** Lowers a class. */
export function lowerClass(context: Lowering, node: SyntaxNode, decorators: readonly Expression[]): ClassDefinition {
  const bases = node.childForFieldName('superclasses');
  const bodyNode = node.childForFieldName('body');
  const fields: string[] = [];
  for (const statement of bodyNode ? parts(bodyNode) : []) {
    const assignment = statement.type === 'expression_statement' ? parts(statement)[0] : undefined;
    if (assignment?.type === 'assignment' && assignment.childForFieldName('type'))
      fields.push(assignment.childForFieldName('left')?.text ?? '');
  }
  return {
    name: node.childForFieldName('name')?.text ?? '',
    bases: (bases ? parts(bases) : []).filter((child) => child.type !== 'keyword_argument').map((child) => lowerExpression(context, child)),
    body: bodyNode ? lowerBlock(context, bodyNode) : [],
    decorators,
    fields,
    span: spanOf(context, node),
  };
}
