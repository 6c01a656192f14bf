import type { Severity } from '../findings/finding.ts';
import { loadRules } from '../rules/load.ts';
import { addData } from '../rules/parse-data.ts';
import type { Rule, RuleSet } from '../rules/rule.ts';
import { ConfigError } from './config-error.ts';
import { locateKey } from './locate.ts';
import { nearest } from './nearest.ts';
import type { Settings } from './settings.ts';

const loaded = new WeakMap<Settings, RuleSet>();

function withSeverity(rule: Rule, severity: Severity | 'off' | undefined): Rule {
  if (severity === undefined || severity === 'off') return rule;
  return { ...rule, severity, cases: rule.cases.map(({ severity: _, ...rest }) => rest) };
}

async function checkIds(settings: Settings, rules: readonly Rule[]): Promise<void> {
  const known = rules.map(({ id }) => id);
  const unknown = Object.keys(settings.rules).find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const { file, line } = await locateKey(settings, ['rules', unknown]);
  const meant = nearest(unknown, known);
  throw new ConfigError(
    file,
    line,
    `there is no rule "${unknown}" in "rules"; ${meant ? `did you mean "${meant}"?` : 'unbasic rules lists them'}`,
  );
}

/**
 * The rules and the data that settings make: those that come with the tool and the user's own. A rule that is off still takes part, so that
 * no other speaks in its place: its findings are left out at the end.
 * Throws a RuleError or a ConfigError for what cannot be used.
 */
export async function ruleSetOf(settings: Settings | undefined): Promise<RuleSet> {
  if (!settings) return loadRules();
  const known = loaded.get(settings);
  if (known) return known;
  const base = await loadRules(settings.ruleFolders);
  if (Object.keys(settings.rules).length > 0) await checkIds(settings, base.rules);
  let data = { endpoints: base.endpoints, timeline: base.timeline };
  for (const { file, content } of settings.endpoints) data = addData(data, content, file);
  const { jamf } = data.endpoints;
  const servers = [...(jamf.servers ?? []), ...settings.servers];
  const endpoints = servers.length > 0 ? { ...data.endpoints, jamf: { ...jamf, servers } } : data.endpoints;
  const rules = base.rules.map((rule) => withSeverity(rule, settings.rules[rule.id]));
  const set: RuleSet = { rules, endpoints, timeline: data.timeline };
  loaded.set(settings, set);
  return set;
}
