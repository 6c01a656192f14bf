import { ts } from 'ts-morph';
import { FUNCTION_KINDS, isFunctionNode, propertyName } from './nodes.ts';
import type { Visitors } from './walk.ts';

/** One step from a destructured value to the part that a name takes. */
export type PatternStep = { readonly property: string } | { readonly index: number } | { readonly rest: readonly string[] };

export type DefinitionKind =
  | 'value'
  | 'append'
  | 'parameter'
  | 'function'
  | 'class'
  | 'enum'
  | 'import'
  | 'element'
  | 'key'
  | 'error'
  | 'namespace';

/** One place that gives a name its value. */
export interface Definition {
  readonly kind: DefinitionKind;
  /** The declaration, assignment or parameter. */
  readonly node: ts.Node;
  /** The expression that the value comes from (before destructuring). */
  readonly value?: ts.Expression | undefined;
  readonly steps: readonly { readonly step: PatternStep; readonly fallback?: ts.Expression | undefined }[];
}

export interface Binding {
  readonly name: string;
  readonly definitions: Definition[];
  /** The node that opens the scope in which the name is declared. */
  readonly scope: ts.Node;
}

type Scope = Map<string, Binding>;

export interface Scopes {
  /** The binding that a name has at a node; undefined for what the script does not declare. */
  lookup(name: string, at: ts.Node): Binding | undefined;
  /** Names assigned without a declaration. */
  readonly implicit: Scope;
  /** Names of the top level. */
  readonly top: Scope;
}

function opensScope(node: ts.Node): boolean {
  return (
    ts.isSourceFile(node) ||
    isFunctionNode(node) ||
    ts.isBlock(node) ||
    ts.isForStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isModuleBlock(node) ||
    ts.isClassExpression(node)
  );
}

interface Pending {
  readonly name: ts.Identifier;
  readonly definition: Definition;
}

/** Finds what each name of a script is declared and assigned as, while the script is walked. What it gives finishes the work. */
export function collectScopes(root: ts.SourceFile, visitors: Visitors): () => Scopes {
  const scopes = new Map<ts.Node, Scope>();
  const implicit: Scope = new Map();
  const pending: Pending[] = [];

  const scopeAt = (node: ts.Node): ts.Node => {
    let current: ts.Node = node;
    while (!opensScope(current)) current = current.parent;
    return current;
  };
  const functionScopeAt = (node: ts.Node): ts.Node => {
    let current: ts.Node = node;
    while (!ts.isSourceFile(current) && !isFunctionNode(current) && !ts.isModuleBlock(current)) current = current.parent;
    return current;
  };
  const declare = (name: string, scopeNode: ts.Node, definition: Definition | undefined): void => {
    let scope = scopes.get(scopeNode);
    if (!scope) scopes.set(scopeNode, (scope = new Map()));
    let binding = scope.get(name);
    if (!binding) scope.set(name, (binding = { name, definitions: [], scope: scopeNode }));
    if (definition) binding.definitions.push(definition);
  };

  const bindName = (name: ts.BindingName, scopeNode: ts.Node, base: Definition): void => {
    if (ts.isIdentifier(name)) {
      declare(name.text, scopeNode, base);
      return;
    }
    name.elements.forEach((element, index) => {
      if (ts.isOmittedExpression(element)) return;
      bindName(element.name, scopeNode, {
        ...base,
        steps: [...base.steps, { step: patternStep(name, element, index), fallback: element.initializer }],
      });
    });
  };
  const assignTo = (target: ts.Expression, base: Definition): void => {
    if (ts.isIdentifier(target)) pending.push({ name: target, definition: base });
    else if (ts.isArrayLiteralExpression(target)) {
      target.elements.forEach((element, index) => {
        if (!ts.isOmittedExpression(element)) assignTo(element, { ...base, steps: [...base.steps, { step: { index } }] });
      });
    } else if (ts.isObjectLiteralExpression(target)) {
      for (const property of target.properties) {
        if (ts.isShorthandPropertyAssignment(property)) {
          const step = { step: { property: property.name.text }, fallback: property.objectAssignmentInitializer };
          assignTo(property.name, { ...base, steps: [...base.steps, step] });
        } else if (ts.isPropertyAssignment(property)) {
          const key = propertyName(property.name);
          if (key !== undefined) assignTo(property.initializer, { ...base, steps: [...base.steps, { step: { property: key } }] });
        }
      }
    }
  };

  const visitDeclarationList = (list: ts.VariableDeclarationList): void => {
    const lexical = (list.flags & ts.NodeFlags.BlockScoped) !== 0;
    const scopeNode = lexical ? scopeAt(list.parent) : functionScopeAt(list.parent);
    const loop = list.parent;
    for (const declaration of list.declarations) {
      if (ts.isForOfStatement(loop) || ts.isForInStatement(loop)) {
        const kind = ts.isForOfStatement(loop) ? 'element' : 'key';
        bindName(declaration.name, scopeNode, { kind, node: declaration, value: loop.expression, steps: [] });
      } else if (declaration.initializer) {
        bindName(declaration.name, scopeNode, { kind: 'value', node: declaration, value: declaration.initializer, steps: [] });
      } else if (ts.isIdentifier(declaration.name)) declare(declaration.name.text, scopeNode, undefined);
    }
  };

  const visitImport = (node: ts.ImportDeclaration): void => {
    const clause = node.importClause;
    if (clause?.name) declare(clause.name.text, root, { kind: 'import', node: clause, steps: [] });
    const named = clause?.namedBindings;
    if (!named) return;
    if (ts.isNamespaceImport(named)) declare(named.name.text, root, { kind: 'import', node: named, steps: [] });
    else for (const element of named.elements) declare(element.name.text, root, { kind: 'import', node: element, steps: [] });
  };
  const visitAssignment = (node: ts.BinaryExpression): void => {
    const operator = node.operatorToken.kind;
    if (operator === ts.SyntaxKind.PlusEqualsToken) assignTo(node.left, { kind: 'append', node, value: node.right, steps: [] });
    else if (
      operator === ts.SyntaxKind.EqualsToken ||
      operator === ts.SyntaxKind.QuestionQuestionEqualsToken ||
      operator === ts.SyntaxKind.BarBarEqualsToken ||
      operator === ts.SyntaxKind.AmpersandAmpersandEqualsToken
    )
      assignTo(node.left, { kind: 'value', node, value: node.right, steps: [] });
  };

  const { SyntaxKind } = ts;
  visitors.on<ts.VariableDeclarationList>([SyntaxKind.VariableDeclarationList], visitDeclarationList);
  visitors.on<ts.FunctionDeclaration>([SyntaxKind.FunctionDeclaration], (node) => {
    if (node.name) declare(node.name.text, scopeAt(node.parent), { kind: 'function', node, steps: [] });
  });
  visitors.on<ts.ClassDeclaration>([SyntaxKind.ClassDeclaration], (node) => {
    if (node.name) declare(node.name.text, scopeAt(node.parent), { kind: 'class', node, steps: [] });
  });
  visitors.on<ts.EnumDeclaration>([SyntaxKind.EnumDeclaration], (node) => {
    declare(node.name.text, scopeAt(node.parent), { kind: 'enum', node, steps: [] });
  });
  visitors.on<ts.ModuleDeclaration>([SyntaxKind.ModuleDeclaration], (node) => {
    if (ts.isIdentifier(node.name)) declare(node.name.text, scopeAt(node.parent), { kind: 'namespace', node, steps: [] });
  });
  visitors.on<ts.ImportDeclaration>([SyntaxKind.ImportDeclaration], visitImport);
  visitors.on<ts.ImportEqualsDeclaration>([SyntaxKind.ImportEqualsDeclaration], (node) => {
    declare(node.name.text, root, { kind: 'import', node, steps: [] });
  });
  visitors.on<ts.CatchClause>([SyntaxKind.CatchClause], (node) => {
    const { variableDeclaration: caught } = node;
    if (caught) bindName(caught.name, node, { kind: 'error', node: caught, steps: [] });
  });
  visitors.on<ts.BinaryExpression>([SyntaxKind.BinaryExpression], visitAssignment);
  visitors.on<ts.ForOfStatement | ts.ForInStatement>([SyntaxKind.ForOfStatement, SyntaxKind.ForInStatement], (node) => {
    if (ts.isVariableDeclarationList(node.initializer)) return;
    assignTo(node.initializer, { kind: ts.isForOfStatement(node) ? 'element' : 'key', node, value: node.expression, steps: [] });
  });
  visitors.on<ts.FunctionExpression>([SyntaxKind.FunctionExpression], (node) => {
    if (node.name) declare(node.name.text, node, { kind: 'function', node, steps: [] });
  });
  visitors.on<ts.ClassExpression>([SyntaxKind.ClassExpression], (node) => {
    if (node.name) declare(node.name.text, node, { kind: 'class', node, steps: [] });
  });
  visitors.on<ts.FunctionLikeDeclaration>(FUNCTION_KINDS, (node) => {
    for (const parameter of node.parameters) bindName(parameter.name, node, { kind: 'parameter', node: parameter, steps: [] });
  });

  const lookup = (name: string, at: ts.Node): Binding | undefined => {
    for (let current: ts.Node | undefined = at; current; current = current.parent) {
      const binding = scopes.get(current)?.get(name);
      if (binding) return binding;
    }
    return implicit.get(name);
  };
  return () => {
    for (const { name, definition } of pending) {
      const binding = lookup(name.text, name);
      if (binding) binding.definitions.push(definition);
      else implicit.set(name.text, { name: name.text, definitions: [definition], scope: root });
    }
    for (const scope of scopes.values()) for (const binding of scope.values()) sortDefinitions(binding);
    return { lookup, implicit, top: scopes.get(root) ?? new Map() };
  };
}

function sortDefinitions(binding: Binding): void {
  binding.definitions.sort((left, right) => left.node.pos - right.node.pos);
}

function patternStep(pattern: ts.BindingPattern, element: ts.BindingElement, index: number): PatternStep {
  if (ts.isArrayBindingPattern(pattern)) return { index };
  if (element.dotDotDotToken) {
    const taken = pattern.elements
      .filter((other) => other !== element)
      .map((other) => propertyName(other.propertyName ?? other.name))
      .filter((name) => name !== undefined);
    return { rest: taken };
  }
  return { property: propertyName(element.propertyName ?? element.name) ?? '' };
}
