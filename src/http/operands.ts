import { skeleton } from '../values/text.ts';
import { NOTHING, type Sequence, union, type Value } from '../values/value.ts';

const SURELY_URL = /:\/\/|JSSResource/i;
const UNKNOWN_BASE = /^\u0000+[^\u0000/]*\//;

/** How much an operand looks like a URL: 3 surely, 2 unknown, 1 perhaps (`host/path`), 0 not at all (`0`, ` `, `/tmp/out.xml`). */
function rank(operand: Sequence): number {
  const whole = skeleton(operand);
  if (SURELY_URL.test(whole) || UNKNOWN_BASE.test(whole)) return 3;
  if (whole.startsWith('\u0000')) return 2;
  return /^[^\s/-][^\s/]*\//.test(whole) ? 1 : 0;
}

export function looksLikeUrl(operand: Sequence): boolean {
  return rank(operand) === 3;
}

/**
 * The operands that are meant as URLs. Sloppy quoting leaves others (`-H Accept: text/xml`), which count only where
 * nothing looks more like a URL than they do.
 */
export function urlOperands(operands: readonly Value[]): Value[] {
  const ranks = operands.map((operand) => operand.alternatives.reduce((most, alternative) => Math.max(most, rank(alternative)), 0));
  const top = Math.max(...ranks, 0);
  return operands.filter((_, index) => ranks[index] === top);
}

/** What any of several operands can be. */
export function anyOf(values: readonly Value[]): Value {
  return union([NOTHING, ...values]);
}
