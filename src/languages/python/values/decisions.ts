import type { Expression } from '../syntax/ir.ts';
import { iterate } from './collections.ts';
import { atomTruth, compare, truthOf } from './conditions.ts';
import { evaluate } from './expressions.ts';
import type { Machine } from './machine.ts';

/**
 * Evaluates a test and says how it comes out, where that may be taken for granted: only where it is about what this very call
 * was given. What a script holds in its settings is there to be edited, so a test of it can go either way.
 */
export function decide(machine: Machine, test: Expression): boolean | undefined {
  switch (test.kind) {
    case 'constant':
      return test.value === true;
    case 'number':
      return Number(test.text) !== 0;
    case 'not': {
      const inner = decide(machine, test.operand);
      return inner === undefined ? undefined : !inner;
    }
    case 'boolean': {
      const left = decide(machine, test.left);
      if (left === (test.operator === 'or')) return left;
      const right = decide(machine, test.right);
      if (right === (test.operator === 'or')) return right;
      return left === undefined || right === undefined ? undefined : right;
    }
    case 'compare': {
      const left = evaluate(machine, test.left);
      const right = evaluate(machine, test.right);
      if (!isGiven(machine, test.left)) return undefined;
      const constant =
        test.right.kind === 'constant' || test.right.kind === 'string' || test.right.kind === 'number' || test.right.kind === 'sequence';
      if (!constant) return undefined;
      const members = test.right.kind === 'sequence' ? iterate(right, 'item', test.span)[0]?.map((item) => item.value) : undefined;
      return compare(test.operator, left, right, members);
    }
    default: {
      const value = evaluate(machine, test);
      return isGiven(machine, test) ? truthOf(value) : undefined;
    }
  }
}

/** Whether an expression is a parameter of the function being run, as it was given or changed in case. */
function isGiven(machine: Machine, expression: Expression): boolean {
  if (expression.kind === 'call') {
    const { callee } = expression;
    return callee.kind === 'attribute' && ['lower', 'upper', 'strip'].includes(callee.name) && isGiven(machine, callee.object);
  }
  if (expression.kind !== 'name') return false;
  const { definition, frame } = machine.current;
  return frame.fields.has(expression.name) && Boolean(definition?.parameters.some((parameter) => parameter.name === expression.name));
}

/** Takes from a local variable what a test's outcome rules out. */
export function narrow(machine: Machine, test: Expression, outcome: boolean): void {
  if (test.kind === 'not') {
    narrow(machine, test.operand, !outcome);
    return;
  }
  if (test.kind === 'boolean' && (test.operator === 'and') === outcome) {
    narrow(machine, test.left, outcome);
    narrow(machine, test.right, outcome);
    return;
  }
  let name: string | undefined;
  let none: boolean | undefined;
  if (test.kind === 'name') name = test.name;
  else if (test.kind === 'compare' && test.left.kind === 'name' && test.right.kind === 'constant' && test.right.value === null) {
    name = test.left.name;
    if (test.operator === 'is' || test.operator === '==') none = outcome;
    else if (test.operator === 'is not' || test.operator === '!=') none = !outcome;
    else return;
  }
  if (name === undefined) return;
  const { frame } = machine.current;
  const cell = frame.fields.get(name);
  if (!cell || frame.kind !== 'frame') return;
  const kept = cell.value.filter((atom) => {
    if (none === undefined) return atomTruth(atom) !== !outcome;
    return (atom.kind === 'none' || atom.kind === 'absent') === none || (none && atom.kind === 'string');
  });
  if (kept.length > 0 && kept.length < cell.value.length) machine.store.write(frame, name, { value: kept, span: cell.span });
}
