import { childBlocks } from '../syntax/blocks.ts';
import type { Block, FunctionDefinition, ShellScript, Statement } from '../syntax/ir.ts';
import { assignedBy } from './assigned.ts';

type FindFunctions = (name: string, script: ShellScript) => readonly FunctionDefinition[];

interface BlockIndex {
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** Statements that source something: any name may come out of them. */
  readonly loading: readonly number[];
  /** Both, by name. */
  readonly merged: Map<string, readonly number[]>;
}

interface Touched {
  readonly names: ReadonlySet<string>;
  readonly loads: boolean;
}

const UNTOUCHED: Touched = { names: new Set(), loads: false };
const NONE: readonly number[] = [];
/** The most functions that are looked through for what one of them may assign: past that it may assign anything. */
const MAX_CLOSURE = 400;

/** Which statements of a block may assign a name, functions that they call included: an index, so that look-ups skip the rest. */
export class Touching {
  private readonly functions: FindFunctions;
  private readonly blocks = new WeakMap<Block, BlockIndex>();
  private readonly closures = new Map<FunctionDefinition, { names: Set<string>; loads: boolean }>();
  private readonly statements = new WeakMap<Statement, Touched>();

  constructor(functions: FindFunctions) {
    this.functions = functions;
  }

  /** Indexes of statements that may assign `name`, ascending. */
  indexes(block: Block, name: string): readonly number[] {
    let index = this.blocks.get(block);
    if (!index) this.blocks.set(block, (index = this.build(block)));
    const named = index.byName.get(name) ?? NONE;
    if (index.loading.length === 0) return named;
    let merged = index.merged.get(name);
    if (!merged)
      index.merged.set(
        name,
        (merged = named.length === 0 ? index.loading : [...new Set([...named, ...index.loading])].sort((a, b) => a - b)),
      );
    return merged;
  }

  touches(statement: Statement, name: string, script: ShellScript): boolean {
    const { names, loads } = this.ofStatement(statement, script);
    return loads || names.has(name);
  }

  private build(block: Block): BlockIndex {
    const byName = new Map<string, number[]>();
    const loading: number[] = [];
    block.statements.forEach((statement, index) => {
      const { names, loads } = this.ofStatement(statement, block.script);
      if (loads) loading.push(index);
      for (const name of names) {
        const list = byName.get(name);
        if (list) list.push(index);
        else byName.set(name, [index]);
      }
    });
    return { byName, loading, merged: new Map() };
  }

  private ofStatement(statement: Statement, script: ShellScript): Touched {
    if (statement.kind === 'function') return UNTOUCHED;
    const isSimple = childBlocks(statement).length === 0;
    const known = isSimple ? undefined : this.statements.get(statement);
    if (known) return known;
    const own = assignedBy(statement);
    let names: Set<string> | undefined;
    let { loads } = own;
    for (const call of own.calls) {
      for (const definition of this.functions(call, script)) {
        const closure = this.ofFunction(definition);
        loads ||= closure.loads;
        if (closure.names.size === 0) continue;
        names ??= new Set(own.names);
        for (const name of closure.names) names.add(name);
      }
    }
    const result = names || loads !== own.loads ? { names: names ?? own.names, loads } : own;
    if (!isSimple) this.statements.set(statement, result);
    return result;
  }

  private ofFunction(definition: FunctionDefinition): { names: Set<string>; loads: boolean } {
    const known = this.closures.get(definition);
    if (known) return known;
    const closure = { names: new Set<string>(), loads: false };
    this.closures.set(definition, closure);
    const visited = new Set<FunctionDefinition>([definition]);
    const queue = [definition];
    while (queue.length > 0) {
      const current = queue.pop()!;
      if (visited.size > MAX_CLOSURE) {
        closure.loads = true;
        break;
      }
      for (const statement of current.body.statements) {
        if (statement.kind === 'function') continue;
        const own = assignedBy(statement);
        closure.loads ||= own.loads;
        for (const name of own.names) closure.names.add(name);
        for (const call of own.calls) {
          for (const called of this.functions(call, current.body.script)) {
            if (visited.has(called)) continue;
            visited.add(called);
            queue.push(called);
          }
        }
      }
    }
    return closure;
  }
}
