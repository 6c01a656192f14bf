import type { Span } from '../../../values/value.ts';
import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';
import { fieldNodes, type Lowering, parts, spanOf } from './context.ts';
import { lowerFunctionLike } from './functions.ts';
import type { CallArgument, Clause, Expression } from './ir.ts';
import { lowerString } from './strings.ts';

/** Lowers an expression. What has no meaning for strings or calls becomes opaque, its parts kept so that calls in it are seen. */
export function lowerExpression(context: Lowering, node: SyntaxNode): Expression {
  const span = spanOf(context, node);
  switch (node.type) {
    case 'identifier':
      return { kind: 'name', name: node.text, span };
    case 'string':
    case 'concatenated_string':
      return lowerString(context, node, lowerExpression);
    case 'integer':
    case 'float':
      return { kind: 'number', text: node.text, span };
    case 'true':
      return { kind: 'constant', value: true, span };
    case 'false':
      return { kind: 'constant', value: false, span };
    case 'none':
      return { kind: 'constant', value: null, span };
    case 'attribute': {
      const name = node.childForFieldName('attribute')?.text ?? '';
      context.scopes.at(-1)?.attributes.add(name);
      return { kind: 'attribute', object: field(context, node, 'object', span), name, span };
    }
    case 'subscript':
      return lowerSubscript(context, node);
    case 'call': {
      const callee = node.childForFieldName('function');
      if (callee?.type === 'identifier') context.scopes.at(-1)?.attributes.add(callee.text);
      return {
        kind: 'call',
        callee: field(context, node, 'function', span),
        args: lowerArguments(context, node.childForFieldName('arguments')),
        span,
      };
    }
    case 'binary_operator': {
      const left = field(context, node, 'left', span);
      return { kind: 'binary', operator: operatorOf(node), left, right: field(context, node, 'right', span), span };
    }
    case 'unary_operator':
      return lowerUnary(context, node);
    case 'boolean_operator': {
      const operator = operatorOf(node) === 'and' ? 'and' : 'or';
      const left = field(context, node, 'left', span);
      return { kind: 'boolean', operator, left, right: field(context, node, 'right', span), span };
    }
    case 'not_operator':
      return { kind: 'not', operand: field(context, node, 'argument', span), span };
    case 'comparison_operator':
      return lowerComparison(context, node);
    case 'conditional_expression': {
      const [consequence, test, otherwise] = parts(node);
      if (!consequence || !test || !otherwise) break;
      return {
        kind: 'conditional',
        test: lowerExpression(context, test),
        consequence: lowerExpression(context, consequence),
        otherwise: lowerExpression(context, otherwise),
        span,
      };
    }
    case 'list':
    case 'set':
    case 'list_pattern':
      return { kind: 'sequence', type: 'list', items: lowerAll(context, parts(node)), span };
    case 'tuple':
    case 'expression_list':
    case 'pattern_list':
    case 'tuple_pattern':
      return { kind: 'sequence', type: 'tuple', items: lowerAll(context, parts(node)), span };
    case 'list_splat':
    case 'list_splat_pattern':
    case 'dictionary_splat': {
      const value = parts(node)[0];
      if (!value) break;
      return { kind: 'star', value: lowerExpression(context, value), span };
    }
    case 'dictionary':
      return lowerDictionary(context, node);
    case 'lambda':
      return { kind: 'lambda', definition: lowerFunctionLike(context, node, '<lambda>', []), span };
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return lowerComprehension(context, node);
    case 'parenthesized_expression':
    case 'await':
    case 'as_pattern': {
      const value = parts(node)[0];
      if (!value) break;
      return lowerExpression(context, value);
    }
    case 'as_pattern_target': {
      const value = parts(node)[0];
      if (value) return lowerExpression(context, value);
      return { kind: 'name', name: node.text, span };
    }
    case 'yield': {
      const scope = context.scopes.at(-1);
      if (scope) scope.generator = true;
      const value = parts(node)[0];
      return { kind: 'yield', value: value && lowerExpression(context, value), from: isYieldFrom(node), span };
    }
    case 'named_expression':
      return { kind: 'walrus', name: node.childForFieldName('name')?.text ?? '', value: field(context, node, 'value', span), span };
    case 'keyword_argument':
    case 'pair':
      return field(context, node, 'value', span);
    case 'print_statement':
    case 'exec_statement':
      return { kind: 'opaque', parts: lowerAll(context, parts(node)), span };
  }
  return { kind: 'opaque', parts: lowerAll(context, parts(node).filter(isNoPartOfString)), span };
}

// No closures in the function above: it runs once for each node, and would make them each time.
function field(context: Lowering, node: SyntaxNode, name: string, span: Span): Expression {
  const child = node.childForFieldName(name);
  return child ? lowerExpression(context, child) : { kind: 'opaque', parts: [], span };
}

function lowerAll(context: Lowering, nodes: readonly SyntaxNode[]): Expression[] {
  const result: Expression[] = [];
  for (const node of nodes) result.push(lowerExpression(context, node));
  return result;
}

function isNoPartOfString(node: SyntaxNode): boolean {
  return !node.type.startsWith('string_');
}

function isYieldFrom(node: SyntaxNode): boolean {
  return node.children.some((child) => child.type === 'from');
}

function operatorOf(node: SyntaxNode): string {
  return node.childForFieldName('operator')?.text ?? '';
}

function lowerUnary(context: Lowering, node: SyntaxNode): Expression {
  const argument = node.childForFieldName('argument');
  const span = spanOf(context, node);
  if (argument?.type === 'integer') return { kind: 'number', text: `${operatorOf(node)}${argument.text}`, span };
  return { kind: 'opaque', parts: argument ? [lowerExpression(context, argument)] : [], span };
}

function lowerSubscript(context: Lowering, node: SyntaxNode): Expression {
  const span = spanOf(context, node);
  const value = node.childForFieldName('value');
  const indices = fieldNodes(node, 'subscript');
  const first = indices[0];
  if (!value || !first) return { kind: 'opaque', parts: value ? [lowerExpression(context, value)] : [], span };
  const object = lowerExpression(context, value);
  if (first.type === 'slice') return { kind: 'subscript', object, index: lowerSlice(context, first), span };
  if (indices.length > 1) return { kind: 'opaque', parts: [object], span };
  return { kind: 'subscript', object, index: lowerExpression(context, first), span };
}

function lowerSlice(context: Lowering, node: SyntaxNode): Expression {
  let position = 0;
  let start: Expression | undefined;
  let stop: Expression | undefined;
  for (const child of node.children) {
    if (!child) continue;
    if (child.type === ':') position++;
    else if (child.isNamed && position === 0) start = lowerExpression(context, child);
    else if (child.isNamed && position === 1) stop = lowerExpression(context, child);
  }
  return { kind: 'slice', start, stop, span: spanOf(context, node) };
}

function lowerComparison(context: Lowering, node: SyntaxNode): Expression {
  const operands = parts(node).filter((child) => child.type !== 'is not' && child.type !== 'not in');
  const operators = node.childrenForFieldName('operators');
  const [left, right] = operands;
  const span = spanOf(context, node);
  if (!left || !right || operands.length !== 2 || operators.length !== 1) {
    return { kind: 'opaque', parts: operands.map((child) => lowerExpression(context, child)), span };
  }
  const operator = operators[0]!.text.replace(/\s+/g, ' ');
  return { kind: 'compare', operator, left: lowerExpression(context, left), right: lowerExpression(context, right), span };
}

export function lowerArguments(context: Lowering, node: SyntaxNode | null): CallArgument[] {
  if (!node) return [];
  if (node.type === 'generator_expression') return [{ value: lowerExpression(context, node) }];
  return parts(node).map((child): CallArgument => {
    const inner = child.type === 'keyword_argument' ? child.childForFieldName('value') : parts(child)[0];
    if (child.type === 'keyword_argument' && inner) {
      return { keyword: child.childForFieldName('name')?.text ?? '', value: lowerExpression(context, inner) };
    }
    if (child.type === 'list_splat' && inner) return { spread: 'positional', value: lowerExpression(context, inner) };
    if (child.type === 'dictionary_splat' && inner) return { spread: 'keyword', value: lowerExpression(context, inner) };
    return { value: lowerExpression(context, child) };
  });
}

function lowerDictionary(context: Lowering, node: SyntaxNode): Expression {
  const entries = parts(node).flatMap((child) => {
    if (child.type === 'dictionary_splat') {
      const value = parts(child)[0];
      return value ? [{ value: lowerExpression(context, value) }] : [];
    }
    const key = child.childForFieldName('key');
    const value = child.childForFieldName('value');
    return key && value ? [{ key: lowerExpression(context, key), value: lowerExpression(context, value) }] : [];
  });
  return { kind: 'dictionary', entries, span: spanOf(context, node) };
}

function lowerComprehension(context: Lowering, node: SyntaxNode): Expression {
  const span = spanOf(context, node);
  const clauses: Clause[] = [];
  for (const child of parts(node)) {
    if (child.type !== 'for_in_clause') continue;
    const target = child.childForFieldName('left');
    const iterable = fieldNodes(child, 'right')[0];
    if (target && iterable) clauses.push({ target: lowerExpression(context, target), iterable: lowerExpression(context, iterable) });
  }
  const body = node.childForFieldName('body');
  if (!body) return { kind: 'opaque', parts: [], span };
  const key = body.type === 'pair' ? body.childForFieldName('key') : undefined;
  return {
    kind: 'comprehension',
    key: key ? lowerExpression(context, key) : undefined,
    element: lowerExpression(context, body),
    clauses,
    span,
  };
}
