import type { FactName, Facts } from './facts.ts';

export type FactValue = string | boolean;

/** One of these values; or, with `not`, none of them. `*` in a text stands for any text. */
export interface FactTest {
  readonly fact: FactName;
  readonly values: readonly FactValue[];
  readonly not: boolean;
}

/** All of `tests` hold, all of `all` hold, and one of `any` where there are any. */
export interface Condition {
  readonly tests: readonly FactTest[];
  readonly all: readonly Condition[];
  readonly any: readonly Condition[];
}

/** Whether a condition holds for the facts. */
export function holds(condition: Condition, facts: Facts): boolean {
  return (
    condition.tests.every((test) => passes(test, facts)) &&
    condition.all.every((inner) => holds(inner, facts)) &&
    (condition.any.length === 0 || condition.any.some((inner) => holds(inner, facts)))
  );
}

function passes(test: FactTest, facts: Facts): boolean {
  const actual = facts[test.fact];
  return test.values.some((value) => sameValue(value, actual)) !== test.not;
}

function sameValue(expected: FactValue, actual: FactValue): boolean {
  if (typeof expected === 'string' && typeof actual === 'string') return matchesGlob(expected, actual);
  return expected === actual;
}

/** Whether a text is, but for case, what a pattern with `*` for any text says. Takes time in proportion to both lengths' product. */
export function matchesGlob(pattern: string, content: string): boolean {
  const expected = pattern.toLowerCase();
  const actual = content.toLowerCase();
  let star = -1;
  let retry = 0;
  let at = 0;
  let index = 0;
  while (index < actual.length) {
    if (expected[at] === '*') {
      star = at++;
      retry = index;
    } else if (expected[at] === actual[index]) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else {
      return false;
    }
  }
  while (expected[at] === '*') at++;
  return at === expected.length;
}
