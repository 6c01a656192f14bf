import { around, child, descendants, outward, type PyNode, type PyTree, parts, textOf } from './tree.ts';

const SCOPES = ['function_definition', 'lambda', 'module'];
const BLOCKS = ['block', 'module'];

/** The function that a place is in, or the module. */
export function scopeOf(node: PyNode): PyNode {
  return around(node.parent ?? node, SCOPES) ?? node;
}

/** Where names are bound. */
interface Binding {
  readonly node: PyNode;
  readonly scope: PyNode;
}

/** The bindings of the names of a file. */
export class Names {
  private readonly bindings = new Map<string, Binding[]>();
  private readonly globals = new Map<string, PyNode[]>();
  private readonly tree: PyTree;

  constructor(tree: PyTree) {
    this.tree = tree;
    for (const node of descendants(tree.root)) this.read(node);
  }

  private add(target: PyNode | undefined, at: PyNode): void {
    if (!target) return;
    if (target.type === 'identifier' || target.type === 'attribute') {
      const name = textOf(this.tree, target).replace(/\s/g, '');
      const binding = { node: at, scope: scopeOf(target) };
      const known = this.bindings.get(name);
      if (known) known.push(binding);
      else this.bindings.set(name, [binding]);
    } else if (['pattern_list', 'tuple_pattern', 'list_pattern', 'expression_list', 'tuple', 'as_pattern_target'].includes(target.type)) {
      for (const one of parts(target)) this.add(one, at);
    }
  }

  private read(node: PyNode): void {
    switch (node.type) {
      case 'assignment':
      case 'augmented_assignment':
        this.add(child(node, 'left'), node);
        break;
      case 'for_statement':
      case 'for_in_clause':
        this.add(child(node, 'left'), node);
        break;
      case 'named_expression':
        this.add(child(node, 'name'), node);
        break;
      case 'as_pattern_target':
        this.add(parts(node)[0] ?? node, node);
        break;
      case 'global_statement':
        for (const name of parts(node)) {
          const key = textOf(this.tree, name);
          this.globals.set(key, [...(this.globals.get(key) ?? []), scopeOf(node)]);
        }
        break;
    }
  }

  private parameterOf(name: string, fn: PyNode): PyNode | undefined {
    const list = child(fn, 'parameters');
    for (const one of list ? parts(list) : []) {
      const identifier = one.type === 'identifier' ? one : (child(one, 'name') ?? parts(one)[0]);
      if (identifier && textOf(this.tree, identifier) === name) return identifier;
    }
    return undefined;
  }

  private isGlobalIn(name: string, scope: PyNode): boolean {
    return this.globals.get(name)?.includes(scope) ?? false;
  }

  /** The scope whose variable a name is at a place. */
  owner(name: string, at: PyNode): PyNode {
    for (const scope of outward(scopeOf(at))) {
      if (!SCOPES.includes(scope.type) || scope.type === 'module') continue;
      if (this.isGlobalIn(name, scope)) return this.tree.root;
      if (this.parameterOf(name, scope)) return scope;
      if ((this.bindings.get(name) ?? []).some((binding) => binding.scope === scope)) return scope;
    }
    return this.tree.root;
  }

  /** What binds a variable of a scope, in the order of the text. */
  assignments(name: string, owner: PyNode): PyNode[] {
    const all = this.bindings.get(name) ?? [];
    return all.filter(({ scope }) => scope === owner || (owner.type === 'module' && this.isGlobalIn(name, scope))).map(({ node }) => node);
  }

  /** The value that a name certainly has at a place: that of its one assignment, which stands before the place. */
  definition(name: string, at: PyNode): PyNode | undefined {
    const owner = this.owner(name, at);
    if (owner.type !== 'module' && this.parameterOf(name, owner)) return undefined;
    const [only, ...more] = this.assignments(name, owner);
    if (!only || more.length > 0 || only.type !== 'assignment') return undefined;
    const left = child(only, 'left');
    return left && textOf(this.tree, left) === name && this.precedes(only, at) ? child(only, 'right') : undefined;
  }

  /**
   * Whether a variable means the same at two places and is set at the former: both see the same one, and nothing that sets it comes
   * between. @param use a place where it is known to be set
   */
  sameAt(name: string, at: PyNode, use: PyNode): boolean {
    const root = name.split('.')[0]!;
    const owner = this.owner(root, at);
    if (owner !== this.owner(root, use)) return false;
    if (name !== root) return this.attributeSameAt(name, at, use);
    const assignments = this.assignments(name, owner);
    if (assignments.length === 0) return owner.type !== 'module' || this.isImported(name);
    const parameter = owner.type !== 'module' && this.parameterOf(name, owner) !== undefined;
    const [first, last] = [Math.min(at.start, use.start), Math.max(at.start, use.start)];
    if (assignments.some((node) => node.end > first && node.start < last && scopeOf(node) === scopeOf(at))) return false;
    if (scopeOf(at) !== scopeOf(use) && assignments.length > 1) return false;
    if (parameter) return true;
    if (scopeOf(at) === owner) return assignments.some((node) => this.precedes(node, at));
    // A variable of a scope around: set when that was run.
    return assignments.length === 1 || scopeOf(at) === scopeOf(use);
  }

  /** Attributes of objects: in one method, with nothing that sets them in between; or set once, by the constructor. */
  private attributeSameAt(name: string, at: PyNode, use: PyNode): boolean {
    const setters = this.bindings.get(name) ?? [];
    const [first, last] = [Math.min(at.start, use.start), Math.max(at.start, use.start)];
    if (setters.some(({ node }) => node.end > first && node.start < last && scopeOf(node) === scopeOf(at))) return false;
    if (scopeOf(at) === scopeOf(use)) {
      const own = setters.filter(({ scope }) => scope === scopeOf(at));
      return own.length === 0 || own.some(({ node }) => this.precedes(node, at));
    }
    if (around(at, ['class_definition']) !== around(use, ['class_definition']) || !name.startsWith('self.')) return false;
    if (setters.length !== 1) return false;
    const { node, scope } = setters[0]!;
    return scope === scopeOf(at) ? this.precedes(node, at) : this.nameOf(scope) === '__init__';
  }

  private nameOf(fn: PyNode): string {
    const name = child(fn, 'name');
    return name ? textOf(this.tree, name) : '';
  }

  isImported(name: string): boolean {
    for (const statement of descendants(this.tree.root)) {
      if (statement.type !== 'import_from_statement' && statement.type !== 'import_statement') continue;
      if (new RegExp(`\\b${name.replace(/\W/g, '')}\\b`).test(textOf(this.tree, statement))) return true;
    }
    return false;
  }

  /** Whether a statement has been run whenever a place of the same function is reached: it stands before, in a block around. */
  precedes(statement: PyNode, at: PyNode): boolean {
    if (statement.end > at.start) return false;
    const block = around(statement, BLOCKS);
    for (const one of outward(at)) if (one === block) return true;
    return false;
  }

  /** How often a variable of a scope is mentioned outside of what binds it. */
  uses(name: string, owner: PyNode): PyNode[] {
    const found: PyNode[] = [];
    for (const node of descendants(this.tree.root)) {
      if (node.type !== 'identifier' || textOf(this.tree, node) !== name) continue;
      const parent = node.parent;
      if (parent?.type === 'attribute' && node.field === 'attribute') continue;
      if (parent?.type === 'keyword_argument' && node.field === 'name') continue;
      if (parent?.type === 'assignment' && node.field === 'left') continue;
      if (this.owner(name, node) === owner) found.push(node);
    }
    return found;
  }
}
