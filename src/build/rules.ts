import { addFolder } from '../rules/folder.ts';
import { NO_DATA } from '../rules/parse-data.ts';
import type { RuleSet } from '../rules/rule.ts';

/** The rules and the data of a folder as one JSON text, without what depends on where the folder stands. */
export function compileRules(folder: string): string {
  const set: RuleSet = addFolder({ rules: [], ...NO_DATA }, folder);
  const rules = set.rules.map(({ page, ...rule }) => rule);
  return `${JSON.stringify({ ...set, rules })}\n`;
}
