/** The most steps that matching a script's own regular expression once may take. */
const MAX_STEPS = 10_000_000;
/** So many steps of matching are as much work as one step of evaluation. */
const STEPS_PER_TICK = 2000;

/** What is not part of the syntax: escapes, and what stands in a class. */
const LITERALS = /\\(?:u\{[0-9a-fA-F]{1,6}\}|[\s\S])|\[(?:\\[\s\S]|[^\]\\])*\]/g;

/**
 * What it costs to run a regular expression that a script brings along on a text of a length, in steps of evaluation; undefined where that
 * may be too much. Counts the most steps that a backtracking matcher can take from every start.
 */
export function patternCost(source: string, length: number): number | undefined {
  if (source.length > 1000 || /\\\d|\\k</.test(source)) return undefined;
  const syntax = source.replace(LITERALS, 'x').replace(/\(\?(?:<?[=!]|:|<\w{1,60}>)/g, '(');
  // A group that is repeated: with anything in it that can go two ways, the ways multiply.
  if (/\)[*+{]/.test(syntax) && /[*+?{|]/.test(syntax.replace(/\)[*+{]/g, ')'))) return undefined;
  const repeated = (syntax.match(/[*+]|\{\d*,?\d*\}/g) ?? []).length;
  const optional = (syntax.match(/\?|\|/g) ?? []).length;
  const starts = syntax.startsWith('^') && !syntax.includes('|') ? 1 : length + 1;
  const steps = starts * (length + 1) ** repeated * 2 ** optional;
  return steps <= MAX_STEPS ? Math.ceil(steps / STEPS_PER_TICK) : undefined;
}

/** The same for several texts together. */
export function patternCosts(source: string, lengths: readonly number[]): number | undefined {
  let sum = 0;
  for (const length of lengths) {
    const cost = patternCost(source, length);
    if (cost === undefined) return undefined;
    sum += cost;
  }
  return sum;
}
