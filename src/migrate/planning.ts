import { byCodeUnit } from '../files/paths.ts';
import type { Finding } from '../findings/finding.ts';
import type { LanguageId } from '../http/call.ts';
import type { RuleSet } from '../rules/rule.ts';
import { type EditError, orderEdits } from './edits.ts';
import type { FilePlan, ManualReason, MigrationOptions } from './plan.ts';
import type { Planner, PlannerLoaders } from './planner.ts';
import type { ScanState } from './state.ts';
import { MIGRATED_RULES } from './subjects.ts';

/** The planners of one run, each loaded once. */
export class Planners {
  private readonly loaders: PlannerLoaders;
  private readonly loaded = new Map<LanguageId, Promise<Planner | undefined>>();

  constructor(loaders: PlannerLoaders) {
    this.loaders = loaders;
  }

  readonly of = (language: LanguageId): Promise<Planner | undefined> => {
    const known = this.loaded.get(language);
    if (known) return known;
    const loading = this.loaders[language]?.() ?? Promise.resolve(undefined);
    this.loaded.set(language, loading);
    return loading;
  };
}

export interface PlanningContext {
  readonly planners: Planners;
  readonly options: MigrationOptions;
  readonly rules: RuleSet;
  /** The files that may hold calls, by language, sorted. */
  readonly files: ReadonlyMap<LanguageId, readonly string[]>;
  readonly targets: ReadonlySet<string>;
}

export interface Plans {
  /** By file, one for each. */
  readonly plans: ReadonlyMap<string, FilePlan>;
  /** Why none of a language's files has a plan. */
  readonly unplanned: ReadonlyMap<LanguageId, ManualReason>;
}

/** Two plans for one file as one; of two that are the same, one. */
function merged(one: FilePlan | undefined, other: FilePlan): FilePlan {
  if (!one || JSON.stringify(one) === JSON.stringify(other)) return other;
  return {
    ...one,
    edits: [...one.edits, ...other.edits],
    outcomes: [...one.outcomes, ...other.outcomes],
    together: [...new Set([...one.together, ...other.together])],
  };
}

function failed(language: LanguageId, error: unknown): ManualReason {
  const what = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').slice(0, 300);
  return { id: 'planner-failed', message: `The ${language} planner failed (${what}). This is a defect of unbasic; please report it.` };
}

/**
 * Plans all files in which something is to be migrated. A planner that fails costs its language alone.
 * @param known languages that are planned even if nothing is found in them: those of the first plan, when its result is planned
 */
export async function planAll(
  state: ScanState,
  { planners, options, rules, files, targets }: PlanningContext,
  known: ReadonlySet<LanguageId> = new Set(),
): Promise<Plans> {
  const plans = new Map<string, FilePlan>();
  const unplanned = new Map<LanguageId, ManualReason>();
  for (const [language, paths] of [...files].sort(([left], [right]) => byCodeUnit(left, right))) {
    const own = new Set(paths);
    // A call that a comment keeps is nobody's to change.
    const findings: Finding[] = state.findings.filter(({ file, suppression }) => own.has(file) && !suppression);
    if (!known.has(language) && !findings.some(({ rule }) => MIGRATED_RULES.includes(rule))) continue;
    const { calls, guarded, workspace } = state;
    try {
      const planner = await planners.of(language);
      if (!planner) {
        unplanned.set(language, { id: 'other-language', message: `Scripts in ${language} are found, not yet changed.` });
        continue;
      }
      const planned = await planner.plan({ files: paths, targets, calls, findings, guarded, workspace, options, rules });
      for (const plan of planned) plans.set(plan.file, merged(plans.get(plan.file), plan));
    } catch (error) {
      unplanned.set(language, failed(language, error));
    }
  }
  return { plans, unplanned };
}

/** The files that plans change, those with edits that contradict each other included. */
export function changedBy({ plans }: Plans, state: ScanState): Set<string> {
  const changed = new Set<string>();
  for (const { file, edits, create } of plans.values()) {
    if (edits.length === 0) continue;
    try {
      if (orderEdits(create ? '' : (state.workspace.read(file)?.text ?? ''), edits).length > 0) changed.add(file);
    } catch (error) {
      if ((error as EditError).name !== 'EditError') throw error;
      changed.add(file);
    }
  }
  return changed;
}
