import type { SyntaxNode } from '../../tree-sitter/syntax-node.ts';
import { fieldNodes, type Lowering, parts, spanOf } from './context.ts';
import { lowerExpression } from './expressions.ts';
import { lowerClass, lowerFunctionLike } from './functions.ts';
import { lowerImport, lowerImportFrom } from './imports.ts';
import type { Expression, Statement } from './ir.ts';

/** Lowers the statements of a block (or of the whole module). */
export function lowerBlock(context: Lowering, node: SyntaxNode): Statement[] {
  const statements: Statement[] = [];
  for (const child of parts(node)) for (const statement of lowerStatement(context, child)) statements.push(statement);
  return statements;
}

function block(context: Lowering, node: SyntaxNode | null | undefined): Statement[] {
  return node ? lowerBlock(context, node) : [];
}

function lowerStatement(context: Lowering, node: SyntaxNode): Statement[] {
  const span = spanOf(context, node);
  switch (node.type) {
    case 'expression_statement': {
      const inner = parts(node);
      return inner.length === 1 ? lowerSimple(context, inner[0]!) : inner.flatMap((child) => lowerSimple(context, child));
    }
    case 'function_definition':
      return [{ kind: 'function', definition: lowerFunctionLike(context, node, node.childForFieldName('name')?.text ?? '', []), span }];
    case 'class_definition':
      return [{ kind: 'class', definition: lowerClass(context, node, []), span }];
    case 'decorated_definition':
      return lowerDecorated(context, node);
    case 'return_statement': {
      const value = parts(node)[0];
      return [{ kind: 'return', value: value && lowerExpression(context, value), span }];
    }
    case 'raise_statement': {
      const value = parts(node)[0];
      return [{ kind: 'raise', value: value && lowerExpression(context, value), span }];
    }
    case 'break_statement':
    case 'continue_statement':
      return [{ kind: 'break', span }];
    case 'if_statement':
      return [lowerIf(context, node)];
    case 'for_statement':
    case 'while_statement':
      return [lowerLoop(context, node)];
    case 'try_statement':
      return [lowerTry(context, node)];
    case 'with_statement':
      return [lowerWith(context, node)];
    case 'match_statement':
      return [lowerMatch(context, node)];
    case 'import_statement':
      return [lowerImport(context, node)];
    case 'import_from_statement':
      return [lowerImportFrom(context, node)];
    case 'global_statement':
    case 'nonlocal_statement': {
      const scope = context.scopes.at(-1);
      const names = node.type === 'global_statement' ? scope?.globals : scope?.nonlocals;
      for (const child of parts(node)) names?.add(child.text);
      return [];
    }
    case 'delete_statement':
      return [
        {
          kind: 'delete',
          targets: parts(node)
            .flatMap((child) => (child.type === 'expression_list' ? parts(child) : [child]))
            .map((child) => lowerExpression(context, child)),
          span,
        },
      ];
    case 'ERROR':
    case 'block':
      return lowerBlock(context, node);
    case 'pass_statement':
    case 'future_import_statement':
      return [];
    case 'assert_statement':
    case 'print_statement':
    case 'exec_statement':
      return [
        { kind: 'expression', value: { kind: 'opaque', parts: parts(node).map((child) => lowerExpression(context, child)), span }, span },
      ];
    default:
      return lowerSimple(context, node);
  }
}

function lowerSimple(context: Lowering, node: SyntaxNode): Statement[] {
  const span = spanOf(context, node);
  if (node.type === 'assignment') return lowerAssignment(context, node);
  if (node.type === 'augmented_assignment') {
    const left = node.childForFieldName('left');
    const right = node.childForFieldName('right');
    if (!left || !right) return [];
    const operator = (node.childForFieldName('operator')?.text ?? '').replace('=', '');
    return [{ kind: 'augment', target: lowerExpression(context, left), operator, value: lowerExpression(context, right), span }];
  }
  if (node.type === 'string' && node.parent?.type === 'expression_statement') return [];
  return [{ kind: 'expression', value: lowerExpression(context, node), span }];
}

function lowerAssignment(context: Lowering, node: SyntaxNode): Statement[] {
  const targets: Expression[] = [];
  let current: SyntaxNode | null = node;
  while (current?.type === 'assignment') {
    const left: SyntaxNode | null = current.childForFieldName('left');
    if (left) targets.push(lowerExpression(context, left));
    current = current.childForFieldName('right');
  }
  return current ? [{ kind: 'assign', targets, value: lowerExpression(context, current), span: spanOf(context, node) }] : [];
}

function lowerDecorated(context: Lowering, node: SyntaxNode): Statement[] {
  const definition = node.childForFieldName('definition');
  if (!definition) return [];
  const decorators = parts(node)
    .filter((child) => child.type === 'decorator')
    .flatMap((child) => parts(child).slice(0, 1))
    .map((child) => lowerExpression(context, child));
  const span = spanOf(context, node);
  if (definition.type === 'class_definition') return [{ kind: 'class', definition: lowerClass(context, definition, decorators), span }];
  const name = definition.childForFieldName('name')?.text ?? '';
  return [{ kind: 'function', definition: lowerFunctionLike(context, definition, name, decorators), span }];
}

function lowerIf(context: Lowering, node: SyntaxNode): Statement {
  const arms = fieldNodes(node, 'alternative');
  let otherwise: Statement[] = [];
  for (const arm of arms.reverse()) {
    if (arm.type === 'else_clause') otherwise = block(context, arm.childForFieldName('body'));
    else {
      const test = arm.childForFieldName('condition');
      const span = spanOf(context, arm);
      if (test) {
        const consequence = block(context, arm.childForFieldName('consequence'));
        otherwise = [{ kind: 'if', test: lowerExpression(context, test), consequence, otherwise, span }];
      }
    }
  }
  const test = node.childForFieldName('condition');
  const span = spanOf(context, node);
  return {
    kind: 'if',
    test: test ? lowerExpression(context, test) : { kind: 'opaque', parts: [], span },
    consequence: block(context, node.childForFieldName('consequence')),
    otherwise,
    span,
  };
}

function lowerLoop(context: Lowering, node: SyntaxNode): Statement {
  const span = spanOf(context, node);
  const target = node.type === 'for_statement' ? node.childForFieldName('left') : null;
  const subject = node.childForFieldName(node.type === 'for_statement' ? 'right' : 'condition');
  return {
    kind: 'loop',
    target: target ? lowerExpression(context, target) : undefined,
    subject: subject ? lowerExpression(context, subject) : { kind: 'opaque', parts: [], span },
    body: block(context, node.childForFieldName('body')),
    otherwise: block(context, node.childForFieldName('alternative')?.childForFieldName('body')),
    span,
  };
}

function lowerTry(context: Lowering, node: SyntaxNode): Statement {
  const clauses = parts(node);
  const handlers = clauses
    .filter((child) => child.type === 'except_clause' || child.type === 'except_group_clause')
    .map((clause) => {
      const value = clause.childForFieldName('value');
      const second = fieldNodes(clause, 'value')[1];
      const name = value?.type === 'as_pattern' ? value.childForFieldName('alias')?.text : second?.text;
      return {
        name,
        body: parts(clause)
          .filter((child) => child.type === 'block')
          .flatMap((child) => lowerBlock(context, child)),
      };
    });
  const last = clauses.find((child) => child.type === 'finally_clause');
  return {
    kind: 'try',
    body: block(context, node.childForFieldName('body')),
    handlers,
    otherwise: block(context, clauses.find((child) => child.type === 'else_clause')?.childForFieldName('body')),
    finally: last
      ? parts(last)
          .filter((child) => child.type === 'block')
          .flatMap((child) => lowerBlock(context, child))
      : [],
    span: spanOf(context, node),
  };
}

function lowerWith(context: Lowering, node: SyntaxNode): Statement {
  const items = node.descendantsOfType('with_item');
  const clause = parts(node).find((child) => child.type === 'with_clause');
  return {
    kind: 'with',
    items: items
      .filter((item) => clause && item.startIndex >= clause.startIndex && item.endIndex <= clause.endIndex)
      .flatMap((item) => {
        const value = item.childForFieldName('value');
        if (!value) return [];
        const alias = value.type === 'as_pattern' ? value.childForFieldName('alias') : null;
        return [{ value: lowerExpression(context, value), target: alias ? lowerExpression(context, alias) : undefined }];
      }),
    body: block(context, node.childForFieldName('body')),
    span: spanOf(context, node),
  };
}

function lowerMatch(context: Lowering, node: SyntaxNode): Statement {
  const subject = node.childForFieldName('subject');
  const span = spanOf(context, node);
  const body = node.childForFieldName('body');
  return {
    kind: 'match',
    subject: subject ? lowerExpression(context, subject) : { kind: 'opaque', parts: [], span },
    cases: (body ? parts(body) : [])
      .filter((child) => child.type === 'case_clause')
      .map((child) => block(context, child.childForFieldName('consequence'))),
    span,
  };
}
