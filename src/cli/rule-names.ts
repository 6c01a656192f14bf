import { nearest } from '../config/nearest.ts';
import { ruleSetOf } from '../config/rule-set.ts';
import type { Settings } from '../config/settings.ts';
import type { Rule } from '../rules/rule.ts';
import { UsageError } from './usage-error.ts';

/**
 * The rules of the given ids. Throws a UsageError that names the nearest one for an id that is none.
 * @param others what else the user may have meant
 */
export async function knownRules(
  ids: readonly string[],
  { others = [], settings }: { readonly others?: readonly string[]; readonly settings?: Settings | undefined } = {},
): Promise<Rule[]> {
  const { rules } = await ruleSetOf(settings);
  return ids.map((id) => {
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule) return rule;
    const meant = nearest(id, [...rules.map((candidate) => candidate.id), ...others]);
    const hint = meant ? `did you mean ${meant}?` : 'unbasic rules lists them';
    throw new UsageError(`there is no rule "${id}"; ${hint}`);
  });
}
