import type { Span } from '../../../values/value.ts';
import type { Expression, Statement, StatementOf } from '../syntax/ir.ts';
import { type Abstract, entityValue, join, NONE, unknownValue } from './abstract.ts';
import { assign } from './assignment.ts';
import { callValue } from './calls.ts';
import { bind, classMember } from './classes.ts';
import { anyElement, changeContents, iterate } from './collections.ts';
import { decide, narrow } from './decisions.ts';
import { executeClass, executeFunction } from './definitions.ts';
import { type Delta, NOTHING_WRITTEN } from './delta.ts';
import { evaluate, labelOf } from './expressions.ts';
import { executeImport, executeImportFrom } from './imports.ts';
import { type Machine, NO_KEYWORDS } from './machine.ts';
import { evaluateBinary } from './operators.ts';

const MAX_NESTED_LOOPS = 3;
const MAX_UNROLLED = 6;

/** Runs statements in order; false when what follows them is not reached. */
export function executeBlock(machine: Machine, statements: readonly Statement[]): boolean {
  const { arms } = machine.current;
  const before = arms.length;
  let live = true;
  for (let at = 0; at < statements.length; at++) {
    const statement = statements[at]!;
    if (!machine.step()) {
      machine.coverage.leave(statements, at);
      break;
    }
    const outcome = execute(machine, statement);
    if (machine.exhausted) machine.coverage.leave(statements, at);
    else machine.coverage.finish(statement);
    if (outcome === 'dead') {
      live = false;
      break;
    }
    // What follows a branch that has left belongs to the other arm.
    if (outcome !== 'live') arms.push({ id: armId(statement.span), arm: outcome.arm });
  }
  arms.length = before;
  return live;
}

type Outcome = 'live' | 'dead' | { readonly arm: number };

function armId(span: Span): string {
  return `${span.file}:${span.start}`;
}

function execute(machine: Machine, statement: Statement): Outcome {
  const { span } = statement;
  switch (statement.kind) {
    case 'expression':
      return evaluate(machine, statement.value).length === 0 ? 'dead' : 'live';
    case 'assign': {
      const value = evaluate(machine, statement.value);
      for (const target of statement.targets) assign(machine, target, value, span);
      return 'live';
    }
    case 'augment':
      augment(machine, statement);
      return 'live';
    case 'delete':
      for (const target of statement.targets) remove(machine, target, span);
      return 'live';
    case 'function':
      executeFunction(machine, statement.definition);
      return 'live';
    case 'class':
      executeClass(machine, statement.definition);
      return 'live';
    case 'return': {
      const value = statement.value ? evaluate(machine, statement.value) : NONE;
      const { exits, depth } = machine.current;
      exits.push({ delta: machine.store.since(depth), value });
      return 'dead';
    }
    case 'raise':
      return executeRaise(machine, statement);
    case 'break': {
      const { loops } = machine.current;
      const loop = loops[loops.length - 1];
      loop?.exits.push(machine.store.since(loop.depth));
      return 'dead';
    }
    case 'if':
      return executeIf(machine, statement);
    case 'loop':
      return executeLoop(machine, statement);
    case 'try':
      return executeTry(machine, statement);
    case 'with':
      return executeWith(machine, statement);
    case 'match':
      return executeMatch(machine, statement);
    case 'import':
      executeImport(machine, statement);
      return 'live';
    case 'import-from':
      executeImportFrom(machine, statement);
      return 'live';
  }
}

function executeMatch(machine: Machine, statement: StatementOf<'match'>): Outcome {
  evaluate(machine, statement.subject);
  return branch(machine, [...statement.cases.map((body) => () => executeBlock(machine, body)), () => true]) ? 'live' : 'dead';
}

function executeRaise(machine: Machine, statement: StatementOf<'raise'>): Outcome {
  const { value } = statement;
  if (value) evaluate(machine, value);
  // An abstract method: what overrides it is not known here, and goes on.
  if (value && labelOf(value) === 'NotImplementedError') {
    const { exits, depth } = machine.current;
    exits.push({
      delta: machine.store.since(depth),
      value: unknownValue(machine.current.definition?.name ?? 'value', 'undefined', statement.span),
    });
  }
  return 'dead';
}

/** Runs ways that exclude each other; their outcomes are joined, save of those that leave. */
function branch(machine: Machine, ways: readonly (() => boolean)[]): boolean {
  const deltas: Delta[] = [];
  for (const way of ways) {
    machine.store.begin();
    const live = way();
    const delta = machine.store.rollback();
    if (live) deltas.push(delta);
  }
  machine.store.merge(deltas);
  return deltas.length > 0;
}

function executeIf(machine: Machine, statement: StatementOf<'if'>): Outcome {
  const { store } = machine;
  const truth = decide(machine, statement.test);
  if (truth !== undefined) return executeArm(machine, statement, truth) ? 'live' : 'dead';
  store.begin();
  const limit = machine.openShare();
  const then = executeArm(machine, statement, true);
  machine.closeShare(limit);
  const afterThen = store.rollback();
  store.begin();
  const otherwise = executeArm(machine, statement, false);
  const afterOtherwise = store.rollback();
  if (then && otherwise) {
    store.merge([afterThen, afterOtherwise]);
    return 'live';
  }
  if (!then && !otherwise) return 'dead';
  store.merge([then ? afterThen : afterOtherwise]);
  return { arm: then ? 0 : 1 };
}

function executeArm(machine: Machine, statement: StatementOf<'if'>, outcome: boolean): boolean {
  const { arms } = machine.current;
  narrow(machine, statement.test, outcome);
  arms.push({ id: armId(statement.span), arm: outcome ? 0 : 1 });
  const live = executeBlock(machine, outcome ? statement.consequence : statement.otherwise);
  arms.pop();
  return live;
}

function executeLoop(machine: Machine, statement: StatementOf<'loop'>): Outcome {
  const { loops } = machine.current;
  const { target, subject } = statement;
  const iterated = target ? evaluate(machine, subject) : undefined;
  const lists = target && iterated ? iterate(iterated, labelOf(target), subject.span) : [];
  const count = lists.length === 1 ? lists[0]!.length : 0;
  const only = count > 0 && count <= MAX_UNROLLED && !lists[0]!.some((item) => item.many) ? lists[0]! : undefined;
  const rounds = only && loops.length < MAX_NESTED_LOOPS ? only.map((item) => item.value) : undefined;
  const element = target ? anyElement(lists, labelOf(target), subject.span) : undefined;
  const round = (value: Abstract | undefined): boolean => {
    const exits: Delta[] = [];
    loops.push({ depth: machine.store.depth, exits });
    machine.store.begin();
    if (target && value) assign(machine, target, value, target.span);
    else if (!target) decide(machine, subject);
    const live = executeBlock(machine, statement.body);
    const delta = machine.store.rollback();
    loops.pop();
    const outcomes = live ? [delta, ...exits] : exits;
    const skipped: Delta[] = rounds && outcomes.length > 0 ? [] : [NOTHING_WRITTEN];
    machine.store.merge([...skipped, ...outcomes]);
    return outcomes.length > 0;
  };
  for (const value of rounds ?? (loops.length < MAX_NESTED_LOOPS ? [element, element] : [element])) round(value);
  return executeBlock(machine, statement.otherwise) ? 'live' : 'dead';
}

function executeTry(machine: Machine, statement: StatementOf<'try'>): Outcome {
  machine.store.begin();
  const finished = executeBlock(machine, statement.body);
  const after = machine.store.rollback();
  const whole = (): boolean => {
    machine.store.merge([after]);
    return finished && executeBlock(machine, statement.otherwise);
  };
  const handlers = statement.handlers.map((handler) => (): boolean => {
    // The exception may have come before or after any of the writes.
    machine.store.merge([NOTHING_WRITTEN, after]);
    if (handler.name)
      assign(
        machine,
        { kind: 'name', name: handler.name, span: statement.span },
        unknownValue(handler.name, 'computed', statement.span),
        statement.span,
      );
    return executeBlock(machine, handler.body);
  });
  const live = branch(machine, [whole, ...handlers]);
  return executeBlock(machine, statement.finally) && live ? 'live' : 'dead';
}

function executeWith(machine: Machine, statement: StatementOf<'with'>): Outcome {
  for (const item of statement.items) {
    const value = evaluate(machine, item.value);
    const entered = value.map((atom): Abstract => {
      if (atom.kind !== 'entity') return [atom];
      if (atom.entity.type) {
        const enter = classMember(machine, atom.entity.type, '__enter__') ?? classMember(machine, atom.entity.type, '__aenter__');
        const args = { positional: [], keywords: NO_KEYWORDS, open: false, span: item.value.span };
        return enter ? callValue(machine, bind(enter.value, entityValue(atom.entity), atom.entity.type), args, '__enter__') : [atom];
      }
      // A generator made into a context manager hands out what it yields.
      return atom.entity.kind === 'list' ? anyElement(iterate([atom], 'item', item.value.span), 'item', item.value.span) : [atom];
    });
    if (item.target) assign(machine, item.target, join(entered), item.value.span);
  }
  return executeBlock(machine, statement.body) ? 'live' : 'dead';
}

function augment(machine: Machine, statement: StatementOf<'augment'>): void {
  const left = evaluate(machine, statement.target);
  const right = evaluate(machine, statement.value);
  const { span } = statement;
  const lists = left.flatMap((atom) => (atom.kind === 'entity' && atom.entity.kind === 'list' ? [atom.entity] : []));
  if (statement.operator === '+' && lists.length > 0) {
    const more = iterate(right, 'item', span)[0] ?? [];
    for (const list of lists) changeContents(machine, list, (items) => [...items, ...more], span);
    return;
  }
  assign(machine, statement.target, evaluateBinary(machine, statement.operator, left, right, span), span);
}

function remove(machine: Machine, target: Expression, span: Span): void {
  if (target.kind === 'name' || target.kind === 'attribute') assign(machine, target, [{ kind: 'absent' }], span);
  else if (target.kind === 'subscript') assign(machine, target, [{ kind: 'absent' }], span);
}
