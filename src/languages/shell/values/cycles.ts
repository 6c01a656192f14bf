import type { Value } from '../../../values/value.ts';

/** Drops the alternatives that say no more than that something keeps its value, such as `x=$x` in a loop; undefined when none is left. */
export function withoutCycle(value: Value, name: string): Value | undefined {
  const kept = value.alternatives.filter((sequence) => {
    const only = sequence.length === 1 ? sequence[0] : undefined;
    return !(only?.kind === 'unknown' && only.cause === 'cycle' && only.name === name);
  });
  return kept.length === 0 ? undefined : { alternatives: kept, truncated: value.truncated };
}
