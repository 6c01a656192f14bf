import type { SourceFile } from '../files/source.ts';
import type { Finding } from '../findings/finding.ts';
import type { HttpCall, LanguageId } from '../http/call.ts';
import type { Workspace } from '../languages/language.ts';
import type { RuleSet } from '../rules/rule.ts';
import type { FilePlan, MigrationOptions } from './plan.ts';

/** What a planner is given: everything the scan knows, and the files that it may change. */
export interface PlannerInput {
  /** The files of its language that the user asked to migrate and that may hold calls, sorted. */
  readonly files: readonly string[];
  /** Every file that the user asked to migrate. Plans for others, the helper file aside, are refused. */
  readonly targets: ReadonlySet<string>;
  /** Every call of the scan, in whatever file and language. */
  readonly calls: readonly HttpCall[];
  /** The findings in `files`, of all rules. Each of a rule in MIGRATED_RULES wants an outcome with its rule and span. */
  readonly findings: readonly Finding[];
  /** Calls on the legacy branch of a conditional whose other branch uses a bearer token. */
  readonly guarded: ReadonlySet<HttpCall>;
  readonly workspace: Workspace;
  readonly options: MigrationOptions;
  readonly rules: RuleSet;
}

/** One language's part of the migration. Loaded lazily. */
export interface Planner {
  /**
   * Plans the changes of files. Reads through the workspace alone, which may hold texts that are on no disk; writes nothing. The same
   * input gives the same plans. Planning the result of a plan again must give no edits.
   */
  plan(input: PlannerInput): Promise<readonly FilePlan[]>;
  /** In how many places a text cannot be parsed. A migrated text must not have more than it had. */
  syntaxErrors(source: SourceFile): Promise<number>;
}

export type PlannerLoader = () => Promise<Planner>;
export type PlannerLoaders = Readonly<Partial<Record<LanguageId, PlannerLoader>>>;
