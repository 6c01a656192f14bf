import { ts } from 'ts-morph';
import { bare, type CallNode, calleeName, isFunctionNode, memberOf, propertyName } from './nodes.ts';
import type { Visitors } from './walk.ts';

/** A write to a member of some object: `a.b = v`, `a.set('b', v)`, `delete a.b`. */
export interface MemberWrite {
  readonly node: ts.Node;
  readonly object: ts.Expression;
  readonly name: string;
  /** undefined: the member is removed. */
  readonly value: ts.Expression | undefined;
  readonly operator: 'assign' | 'append' | 'call';
}

export interface UnitIndex {
  readonly calls: readonly CallNode[];
  /** Calls by the last name of what they call. */
  readonly callsByName: ReadonlyMap<string, readonly CallNode[]>;
  /** Member writes by the member's name in lower case. */
  readonly writes: ReadonlyMap<string, readonly MemberWrite[]>;
  /** `Object.assign(target, …)`. */
  readonly assigns: readonly ts.CallExpression[];
  /** Calls by the names that are handed to them as arguments. */
  readonly callsByArgument: ReadonlyMap<string, readonly CallNode[]>;
  readonly classes: readonly ts.ClassLikeDeclaration[];
  /** Module specifiers of imports, re-exports and `require`. */
  readonly specifiers: readonly string[];
  /** Local names of imports and destructured requires by the name that they have where they come from (`default` included). */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  /** Names under which functions are defined: methods, properties, variables; with how many definitions. */
  readonly definedNames: ReadonlyMap<string, number>;
  /** Names under which anything else is held: properties, fields, variables, imports, exports. */
  readonly heldNames: ReadonlySet<string>;
  /** Whether properties have names that have to be worked out: `{ [KEY]: … }`. */
  readonly computesNames: boolean;
  /** Short texts that stand in the script: what a computed name can be. */
  readonly words: ReadonlySet<string>;
  readonly isModule: boolean;
}

/** Setters that take the value first. */
const REVERSED = new Set(['setValueForHTTPHeaderField', 'addValueForHTTPHeaderField']);
const SETTERS = new Set(['set', 'append', 'setHeader', 'addHeader', 'setRequestHeader', 'header']);

/** The longest text that is taken for a name. */
const MAX_WORD = 40;

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Collects what the evaluator looks up by name, while the script is walked. */
export function collectIndex(visitors: Visitors): UnitIndex {
  const calls: CallNode[] = [];
  const callsByName = new Map<string, CallNode[]>();
  const writes = new Map<string, MemberWrite[]>();
  const assigns: ts.CallExpression[] = [];
  const callsByArgument = new Map<string, CallNode[]>();
  const classes: ts.ClassLikeDeclaration[] = [];
  const specifiers: string[] = [];
  const aliases = new Map<string, string[]>();
  const definedNames = new Map<string, number>();
  const heldNames = new Set<string>();
  const words = new Set<string>();
  const state = { isModule: false, computesNames: false };
  const write = (entry: MemberWrite): void => {
    push(writes, entry.name.toLowerCase(), entry);
    heldNames.add(entry.name);
  };
  const hold = (name: ts.Node | undefined): void => {
    const known = name && propertyName(name);
    if (known !== undefined) heldNames.add(known);
  };
  const define = (name: string | undefined): void => {
    if (name !== undefined) definedNames.set(name, (definedNames.get(name) ?? 0) + 1);
  };

  const visitCall = (node: CallNode): void => {
    calls.push(node);
    const name = calleeName(node);
    if (name !== undefined) push(callsByName, name, node);
    if (ts.isTaggedTemplateExpression(node)) return;
    for (const argument of node.arguments ?? []) {
      const inner = bare(argument);
      const passed = ts.isIdentifier(inner) ? inner.text : memberOf(inner)?.name;
      if (passed !== undefined) push(callsByArgument, passed, node);
    }
    if (!ts.isCallExpression(node)) return;
    const member = memberOf(bare(node.expression));
    const first = node.arguments[0] && bare(node.arguments[0]);
    if (member?.name !== undefined && SETTERS.has(member.name) && first && ts.isStringLiteralLike(first) && node.arguments[1]) {
      write({ node, object: member.object, name: first.text, value: node.arguments[1], operator: 'call' });
    } else if (
      member?.name !== undefined &&
      REVERSED.has(member.name) &&
      node.arguments[1] &&
      ts.isStringLiteralLike(bare(node.arguments[1]))
    ) {
      const name = bare(node.arguments[1]) as ts.StringLiteral;
      write({ node, object: member.object, name: name.text, value: node.arguments[0], operator: 'call' });
    } else if (member?.name === 'delete' && first && ts.isStringLiteralLike(first)) {
      write({ node, object: member.object, name: first.text, value: undefined, operator: 'call' });
    } else if (member?.name === 'assign' && ts.isIdentifier(member.object) && member.object.text === 'Object') assigns.push(node);
    else if (first && ts.isStringLiteralLike(first) && (name === 'require' || node.expression.kind === ts.SyntaxKind.ImportKeyword)) {
      specifiers.push(first.text);
      if (name === 'require') state.isModule = true;
    }
  };
  const visitAssignment = (node: ts.BinaryExpression): void => {
    const kind = node.operatorToken.kind;
    if (kind < ts.SyntaxKind.FirstAssignment || kind > ts.SyntaxKind.LastAssignment) return;
    const member = memberOf(bare(node.left));
    if (!member || member.name === undefined) return;
    const operator = kind === ts.SyntaxKind.PlusEqualsToken ? 'append' : 'assign';
    write({ node, object: member.object, name: member.name, value: node.right, operator });
    if (isFunctionNode(bare(node.right))) define(member.name);
    if (
      ts.isIdentifier(member.object) &&
      (member.object.text === 'exports' || (member.object.text === 'module' && member.name === 'exports'))
    )
      state.isModule = true;
  };
  const visitModule = (node: ts.ImportDeclaration | ts.ExportDeclaration): void => {
    if (node.moduleSpecifier && ts.isStringLiteralLike(node.moduleSpecifier)) specifiers.push(node.moduleSpecifier.text);
  };
  const visitVariable = (node: ts.VariableDeclaration): void => {
    hold(node.name);
    if (!node.initializer) return;
    const value = bare(node.initializer);
    if (isFunctionNode(value)) define(propertyName(node.name));
    if (!ts.isIdentifier(node.name)) return;
    const source = ts.isIdentifier(value) ? value.text : memberOf(value)?.name;
    if (source !== undefined && source !== node.name.text) push(aliases, source, node.name.text);
    if (ts.isCallExpression(value) && ts.isIdentifier(value.expression) && value.expression.text === 'require')
      push(aliases, 'default', node.name.text);
  };

  const { SyntaxKind } = ts;
  visitors.on<CallNode>([SyntaxKind.CallExpression, SyntaxKind.NewExpression, SyntaxKind.TaggedTemplateExpression], visitCall);
  visitors.on<ts.BinaryExpression>([SyntaxKind.BinaryExpression], visitAssignment);
  visitors.on<ts.DeleteExpression>([SyntaxKind.DeleteExpression], (node) => {
    const member = memberOf(bare(node.expression));
    if (member?.name !== undefined) write({ node, object: member.object, name: member.name, value: undefined, operator: 'assign' });
  });
  visitors.on<ts.ClassLikeDeclaration>([SyntaxKind.ClassDeclaration, SyntaxKind.ClassExpression], (node) => {
    classes.push(node);
  });
  visitors.on<ts.MethodDeclaration | ts.GetAccessorDeclaration>([SyntaxKind.MethodDeclaration, SyntaxKind.GetAccessor], (node) => {
    define(propertyName(node.name));
  });
  visitors.on<ts.FunctionDeclaration>([SyntaxKind.FunctionDeclaration], (node) => {
    define(node.name?.text);
  });
  visitors.on<ts.PropertyAssignment | ts.PropertyDeclaration>([SyntaxKind.PropertyAssignment, SyntaxKind.PropertyDeclaration], (node) => {
    if (node.initializer && isFunctionNode(bare(node.initializer))) define(propertyName(node.name));
    else hold(node.name);
  });
  visitors.on<ts.ShorthandPropertyAssignment | ts.ParameterDeclaration>(
    [SyntaxKind.ShorthandPropertyAssignment, SyntaxKind.Parameter],
    (node) => {
      hold(node.name);
    },
  );
  visitors.on<ts.ComputedPropertyName>([SyntaxKind.ComputedPropertyName], (node) => {
    if (propertyName(node) === undefined) state.computesNames = true;
  });
  visitors.on<ts.StringLiteralLike>([SyntaxKind.StringLiteral, SyntaxKind.NoSubstitutionTemplateLiteral], (node) => {
    if (node.text.length <= MAX_WORD) words.add(node.text);
  });
  visitors.on<ts.VariableDeclaration>([SyntaxKind.VariableDeclaration], visitVariable);
  visitors.on<ts.BindingElement>([SyntaxKind.BindingElement], (node) => {
    hold(node.name);
    const original = node.propertyName && ts.isIdentifier(node.name) ? propertyName(node.propertyName) : undefined;
    if (original !== undefined) push(aliases, original, (node.name as ts.Identifier).text);
  });
  visitors.on<ts.ImportDeclaration | ts.ExportDeclaration>([SyntaxKind.ImportDeclaration, SyntaxKind.ExportDeclaration], visitModule);
  visitors.on<ts.ExternalModuleReference>([SyntaxKind.ExternalModuleReference], (node) => {
    if (ts.isStringLiteralLike(node.expression)) specifiers.push(node.expression.text);
  });
  visitors.on([SyntaxKind.ExportKeyword, SyntaxKind.ImportDeclaration, SyntaxKind.ExportDeclaration, SyntaxKind.ExportAssignment], () => {
    state.isModule = true;
  });
  visitors.on<ts.ImportClause>([SyntaxKind.ImportClause], (node) => {
    if (node.name) push(aliases, 'default', node.name.text);
  });
  visitors.on<ts.ImportSpecifier | ts.ExportSpecifier>([SyntaxKind.ImportSpecifier, SyntaxKind.ExportSpecifier], (node) => {
    heldNames.add(node.name.text);
    if (node.propertyName) push(aliases, node.propertyName.text, node.name.text);
  });
  return {
    calls,
    callsByName,
    writes,
    assigns,
    callsByArgument,
    classes,
    specifiers,
    aliases,
    definedNames,
    heldNames,
    words,
    get isModule() {
      return state.isModule;
    },
    get computesNames() {
      return state.computesNames;
    },
  };
}
