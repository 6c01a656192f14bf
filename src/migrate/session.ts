import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { ruleSetOf } from '../config/rule-set.ts';
import { byCodeUnit, reportPath } from '../files/paths.ts';
import type { Finding } from '../findings/finding.ts';
import type { LanguageId } from '../http/call.ts';
import type { RuleSet } from '../rules/rule.ts';
import { type Analysis, analyse } from '../scan/analyse.ts';
import { type Draft, draftOf } from './draft.ts';
import type { MigrateOptions } from './options.ts';
import type { MigrationOptions } from './plan.ts';
import { PLANNER_LOADERS } from './planners.ts';
import { Planners, type PlanningContext, type Plans, planAll } from './planning.ts';
import { type ScanState, stateOf } from './state.ts';
import { MIGRATED_RULES } from './subjects.ts';
import { rootsOf } from './target.ts';

/** What is known once everything is planned: enough to choose, verify and write. */
export interface Session {
  readonly cwd: string;
  readonly analysis: Analysis;
  readonly rules: RuleSet;
  readonly before: ScanState;
  readonly planning: PlanningContext;
  readonly plans: Plans;
  readonly drafts: ReadonlyMap<string, Draft>;
  /** The findings that want an answer, in the files that the user asked for. */
  readonly subjects: readonly Finding[];
  readonly languages: MigrateOptions['languages'];
  readonly settings: MigrateOptions['settings'];
  /** What verifications have found of the drafts' syntax, by file. */
  readonly syntaxFaults: Map<string, string | undefined>;
}

function filesByLanguage({ selected, targets }: Analysis): Map<LanguageId, string[]> {
  return new Map([...selected].map(([language, paths]) => [language, paths.filter((path) => targets.has(path)).sort(byCodeUnit)]));
}

function migrationOptions(options: MigrateOptions, cwd: string): MigrationOptions {
  const defaults = options.settings?.migration ?? {};
  const helper = options.helper ?? defaults.helper;
  return {
    auth: options.auth ?? defaults.auth ?? 'auto',
    bearerStyle: options.bearerStyle ?? defaults.bearerStyle ?? 'option',
    level: options.level ?? defaults.level ?? 'suggested',
    helper: helper === undefined ? undefined : reportPath(cwd, helper),
  };
}

/** Where the helper may be: anywhere where the user has named it, in the folder of the configuration where that has. */
function helperRoot({ helper, settings }: MigrateOptions): string[] {
  if (helper !== undefined) return [helper];
  return settings?.migration.helper === undefined ? [] : [settings.folder];
}

/** Scans and plans. Reads files; writes nothing. Throws for a `cwd` that is no folder and for rules that cannot be loaded. */
export async function startSession(options: MigrateOptions, known?: Analysis): Promise<Session> {
  const cwd = resolve(options.cwd ?? '.');
  const analysis = known ?? (await analyse(options));
  const rules = await ruleSetOf(options.settings);
  const before = stateOf(analysis, rules);
  const own = migrationOptions(options, cwd);
  const planning: PlanningContext = {
    planners: new Planners(options.planners ?? PLANNER_LOADERS),
    options: own,
    rules,
    files: filesByLanguage(analysis),
    targets: analysis.targets,
  };
  const plans = await planAll(before, planning);
  const helper = own.helper === undefined ? [] : [own.helper];
  const context = {
    cwd,
    realCwd: realpathSync(cwd),
    workspace: analysis.workspace,
    allowed: new Set([...analysis.targets, ...helper]),
    roots: rootsOf([...(options.paths ?? ['.']), ...helperRoot(options)].map((path) => resolve(cwd, path))),
  };
  const drafts = new Map([...plans.plans.values()].map((plan) => [plan.file, draftOf(plan, context)]));
  const subjects = before.findings.filter(({ file, rule }) => analysis.targets.has(file) && MIGRATED_RULES.includes(rule));
  return {
    cwd,
    analysis,
    rules,
    before,
    planning,
    plans,
    drafts,
    subjects,
    languages: options.languages,
    settings: options.settings,
    syntaxFaults: new Map(),
  };
}
